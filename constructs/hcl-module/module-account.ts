import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccountProps } from '../iam/account';

/**
 * Region and account of a module are those of its caller's provider, as the cluster tells them: a data source would be read late
 * where a caller writes `depends_on`, and what has its value in a name or a zone would be replaced.
 */
export function moduleAccount(scope: Construct): Required<Omit<AccountProps, 'boundaryArn'>> {
  const local = (name: string, expression: string) => {
    new TerraformLocal(scope, name, `\${${expression}}`);
    return `\${local.${name}}`;
  };
  return {
    // Known in the first plan already: the provider fills it in.
    region: local('region', `${cluster}.region`),
    partition: local(
      'partition',
      'startswith(local.region, "us-gov-") ? "aws-us-gov" : startswith(local.region, "cn-") ? "aws-cn" : "aws"',
    ),
    id: local('account_id', `split(":", ${cluster}.arn)[4]`),
  };
}

/** As `addServices` calls it. */
const cluster = 'aws_ecs_cluster.cluster';
