import {
  type Fields,
  isPlainObject,
  quoted,
  suggestClosest,
  type ValidationIssues,
} from '../validation-issues';

/** Validates that a value is one of some words, or left out. */
export function checkOneOf(
  issues: ValidationIssues,
  field: string,
  value: unknown,
  words: string[],
): void {
  if (value === undefined || words.includes(value as string)) return;
  const rule = `${field} must be ${words.map((word) => `"${word}"`).join(' or ')}`;
  const near = typeof value === 'string' ? suggestClosest(value, words) : '';
  // The rule already lists all words.
  issues.add(rule, value, near.startsWith('did') ? near : undefined);
}

/** Other names of architectures. */
const architectures: Readonly<Record<string, string>> = {
  aarch64: 'arm64',
  amd64: 'x86_64',
  arm: 'arm64',
  x64: 'x86_64',
  x86: 'x86_64',
};

/** Validates a CPU architecture. */
export function checkArchitecture(issues: ValidationIssues, field: string, value: unknown): void {
  const other =
    typeof value === 'string' && Object.hasOwn(architectures, value.toLowerCase())
      ? architectures[value.toLowerCase()]
      : undefined;
  if (other === undefined) checkOneOf(issues, field, value, ['x86_64', 'arm64']);
  else issues.add(`${field} must be "x86_64" or "arm64"`, value, `write "${other}"`);
}

/** Validates the ephemeral storage of a task: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EphemeralStorage.html */
export function checkEphemeralStorage(issues: ValidationIssues, value: unknown): void {
  if (value === undefined) return;
  const unit = ' (every task has 20)';
  issues.integer('ephemeralStorageGiB', value, 21, 200, unit);
}

/** Validates ECS Exec. */
export function checkExec(issues: ValidationIssues, exec: unknown, service: Fields): void {
  issues.boolean('exec', exec);
  if (exec !== true) return;
  const sidecars: unknown[] = Array.isArray(service.sidecars) ? service.sidecars : [];
  const isReadOnly = ({ writableRoot }: Fields) => writableRoot !== true;
  const closed = sidecars
    .filter(isPlainObject)
    .filter(isReadOnly)
    .map(({ name }, index) =>
      typeof name === 'string' ? `sidecar ${quoted(name)}` : `sidecar ${index + 1}`,
    );
  if (isReadOnly(service)) closed.unshift('its container');
  if (closed.length === 0) return;
  issues.report(
    `exec needs a writable root file system, where its agent stores files, but it is read-only in ${closed.join(', ')}; set writableRoot: true there, or leave out exec`,
  );
}
