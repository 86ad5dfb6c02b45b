import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { type Grant, recordGrants, rolePolicy } from '../iam/grant';
import { policyDocument } from '../iam/policy-document';
import { roleWithBoundary } from '../iam/role-with-boundary';

export interface TaskRolesProps {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly account: Account;

  /** Permissions that ECS needs to start the task. */
  readonly start: readonly Grant[];

  /** Permissions of the containers in the task. */
  readonly run: readonly Grant[];
}

/**
 * The two roles of a task: the execution role with which ECS starts it, and the task role of its containers. Each has only the
 * permissions that options of the service need.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html
 *
 * Synthesizes `aws_iam_role` and `aws_iam_role_policy`.
 */
export class TaskRoles extends Construct {
  readonly executionRole: IamRole;
  readonly taskRole: IamRole;

  /** Policies that must exist before a task can start. */
  readonly policies: IamRolePolicy[];
  private readonly granted: Grant[] = [];
  private grantedPolicy?: IamRolePolicy;

  constructor(scope: Construct, id: string, props: TaskRolesProps) {
    super(scope, id);
    const { name, account, start, run } = props;
    const role = (purpose: string, description: string) =>
      roleWithBoundary(this, purpose, {
        name: `${name}-${purpose}`,
        description,
        service: 'ecs-tasks.amazonaws.com',
        account,
      });
    this.executionRole = role('execution', 'ECS starts the tasks with it');
    this.taskRole = role('task', 'What the program in the tasks may do');
    this.policies = [
      rolePolicy(this, 'start', { name: 'start', role: this.executionRole, grants: start }),
    ];
    if (run.length > 0) {
      this.policies.push(
        rolePolicy(this, 'run', { name: 'run', role: this.taskRole, grants: run }),
      );
    } else recordGrants(this, this.taskRole, []);
  }

  /**
   * Adds a permission of the task role, and records it.
   *
   * @returns the policy with all permissions that were added; it exists once.
   */
  grantToTask(added: Grant): IamRolePolicy {
    const { granted } = this;
    granted.push(added);
    recordGrants(this, this.taskRole, [added]);
    this.grantedPolicy ??= new IamRolePolicy(this, 'granted', {
      name: 'granted',
      role: this.taskRole.id,
      // Further permissions can be added until the stack is synthesized.
      policy: Lazy.stringValue({
        produce: () => policyDocument(granted.map(({ statement }) => statement)),
      }),
    });
    return this.grantedPolicy;
  }
}
