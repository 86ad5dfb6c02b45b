import { type Fields, serviceIssues, type ValidationIssues } from '../validation-issues';

/** Reserved names: other parts of a stack have them. */
const takenNames = new Set([
  'account',
  'alarms',
  'aws',
  'backend',
  'balancer',
  'capacity',
  'certificate',
  'cluster',
  'constructor',
  'docker',
  'endpoints',
  'flow-logs',
  'hosts',
  'listener',
  'name',
  'names',
  'network',
  'proxy',
  'http',
  'https',
  'url',
  'urls',
  'waf',
  'xray-daemon',
  'zone',
]);

/** Validates the name of a service; returns it if it is a string. */
export function checkName(all: string[], { name }: Fields, index: number, seen: Set<string>) {
  const issues = serviceIssues(index + 1, all);
  if (!checkServiceName(issues, name)) return typeof name === 'string' ? name : undefined;
  if (seen.has(name)) issues.report(`name "${name}" is used twice; rename one of the services`);
  seen.add(name);
  return name;
}

/** Validates the form of the name of a service; returns whether it has that form. */
export function checkServiceName(issues: ValidationIssues, name: unknown): name is string {
  if (typeof name !== 'string' || name.length > 20 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    const rule =
      'name must be lower-case letters, digits and single hyphens, start with a letter and have at most 20 characters';
    const better = typeof name === 'string' ? suggestName(name) : '';
    issues.add(rule, name, better ? `write "${better}"` : undefined);
    return false;
  }
  if (takenNames.has(name)) {
    issues.add(
      'name must not be the name of another part of the stack',
      name,
      `write "${name}-app"`,
    );
  }
  return true;
}

function suggestName(name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return words
    .replace(/^[^a-z]+/, '')
    .slice(0, 20)
    .replace(/-+$/, '');
}
