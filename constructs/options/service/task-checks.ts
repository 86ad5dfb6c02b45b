import {
  type Fields,
  isPlainObject,
  suggestClosest,
  type ValidationIssues,
} from '../validation-issues';
import { isText } from './container-checks';

/** Adds a problem if a value is written, and none of the words. */
export function checkOneOf(
  issues: ValidationIssues,
  field: string,
  value: unknown,
  words: string[],
): void {
  if (value === undefined || words.includes(value as string)) return;
  const rule = `${field} must be ${words.map((word) => `"${word}"`).join(' or ')}`;
  const near = typeof value === 'string' ? suggestClosest(value, words) : '';
  // All words are in the rule already.
  issues.add(rule, value, near.startsWith('did') ? near : undefined);
}

/** What others call a processor. */
const architectures: Readonly<Record<string, string>> = {
  aarch64: 'arm64',
  amd64: 'x86_64',
  arm: 'arm64',
  x64: 'x86_64',
  x86: 'x86_64',
};

/** Adds a problem if a processor is written, and none of those there are. */
export function checkArchitecture(issues: ValidationIssues, field: string, value: unknown): void {
  const other =
    typeof value === 'string' && Object.hasOwn(architectures, value.toLowerCase())
      ? architectures[value.toLowerCase()]
      : undefined;
  if (other === undefined) checkOneOf(issues, field, value, ['x86_64', 'arm64']);
  else issues.add(`${field} must be "x86_64" or "arm64"`, value, `write "${other}"`);
}

/** Adds what is wrong with the disk of a task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html */
export function checkEphemeralStorage(issues: ValidationIssues, value: unknown): void {
  if (value === undefined) return;
  const unit = ' (20 is what every task has)';
  issues.integer('ephemeralStorageGiB', value, 21, 200, unit);
}

/** Adds what is wrong with whether people may run commands in the containers of a service. */
export function checkExec(issues: ValidationIssues, exec: unknown, service: Fields): void {
  issues.boolean('exec', exec);
  if (exec !== true) return;
  const sidecars: unknown[] = Array.isArray(service.sidecars) ? service.sidecars : [];
  const isReadOnly = ({ writableRoot }: Fields) => writableRoot !== true;
  const closed = sidecars
    .filter(isPlainObject)
    .filter(isReadOnly)
    .map(({ name }, index) =>
      typeof name === 'string' ? `sidecar "${name}"` : `sidecar ${index + 1}`,
    );
  if (isReadOnly(service)) closed.unshift('its container');
  if (closed.length === 0) return;
  issues.report(
    `exec needs a root file system that can be written, since AWS's agent puts its files there: it would fail in ${closed.join(', ')}; write writableRoot: true there, or leave out exec`,
  );
}

/** Adds what is wrong with the command of a container, or with its entry point. */
export function checkCommand(
  issues: ValidationIssues,
  command: unknown,
  field: 'command' | 'entryPoint',
): void {
  if (command === undefined) return;
  // Array.from makes holes visible.
  const words: unknown[] = Array.isArray(command) ? Array.from(command) : [];
  if (words.length > 0 && words[0] !== '' && words.every(isText)) return;
  const suggestion = "write for example ['node', 'worker.js']";
  issues.add(`${field} must be a list of texts`, command, suggestion);
}
