import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import type { GitlabOptions } from '../options/environment/registry-options';
import type { Account } from './account';
import { recordGrants } from './grant';
import {
  applyStatements,
  grantsByAction,
  planStatements,
  pushStatements,
} from './pipeline-statements';
import { managedDocuments, policyDocument, type Statement } from './policy-document';

export interface GitlabPipelineRolesProps extends GitlabOptions {
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
 * Synthesizes `aws_iam_openid_connect_provider`, `aws_iam_role`, `aws_iam_role_policy`, `aws_iam_policy` and
 * `aws_iam_role_policy_attachment`.
 */
export class GitlabPipelineRoles extends Construct {
  /** ARNs by what the role is for. */
  readonly arns: Readonly<Record<'plan' | 'push' | 'apply', string>>;

  constructor(scope: Construct, id: string, props: GitlabPipelineRolesProps) {
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

    const role = (purpose: string, description: string, trusted: Statement) =>
      new IamRole(this, purpose, {
        name: `magicnight-${purpose}`,
        path,
        description,
        assumeRolePolicy: policyDocument([trusted]),
        maxSessionDuration: 3600,
      });
    const attachInlinePolicy = (purpose: string, role: IamRole, may: Statement[]) => {
      const policy = policyDocument(may);
      new IamRolePolicy(this, `${purpose}-policy`, { name: purpose, role: role.id, policy });
      recordGrants(this, role, grantsByAction(may));
      return role.arn;
    };
    const plan = role('plan', 'Pipelines of all branches read with it', anyBranch);
    const push = role('push', 'Pipelines of all branches push images with it', anyBranch);
    const apply = role('apply', `Pipelines of ${protectedBranch} apply with it`, oneBranch);
    const reading = planStatements(account);
    const changing = applyStatements(account, zone?.toLowerCase());
    this.arns = {
      plan: attachInlinePolicy('plan', plan, reading),
      push: attachInlinePolicy('push', push, pushStatements(repositoryArns)),
      apply: this.attachManagedPolicies('apply', apply, [...reading, ...changing]),
    };
  }

  /** Gives a role more than its own policies can hold, which have 10,240 characters together. */
  private attachManagedPolicies(purpose: string, role: IamRole, may: readonly Statement[]): string {
    recordGrants(this, role, grantsByAction(may));
    for (const [index, policy] of managedDocuments(may).entries()) {
      const part = `${purpose}-${index + 1}`;
      const { arn: policyArn } = new IamPolicy(this, `${part}-policy`, {
        name: `magicnight-${part}`,
        path,
        description: `What the role magicnight-${purpose} may do, part ${index + 1}`,
        policy,
      });
      new IamRolePolicyAttachment(this, part, { role: role.name, policyArn });
    }
    return role.arn;
  }
}
