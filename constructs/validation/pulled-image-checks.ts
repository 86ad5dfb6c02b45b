import { agentAccounts } from '../images/guardduty-agent';
import type { Fields, ValidationIssues } from '../options/validation-issues';

/** Validates where images come from, besides the registries of their names. */
export function checkPulledImages(
  issues: ValidationIssues,
  { pullThroughCaches, guardDuty, ec2, region }: Fields,
): void {
  if (pullThroughCaches !== undefined) checkCaches(issues, pullThroughCaches);
  if (guardDuty !== true) return;
  if (ec2 !== undefined) {
    issues.report(
      'guardDuty is for tasks on Fargate: on EC2 instances, GuardDuty installs its agent through AWS Systems Manager, to which the instances here do not connect; remove guardDuty',
    );
  } else if (typeof region === 'string' && !(region in agentAccounts)) {
    issues.report(
      `guardDuty is not supported in ${region}, for which AWS lists no repository of the agent; remove guardDuty`,
    );
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html */
const prefixForm = /^(?=.{2,30}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

function checkCaches(issues: ValidationIssues, prefixes: unknown): void {
  const field = 'pullThroughCaches';
  if (!Array.isArray(prefixes)) {
    issues.add(`${field} must be a list of prefixes`, prefixes, "write for example ['docker-hub']");
    return;
  }
  for (const prefix of prefixes) {
    if (typeof prefix === 'string' && prefixForm.test(prefix)) continue;
    issues.add(
      `${field} must have prefixes of pull-through cache rules: 2 to 30 lower-case letters, digits and single . _ - /`,
      prefix,
      'write for example "docker-hub"',
    );
  }
  const twice = prefixes.find((prefix, index) => prefixes.indexOf(prefix) !== index);
  if (twice !== undefined) issues.add(`${field} must have each prefix once`, twice);
}
