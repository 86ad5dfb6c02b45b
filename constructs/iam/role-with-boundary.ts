import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { Construct } from 'constructs';
import { physicalName } from '../terraform/physical-name';
import type { Account } from './account';
import { policyDocument } from './policy-document';

export interface RoleWithBoundaryProps {
  /** Name of the role, shortened to the 64 characters that AWS allows. */
  readonly name: string;
  readonly description: string;

  /** AWS service that may assume the role: `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  readonly account: Account;
}

/**
 * Creates a role that an AWS service can assume for this account only. The project's permissions boundary limits it, whatever
 * policies are attached.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 *
 * Synthesizes `aws_iam_role`.
 */
export function roleWithBoundary(
  scope: Construct,
  id: string,
  props: RoleWithBoundaryProps,
): IamRole {
  const { name, description, service, account } = props;
  return new IamRole(scope, id, {
    name: physicalName(name, 64),
    path: account.iamPath,
    description,
    permissionsBoundary: account.boundaryArn,
    assumeRolePolicy: policyDocument([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: service },
        // Prevents the service from using the role for another customer. EC2 does not send the source account, but an instance
        // can have only a profile of its own account. https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
        ...(service === 'ec2.amazonaws.com'
          ? {}
          : { Condition: { StringEquals: { 'aws:SourceAccount': account.id } } }),
      },
    ]),
  });
}
