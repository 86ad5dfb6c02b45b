import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, UserError } from './cli/command';
import { headline, widget } from './review/changes/summary';
import type { Review } from './review/model/report';
import { findStack } from './review/plan/find-stack';
import { readPlan } from './review/plan/read-plan';
import { acknowledgementsIn } from './review/policy/acknowledgements';
import type { Fingerprint } from './review/policy/fingerprint';
import { htmlReport } from './review/report/html-report';
import { junit } from './review/report/junit';
import { markdown } from './review/report/markdown';
import { reviewOf } from './review/review';

const usage = `Usage: npm run review -- <plan.json> [--stack <stack>] [--out <folder>]

Creates a report of a plan: changes by service and construct, their reasons, risks for users, and the cost per month.
Sensitive values are redacted everywhere.

  <plan.json>                 output of terraform show -json <plan file>; - reads it from the standard input
  --stack <stack>             the planned stack, to find the TypeScript source of each address (default: the stack in
                              cdktf.out that has the addresses of the plan). Other plans are reported by address only
  --out <folder>              write report.md, report.html, widget.json (for GitLab's merge request widget),
                              policy.xml (JUnit) and fingerprint.json to a folder instead of printing the Markdown
  --acknowledgements <file>   acknowledged risks, instead of acknowledgements/<stack>.json:
                              [{ "address": "aws_lb.balancer", "action": "replace", "reason": "…" }]
  --merged                    the acknowledgements are already merged: one that matches no risk is a warning and does
                              not block, because its change may have been applied
  --commit <sha>              the planned commit, recorded in fingerprint.json

Exit code 0: the policy allows the plan. 1: the plan cannot be reviewed. 2: the policy blocks the plan, because a risk is
not acknowledged or an acknowledgement matches no risk; the report is still written.
`;

const options = {
  stack: { type: 'string' },
  out: { type: 'string' },
  acknowledgements: { type: 'string' },
  commit: { type: 'string' },
  merged: { type: 'boolean', default: false },
} as const;

/** Files of a report. */
const reportFiles = ['report.md', 'report.html', 'widget.json', 'policy.xml', 'fingerprint.json'];

runCommand(usage, options, async ({ values, positionals }) => {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    const got = positionals.length > 0 ? `, got "${positionals.join(' ')}"` : '';
    throw new UserError(`Give one plan${got}\n\n${usage.trimEnd()}`);
  }
  // A report of an earlier run must not be mistaken for this one's.
  if (values.out !== undefined) removeReport(values.out);
  requireKnownFiles();
  const plan = readPlan(file);
  const { stack, sources } = findStack(plan, 'cdktf.out/stacks', values.stack);
  if (values.acknowledgements !== undefined && !existsSync(values.acknowledgements)) {
    throw new UserError(`There is no file ${values.acknowledgements}`);
  }
  const acknowledged =
    values.acknowledgements ?? (stack === undefined ? undefined : `acknowledgements/${stack}.json`);
  const { review, changes } = reviewOf(plan, {
    stack,
    sources,
    acknowledgements: acknowledged === undefined ? [] : acknowledgementsIn(acknowledged),
    file: acknowledged,
    isMerged: values.merged,
  });
  const { fingerprint } = review;
  const { commit } = values;
  if (values.out === undefined) process.stdout.write(markdown(review));
  else {
    const planned = plan.timestamp;
    write(values.out, review, { version: 1, stack, commit, planned, fingerprint, changes });
  }
  if (review.problems.length > 0) process.exitCode = 2;
});

function removeReport(folder: string): void {
  try {
    for (const name of reportFiles) rmSync(join(folder, name), { force: true });
  } catch (error) {
    throw new UserError(`The report cannot be written: ${(error as Error).message}`);
  }
}

/** @throws UserError if a file of acknowledgements does not belong to a stack: a misspelt name would have no effect. */
function requireKnownFiles(): void {
  const [folder, stacks] = ['acknowledgements', 'cdktf.out/stacks'];
  if (!existsSync(folder) || !existsSync(stacks)) return;
  const known = readdirSync(stacks);
  const other = readdirSync(folder).find(
    (name) => name.endsWith('.json') && !known.includes(name.replace(/\.json$/, '')),
  );
  if (other === undefined) return;
  throw new UserError(
    `${folder}/${other} does not belong to a stack; expected ${known.map((name) => `${name}.json`).join(', ')}`,
  );
}

function write(folder: string, review: Review, fingerprint: Fingerprint): void {
  const files = {
    'report.md': markdown(review),
    'report.html': htmlReport(review),
    'widget.json': `${widget(review)}\n`,
    'policy.xml': junit(review),
    'fingerprint.json': `${JSON.stringify(fingerprint, null, 2)}\n`,
  };
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  } catch (error) {
    // A partial report could be mistaken for a complete one.
    removeReport(folder);
    throw new UserError(`The report cannot be written: ${(error as Error).message}`);
  }
  console.log(`${headline(review)}.`);
  for (const problem of review.problems) console.error(problem);
  if (review.proposal !== undefined) {
    console.error(
      `To acknowledge these risks, add these entries to ${review.acknowledgements ?? 'a file for --acknowledgements'}, each with a reason of at least ten characters, and commit it:`,
    );
    console.error(review.proposal);
  }
  console.log(
    `Written: ${Object.keys(files)
      .map((name) => join(folder, name))
      .join(', ')}`,
  );
}
