import type { EnvironmentOptions } from '../options/environment/environment-options';
import type { RegistryOptions } from '../options/environment/registry-options';
import { isPlainObject, ValidationIssues } from '../options/validation-issues';
import { checkBackend } from './backend-checks';
import { checkGitlabVersion } from './gitlab-version-checks';
import { isDomain } from './https-checks';

/** Validates the options of the registry, and that its zone is that of an environment, if any has one. */
export function validateRegistry(
  { zone, gitlab, backend }: RegistryOptions,
  environments: readonly EnvironmentOptions[],
): string[] {
  const issues = new ValidationIssues('main.ts').fieldsOf('registry');
  const isZone = isDomain(zone);
  if (zone !== undefined && !isZone) {
    issues.add(
      'zone must be the name of a hosted zone',
      zone,
      'write for example "shop.example.com"',
    );
  }
  // Options of environments are not validated here, so they can have any type.
  const zones = [...new Set(environments.flatMap((one: unknown) => zoneOf(one) ?? []))];
  const isUsed = zones.some((one) => one.toLowerCase() === zone?.toLowerCase());
  if (isZone && zones.length > 0 && !isUsed) {
    issues.add(
      `zone must be the zone of an environment, ${zones.map((one) => `"${one}"`).join(' or ')}`,
      zone,
      'use the same zone for both',
    );
  }
  checkBackend(issues, backend);
  if (gitlab !== undefined) checkGitlab(issues, gitlab);
  return issues.all;
}

function zoneOf(environment: unknown): string | undefined {
  const https = isPlainObject(environment) ? environment.https : undefined;
  const zone = isPlainObject(https) ? (https.zone ?? https.domain) : undefined;
  return typeof zone === 'string' ? zone : undefined;
}

/** Of the identity provider and its client: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
const maxUrlLength = 255;

/** Of a file, which GitLab stores for each branch. Roles are described with it, in at most 1,000 characters. */
const maxBranchLength = 255;

/** With the longest URL and branch, a trust policy stays below 2,048 characters: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxProjectLength = 500;

function checkLength(issues: ValidationIssues, field: string, value: string, most: number): void {
  if (value.length > most) issues.add(`${field} can have at most ${most} characters`, value);
}

function checkGitlab(issues: ValidationIssues, gitlab: unknown): void {
  if (!isPlainObject(gitlab)) {
    issues.add('gitlab must be an object', gitlab, "write for example { project: 'group/shop' }");
    return;
  }
  const branches = ['project', 'protectedBranch', 'forkPipelines'];
  const known = [...branches, 'url', 'version', 'existingProvider'];
  if (!issues.object('gitlab', gitlab, known)) return;
  const { project, protectedBranch = 'main', url = 'https://gitlab.com' } = gitlab;
  if (typeof project !== 'string' || !/^\w[\w.-]*(\/\w[\w.-]*)+$/.test(project)) {
    const suggestion = 'write it as in its URL: "group/shop"';
    issues.add('gitlab.project must be the path of a project with its group', project, suggestion);
  } else checkLength(issues, 'gitlab.project', project, maxProjectLength);
  // With a wildcard, other branches could assume the role. With a space or a colon, other claims could match.
  if (typeof protectedBranch !== 'string' || !/^[\w./-]+$/.test(protectedBranch)) {
    const suggestion = 'write for example "main"';
    issues.add(
      'gitlab.protectedBranch must be the name of a single branch',
      protectedBranch,
      suggestion,
    );
  } else checkLength(issues, 'gitlab.protectedBranch', protectedBranch, maxBranchLength);
  if (typeof url !== 'string' || !/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url)) {
    const suggestion = 'write it without a trailing slash: "https://gitlab.example.com"';
    issues.add('gitlab.url must be an HTTPS URL without a path', url, suggestion);
  } else {
    checkLength(issues, 'gitlab.url', url, maxUrlLength);
    checkGitlabVersion(issues, gitlab);
  }
  issues.boolean('gitlab.existingProvider', gitlab.existingProvider);
  issues.boolean('gitlab.forkPipelines', gitlab.forkPipelines);
}
