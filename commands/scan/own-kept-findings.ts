import { existsSync, readFileSync } from 'node:fs';
import { ValidationIssues } from '../../constructs/options/validation-issues';
import { UserError } from '../cli/command';
import { type KeptFinding, keptFindingsFile } from './kept-findings';

/** The findings that a project keeps, from the file in the working folder. */
export function ownKeptFindings(): readonly KeptFinding[] {
  if (!existsSync(keptFindingsFile)) return [];
  let entries: unknown;
  try {
    entries = JSON.parse(readFileSync(keptFindingsFile, 'utf8'));
  } catch {
    throw new UserError(`${keptFindingsFile} is not JSON`);
  }
  const issues = new ValidationIssues(keptFindingsFile);
  if (!Array.isArray(entries)) {
    issues.add('it must be an array', entries, `write for example ${example}`);
  } else {
    for (const [index, entry] of entries.entries())
      checkEntry(issues.nested(`entry ${index + 1}`), entry);
  }
  if (issues.all.length > 0) throw new UserError(issues.all.join('\n'));
  return entries as KeptFinding[];
}

const example =
  '[{ "check": "RESOURCE_STAR", "on": ["sqs:ListQueues"], "reason": "it has no resources" }]';

function checkEntry(issues: ValidationIssues, entry: unknown): void {
  const fields = ['check', 'on', 'condition', 'address', 'reason'];
  if (!issues.object('it', entry, fields, `write for example ${example.slice(1, -1)}`)) return;
  const { on } = entry;
  for (const field of ['check', 'reason']) {
    const value = entry[field];
    if (typeof value !== 'string' || value.trim() === '')
      issues.add(`${field} must be a text`, value);
  }
  for (const field of ['condition', 'address']) {
    const value = entry[field];
    if (value !== undefined && typeof value !== 'string')
      issues.add(`${field} must be a text`, value);
  }
  if (on === undefined) return;
  if (!Array.isArray(on) || on.length === 0 || on.some((one) => typeof one !== 'string')) {
    issues.add('on must be an array of actions', on, 'write for example ["sqs:ListQueues"]');
  }
}
