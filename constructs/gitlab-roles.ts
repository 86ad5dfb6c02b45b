import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { Account } from './account';
import { applyStatements, planStatements, pushStatements } from './pipeline-statements';
import { policyDocument, type Statement } from './policy-document';
import type { GitlabDescription } from './registry-description';

export interface GitlabRolesProps extends GitlabDescription {
  readonly account: Account;

  /** The repositories to which the pipeline pushes. */
  readonly repositoryArns: readonly string[];

  /**
   * Domain in and below which the pipeline makes records.
   *
   * @default - none
   */
  readonly zone?: string;
}

/** Beside the path of the roles that the pipeline makes: it cannot change its own. */
const path = '/magicnight-pipeline/';

/**
 * Three roles that pipelines of one GitLab project take on by their identity, without a key: `plan` reads, `push` adds
 * images (both from any branch), `apply` changes, from the protected branch alone.
 * https://docs.gitlab.com/ci/cloud_services/aws/
 *
 * Synthesizes `aws_iam_openid_connect_provider`, `aws_iam_role` and `aws_iam_role_policy`.
 */
export class GitlabRoles extends Construct {
  /** ARNs by what the role is for. */
  readonly arns: Readonly<Record<'plan' | 'push' | 'apply', string>>;

  constructor(scope: Construct, id: string, props: GitlabRolesProps) {
    super(scope, id);
    const { account, project, protectedBranch = 'main', repositoryArns, zone } = props;
    const { url = 'https://gitlab.com', existingProvider = false } = props;
    const host = url.replace('https://', '');
    const provider = existingProvider
      ? account.globalArn('iam', `oidc-provider/${host}`)
      : new IamOpenidConnectProvider(this, 'gitlab', { url, clientIdList: [url] }).arn;

    const branch = (name: string) => `project_path:${project}:ref_type:branch:ref:${name}`;
    const trust = (condition: Statement['Condition']): Statement => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: provider },
      Condition: condition,
    });
    const audience = { [`${host}:aud`]: url };
    // No path has a wildcard: what is matched is the branch alone.
    const anyBranch = trust({
      StringEquals: audience,
      StringLike: { [`${host}:sub`]: branch('*') },
    });
    const oneBranch = trust({
      StringEquals: { ...audience, [`${host}:sub`]: branch(protectedBranch) },
    });

    const reading = planStatements(account);
    const role = (purpose: string, description: string, trusted: Statement, may: Statement[]) => {
      const { arn, id: name } = new IamRole(this, purpose, {
        name: `magicnight-${purpose}`,
        path,
        description,
        assumeRolePolicy: policyDocument([trusted]),
        maxSessionDuration: 3600,
      });
      new IamRolePolicy(this, `${purpose}-policy`, {
        name: purpose,
        role: name,
        policy: policyDocument(may),
      });
      return arn;
    };
    this.arns = {
      plan: role('plan', 'Pipelines of all branches read with it', anyBranch, reading),
      push: role(
        'push',
        'Pipelines of all branches push images with it',
        anyBranch,
        pushStatements(repositoryArns),
      ),
      apply: role('apply', `Pipelines of ${protectedBranch} apply with it`, oneBranch, [
        ...reading,
        ...applyStatements(account, zone?.toLowerCase()),
      ]),
    };
  }
}
