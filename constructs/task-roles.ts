import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Account } from './account';
import { boundedRole } from './bounded-role';
import { allow, policyDocument, type Statement } from './policy-document';

export interface TaskRolesProps {
  /** What the names begin with. */
  readonly name: string;
  readonly account: Account;
  readonly logGroup: CloudwatchLogGroup;

  /** Repository of ECR from which the image is pulled; `undefined` for another registry. */
  readonly repositoryArn?: string;
}

/**
 * The two roles of a task: that with which ECS starts it (it may pull this image and write these logs, nothing else), and
 * that of the program in it, which may do nothing.
 *
 * Synthesizes `aws_iam_role` and `aws_iam_role_policy`.
 */
export class TaskRoles extends Construct {
  readonly executionRole: IamRole;
  readonly taskRole: IamRole;

  /** What must be there before a task can start. */
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, props: TaskRolesProps) {
    super(scope, id);
    const { name, account, logGroup, repositoryArn } = props;
    const role = (purpose: string, description: string) =>
      boundedRole(this, purpose, {
        name: `${name}-${purpose}`,
        description,
        service: 'ecs-tasks.amazonaws.com',
        account,
      });
    this.executionRole = role('execution', 'ECS starts the tasks with it');
    this.taskRole = role('task', 'What the program in the tasks may do');
    this.policy = new IamRolePolicy(this, 'start', {
      name: 'start',
      role: this.executionRole.id,
      policy: policyDocument([
        allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `${logGroup.arn}:*`),
        ...(repositoryArn ? pull(repositoryArn) : []),
      ]),
    });
  }
}

function pull(repositoryArn: string): Statement[] {
  return [
    // It has no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
    allow(['ecr:GetAuthorizationToken'], '*'),
    allow(
      ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      repositoryArn,
    ),
  ];
}
