import { isPlainObject, ValidationIssues } from '../options/validation-issues';
import { isDomain } from './https-checks';

/** As it was written. */
interface UncheckedRegistryOptions {
  readonly zone?: unknown;
  readonly gitlab?: unknown;
  readonly https?: unknown;
}

/** All that is wrong with what the registry stack is told, and with what that means beside the names of the site. */
export function validateRegistry({ zone, gitlab, https }: UncheckedRegistryOptions): string[] {
  const issues = new ValidationIssues('registry');
  const isZone = isDomain(zone);
  if (zone !== undefined && !isZone) {
    issues.add(
      'zone must be the name of a hosted zone',
      zone,
      'write for example "shop.example.com"',
    );
  }
  const names = isPlainObject(https) ? (https.zone ?? https.domain) : undefined;
  if (isZone && typeof names === 'string' && names.toLowerCase() !== zone.toLowerCase()) {
    issues.add(
      `zone must be that of https, "${names}", in which the names of the site are`,
      zone,
      'write the same for both',
    );
  }
  if (gitlab !== undefined) checkGitlab(issues, gitlab);
  return issues.all;
}

function checkGitlab(issues: ValidationIssues, gitlab: unknown): void {
  if (!isPlainObject(gitlab)) {
    issues.add('gitlab must be an object', gitlab, "write for example { project: 'group/shop' }");
    return;
  }
  const known = ['project', 'protectedBranch', 'url', 'existingProvider'];
  if (!issues.object('gitlab', gitlab, known)) return;
  const { project, protectedBranch = 'main', url = 'https://gitlab.com' } = gitlab;
  if (typeof project !== 'string' || !/^\w[\w.-]*(\/\w[\w.-]*)+$/.test(project)) {
    const suggestion = 'write it as in its address: "group/shop"';
    issues.add('gitlab.project must be the path of a project, with its group', project, suggestion);
  }
  // A wildcard would open the role to other branches, a space or colon to other claims.
  if (typeof protectedBranch !== 'string' || !/^[\w./-]+$/.test(protectedBranch)) {
    const suggestion = 'write for example "main"';
    issues.add(
      'gitlab.protectedBranch must be the name of one branch',
      protectedBranch,
      suggestion,
    );
  }
  if (typeof url !== 'string' || !/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url)) {
    const suggestion = 'write it without a slash at its end: "https://gitlab.example.com"';
    issues.add('gitlab.url must be an https address without a path', url, suggestion);
  }
  issues.boolean('gitlab.existingProvider', gitlab.existingProvider);
}
