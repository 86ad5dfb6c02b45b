import { type Account, iamPath } from './account';

/** Matches the names of all resources of the stacks. */
export const projectNames = 'magicnight-*';

/** ARNs of the log groups of the stacks. */
export function logGroupArns(account: Account, region?: string): string[] {
  return [`/ecs/${projectNames}`, `/vpc/${projectNames}`, `aws-waf-logs-${projectNames}`].map(
    (group) => account.arn('logs', `log-group:${group}`, region),
  );
}

/** ARN of the instance profiles of the stacks. */
export function instanceProfiles(account: Account): string {
  return account.globalArn('iam', `instance-profile${iamPath}*`);
}

/** ARNs of the resources that `ec2:RunInstances` needs besides the launch template, for Spot and On-Demand. */
export function instanceParts(account: Account): string[] {
  const kinds = ['instance', 'network-interface', 'security-group', 'spot-instances-request'];
  return [
    account.publicArn('ec2', 'image/*'),
    ...[...kinds, 'subnet', 'volume'].map((kind) => account.arn('ec2', `${kind}/*`)),
  ];
}
