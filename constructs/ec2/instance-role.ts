import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Account } from '../iam/account';
import { type Grant, grant, rolePolicy } from '../iam/grant';
import { roleWithBoundary } from '../iam/role-with-boundary';
import { physicalName } from '../terraform/physical-name';

export interface InstanceRoleProps {
  readonly name: string;
  readonly account: Account;
  readonly cluster: EcsCluster;
}

/**
 * The role of EC2 instances. It lets their ECS agent join this cluster, and nothing else. Images are pulled, and logs are
 * written, with the roles of tasks.
 *
 * Synthesizes `aws_iam_role`, `aws_iam_role_policy` and `aws_iam_instance_profile`.
 */
export class InstanceRole extends Construct {
  readonly profile: IamInstanceProfile;

  /** Resources that must exist before an instance starts. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const { name, account, cluster } = props;
    const role = roleWithBoundary(this, 'Default', {
      name: `${name}-host`,
      description: 'The ECS agent of hosts',
      service: 'ec2.amazonaws.com',
      account,
    });
    const policy = rolePolicy(this, 'agent', {
      name: 'agent',
      role,
      grants: agentGrants(account, cluster),
    });
    this.profile = new IamInstanceProfile(this, 'profile', {
      name: physicalName(`${name}-host`, 128),
      path: account.iamPath,
      role: role.name,
    });
    this.ready = [policy];
  }
}

/** Permissions of the ECS agent: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html */
function agentGrants(account: Account, cluster: EcsCluster): Grant[] {
  const inCluster = { ArnEquals: { 'ecs:cluster': cluster.arn } };
  const instances = account.arn('ecs', `container-instance/${cluster.name}/*`);
  return [
    grant(
      'the host joins and leaves the cluster, and tells what its tasks do',
      [
        'ecs:DeregisterContainerInstance',
        'ecs:RegisterContainerInstance',
        'ecs:SubmitAttachmentStateChanges',
        'ecs:SubmitContainerStateChange',
        'ecs:SubmitTaskStateChange',
      ],
      cluster.arn,
    ),
    grant(
      'the host is told which tasks to run, sends their figures and drains itself',
      ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
      instances,
      inCluster,
    ),
    grant('the host finds where to ask', ['ecs:DiscoverPollEndpoint'], '*'),
  ];
}
