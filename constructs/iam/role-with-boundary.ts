import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { Construct } from 'constructs';
import { physicalName } from '../terraform/physical-name';
import { type Account, iamPath } from './account';
import { policyDocument } from './policy-document';

export interface RoleWithBoundaryProps {
  /** Name; it is shortened to the 64 characters that AWS allows. */
  readonly name: string;
  readonly description: string;

  /** The service of AWS that may use it: `ecs-tasks.amazonaws.com`. */
  readonly service: string;
  readonly account: Account;
}

/**
 * Makes a role for a service of AWS, for this account only, that can do no more than the project's boundary allows, whatever
 * policies it gets.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function roleWithBoundary(
  scope: Construct,
  id: string,
  props: RoleWithBoundaryProps,
): IamRole {
  const { name, description, service, account } = props;
  return new IamRole(scope, id, {
    name: physicalName(name, 64),
    path: iamPath,
    description,
    permissionsBoundary: account.boundaryArn,
    assumeRolePolicy: policyDocument([
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: service },
        // Or the service could use the role on behalf of another customer. EC2 does not say for whom it asks; an instance
        // gets a profile of its own account only. https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
        ...(service === 'ec2.amazonaws.com'
          ? {}
          : { Condition: { StringEquals: { 'aws:SourceAccount': account.id } } }),
      },
    ]),
  });
}
