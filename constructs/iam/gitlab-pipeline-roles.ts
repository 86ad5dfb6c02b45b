import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import { Construct } from 'constructs';
import type { GitlabOptions } from '../options/environment/registry-options';
import type { Account } from './account';
import { type Grant, recordGrants } from './grant';
import { imageMarkGrants } from './image-mark-grants';
import { pipelineActionGrants } from './pipeline-action-grants';
import type { PipelineEnvironment } from './pipeline-environment';
import {
  applyStatements,
  grantsByAction,
  planStatements,
  pushStatements,
} from './pipeline-statements';
import { managedDocuments, policyDocument, type Statement } from './policy-document';
import { stateGrants } from './state-grants';

export interface GitlabPipelineRolesProps extends GitlabOptions {
  readonly account: Account;

  /** ARNs of the ECR repositories to which the pipeline pushes. */
  readonly repositoryArns: readonly string[];

  /** The environments that the pipeline applies. */
  readonly environments: readonly PipelineEnvironment[];
}

/** ARNs of the roles of a pipeline. */
export interface PipelineRoleArns {
  readonly plan: string;
  readonly push: string;

  /** By name of the environment. */
  readonly apply: Readonly<Record<string, string>>;
}

/**
 * Roles that pipelines of one GitLab project assume through OpenID Connect, without access keys. From any branch, `plan` reads
 * resources and `push` pushes images. From the protected branch only, a role for each environment changes its resources, and
 * none of other environments.
 * https://docs.gitlab.com/ci/cloud_services/aws/
 *
 * Synthesizes `aws_iam_openid_connect_provider`, `aws_iam_role`, `aws_iam_role_policy`, `aws_iam_policy` and
 * `aws_iam_role_policy_attachment`.
 */
export class GitlabPipelineRoles extends Construct {
  readonly arns: PipelineRoleArns;

  constructor(scope: Construct, id: string, props: GitlabPipelineRolesProps) {
    super(scope, id);
    const { account, project, protectedBranch = 'main', repositoryArns, environments } = props;
    const { url = 'https://gitlab.com', existingProvider = false } = props;
    const path = pipelinePath(account);
    const issuer = url.replace('https://', '');
    const provider = existingProvider
      ? account.globalArn('iam', `oidc-provider/${issuer}`)
      : new IamOpenidConnectProvider(this, 'gitlab', { url, clientIdList: [url] }).arn;

    // For a merge request from a fork, the project in it is the fork since GitLab 18.2.2: `checkGitlabVersion` says why this is
    // the only claim that can tell.
    const branch = (name: string) => `project_path:${project}:ref_type:branch:ref:${name}`;
    const trust = (condition: Statement['Condition']): Statement => ({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: provider },
      Condition: condition,
    });
    const audience = { [`${issuer}:aud`]: url };
    // Project paths cannot contain wildcards, so "*" matches only the branch.
    const anyBranch = trust({
      StringEquals: audience,
      StringLike: { [`${issuer}:sub`]: branch('*') },
    });
    const oneBranch = trust({
      StringEquals: { ...audience, [`${issuer}:sub`]: branch(protectedBranch) },
    });

    const role = (purpose: string, description: string, trusted: Statement) =>
      new IamRole(this, purpose, {
        name: `${account.project}-${purpose}`,
        path,
        description,
        assumeRolePolicy: policyDocument([trusted]),
        // A job that takes longer begins another session: its token is valid until the timeout of the job.
        maxSessionDuration: 3600,
      });
    const attachInlinePolicy = (purpose: string, role: IamRole, permissions: RolePermissions) => {
      const policy = policyDocument(this.record(role, permissions));
      new IamRolePolicy(this, `${purpose}-policy`, { name: purpose, role: role.id, policy });
      return role.arn;
    };
    const plan = role('plan', 'Pipelines of all branches read with it', anyBranch);
    const push = role('push', 'Pipelines of all branches push images with it', anyBranch);
    const regions = [...new Set(environments.map(({ region }) => region))];
    const readStatements = planStatements(account, regions);
    const own = (environment: PipelineEnvironment) => [
      stateGrants(account, environment),
      pipelineActionGrants(environment.pipelineActions),
    ];
    const ownReads = environments.flatMap((one) => own(one).flatMap(({ read }) => read));
    const apply = (environment: PipelineEnvironment) => {
      const { name } = environment;
      const description = `Pipelines of ${protectedBranch} apply environment ${name} with it`;
      const others = environments.filter((other) => other.name !== name);
      return this.attachManagedPolicies(
        account,
        `${name}-apply`,
        role(`${name}-apply`, description, oneBranch),
        {
          statements: [...readStatements, ...applyStatements(account, environment, others)],
          own: [
            ...own(environment).flatMap(({ read, write }) => [...read, ...write]),
            ...imageMarkGrants(account, environment),
          ],
        },
      );
    };
    this.arns = {
      plan: attachInlinePolicy('plan', plan, { statements: readStatements, own: ownReads }),
      push: attachInlinePolicy('push', push, { statements: pushStatements(repositoryArns) }),
      apply: Object.fromEntries(environments.map((one) => [one.name, apply(one)])),
    };
  }

  /** Attaches managed policies, because the inline policies of a role can have at most 10,240 characters in total. */
  private attachManagedPolicies(
    account: Account,
    purpose: string,
    role: IamRole,
    permissions: RolePermissions,
  ): string {
    for (const [index, policy] of managedDocuments(this.record(role, permissions)).entries()) {
      const part = `${purpose}-${index + 1}`;
      const { arn: policyArn } = new IamPolicy(this, `${part}-policy`, {
        name: `${account.project}-${part}`,
        path: pipelinePath(account),
        description: `What the role ${account.project}-${purpose} may do, part ${index + 1}`,
        policy,
      });
      new IamRolePolicyAttachment(this, part, { role: role.name, policyArn });
    }
    return role.arn;
  }

  /** Records the permissions of a role for the permission report. Returns all statements. */
  private record(role: IamRole, { statements, own = [] }: RolePermissions): Statement[] {
    recordGrants(this, role, [...grantsByAction(statements), ...own]);
    return [...statements, ...own.map(({ statement }) => statement)];
  }
}

interface RolePermissions {
  readonly statements: readonly Statement[];

  /** Permissions that do not follow from resource types. */
  readonly own?: readonly Grant[];
}

/**
 * Path of these roles and policies. It is not below the path of roles that the pipeline manages, so the pipeline cannot change
 * its own permissions.
 */
function pipelinePath({ project }: Account): string {
  return `/${project}-pipeline/`;
}
