import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccountProps } from '../iam/account';

/**
 * Region, partition and account ID of a module: those of its caller's provider, taken from attributes of the cluster. A data
 * source is not used: if a caller sets `depends_on`, Terraform reads it only during the apply, and would replace resources with
 * its value in a name or a zone.
 */
export function moduleAccount(
  scope: Construct,
): Required<Pick<AccountProps, 'region' | 'partition' | 'id'>> {
  const local = (name: string, expression: string) => {
    new TerraformLocal(scope, name, `\${${expression}}`);
    return `\${local.${name}}`;
  };
  return {
    // Known in the first plan, because the provider sets it.
    region: local('region', `${cluster}.region`),
    partition: local(
      'partition',
      'startswith(local.region, "us-gov-") ? "aws-us-gov" : startswith(local.region, "cn-") ? "aws-cn" : "aws"',
    ),
    id: local('account_id', `split(":", ${cluster}.arn)[4]`),
  };
}

/** Address of the cluster that `addServices` creates. */
const cluster = 'aws_ecs_cluster.cluster';
