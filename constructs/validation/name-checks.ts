import type { ValidationIssues } from '../options/validation-issues';

/** Words separated by single hyphens: names of target groups, load balancers and roles are made from it. */
const form = /^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const rule =
  'must have 2 to 20 lower-case letters, digits and single hyphens, and begin with a letter';

/**
 * Starts of names that AWS reserves: capacity providers (aws, ecs, fargate), load balancers (internal-), security groups (sg-),
 * buckets (sthree-, amzn-s3-demo-).
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const reservedStarts = ['aws', 'ecs', 'fargate', 'internal', 'sg', 'sthree', 'amzn-s3-demo'];

/** Names of other stacks: the laptop, the registries, the modules, and stacks with what environments keep. */
const otherStacks = /^(local|registry(-.*)?|module.*|.*-base)$/;

/** Validates the name of the project. */
export function checkProject(issues: ValidationIssues, project: unknown): void {
  if (typeof project !== 'string' || !form.test(project)) {
    issues.add(`project ${rule}`, project, 'write for example "acme"');
    return;
  }
  const start = reservedStarts.find((one) => project.startsWith(one));
  if (start === undefined) return;
  issues.add(
    `project must not begin with "${start}", which AWS reserves for names of its own`,
    project,
    'use another name',
  );
}

/** Validates the name of an environment, which is the name of its stack. */
export function checkEnvironmentName(issues: ValidationIssues, name: string): void {
  if (!form.test(name)) {
    issues.add(`the name of an environment ${rule}`, name, 'write for example "staging"');
  } else if (otherStacks.test(name)) {
    issues.add(
      'the name of an environment must not be local, registry or registry-…, module…, or …-base, which are names of other stacks',
      name,
      'write for example "staging"',
    );
  }
}
