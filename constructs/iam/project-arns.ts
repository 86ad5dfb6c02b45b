import type { Account } from './account';

/** ARNs of the log groups of the stacks. */
export function logGroupArns(account: Account, region?: string): string[] {
  return ['/ecs/', '/vpc/', 'aws-waf-logs-'].map((start) =>
    account.arn('logs', `log-group:${start}${account.projectNames}`, region),
  );
}

/** ARN of the instance profiles of the stacks. */
export function instanceProfiles(account: Account): string {
  return account.globalArn('iam', `instance-profile${account.iamPath}*`);
}

/** ARNs of the resources that `ec2:RunInstances` needs besides the launch template, for Spot and On-Demand. */
export function instanceParts(account: Account): string[] {
  const kinds = ['instance', 'network-interface', 'security-group', 'spot-instances-request'];
  return [
    account.publicArn('ec2', 'image/*'),
    ...[...kinds, 'subnet', 'volume'].map((kind) => account.arn('ec2', `${kind}/*`)),
  ];
}
