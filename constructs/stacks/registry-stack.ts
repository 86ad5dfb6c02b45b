import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Lazy, TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { Account, boundaryName } from '../iam/account';
import { boundarySecretFolders } from '../iam/boundary-secrets';
import { fittingBoundary } from '../iam/boundary-statements';
import { GitlabPipelineRoles } from '../iam/gitlab-pipeline-roles';
import type { PipelineEnvironment } from '../iam/pipeline-environment';
import { expiryPolicy } from '../images/image-expiry';
import type { RegistryOptions } from '../options/environment/registry-options';
import { imageName } from '../options/image-name';
import type { SecretOptions } from '../options/service/container-options';
import { ValidationError } from '../options/validation-issues';
import { AwsStack } from './aws-stack';
import type { AwsStackProps } from './aws-stack-props';

/** What a registry has. */
export interface RegistryStackProps extends AwsStackProps, RegistryOptions {
  /**
   * Whether the stack has what an account has once: the boundary, the hosted zone and the roles of the pipeline.
   *
   * @default true
   */
  readonly ownsAccount?: boolean;

  /**
   * Returns the actions that code grants to services: `() => staging.grantedActions`. The boundary allows them. It is called when
   * the stack is synthesized.
   *
   * @default - none
   */
  readonly grantedActions?: () => readonly string[];

  /**
   * Secrets of the services: `staging.secrets`. The boundary allows only these.
   *
   * @default - none
   */
  readonly secrets?: readonly SecretOptions[];

  /** Folders from which images are built: `['containers/web']`. Each gets a repository. */
  readonly folders: readonly string[];

  /**
   * Environments that the pipeline applies. Where none has DNS records, it may change those of `zone`.
   *
   * @default - none
   */
  readonly pipelineEnvironments?: readonly PipelineEnvironment[];

  /**
   * Folders of images in other regions, which the pipeline pushes, too.
   *
   * @default - none
   */
  readonly otherRepositories?: readonly { readonly region: string; readonly folder: string }[];
}

/**
 * Resources that must exist before images are pushed and other stacks applied: an ECR repository for each folder that is built,
 * the permissions boundary of all roles, and optionally the hosted zone and the roles of the pipeline. An administrator applies
 * it manually.
 *
 * Synthesizes `aws_ecr_repository`, `aws_ecr_lifecycle_policy`, `aws_iam_policy` and `aws_route53_zone`. `GitlabPipelineRoles`
 * synthesizes the roles.
 */
export class RegistryStack extends AwsStack {
  /** Folders of secrets, `shop/db/`, that the permissions boundary allows, because their names do not fit it. */
  private secretFolders: readonly string[] = [];

  /** The options are not checked: `ServicesApp` does that before it creates its registries. */
  constructor(scope: Construct, id: string, props: RegistryStackProps) {
    super(scope, id, props);
    const { project, folders, region, zone: zoneName, gitlab } = props;
    const { ownsAccount = true, pipelineEnvironments = [], otherRepositories = [] } = props;
    const account = new Account(this, 'account', { project, region });
    if (ownsAccount) this.addBoundary(account, props);

    const urls: Record<string, string> = {};
    const repositoryArns: string[] = [];
    for (const folder of folders) {
      const name = imageName(project, folder);
      const repository = new EcrRepository(this, name.replaceAll('/', '_'), {
        name,
        // A reviewed tag always refers to the same image.
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: [{ encryptionType: 'AES256' }],
      });
      new EcrLifecyclePolicy(this, `${name.replaceAll('/', '_')}_expiry`, {
        repository: repository.name,
        policy: expiryPolicy(),
      });
      urls[name] = repository.repositoryUrl;
      repositoryArns.push(repository.arn);
    }
    new TerraformOutput(this, 'repositories', { value: urls });

    if (!ownsAccount) return;
    if (zoneName !== undefined) this.addZone(zoneName);
    if (!gitlab) return;
    for (const { region: other, folder } of otherRepositories) {
      repositoryArns.push(account.arn('ecr', `repository/${imageName(project, folder)}`, other));
    }
    const hasHostnames = pipelineEnvironments.some(({ hostnames }) => hostnames.length > 0);
    const hostnames = zoneName === undefined ? [] : [zoneName.toLowerCase()];
    const environments = hasHostnames
      ? pipelineEnvironments
      : pipelineEnvironments.map((one) => ({ ...one, hostnames }));
    const roles = { ...gitlab, account, repositoryArns, environments };
    const { arns } = new GitlabPipelineRoles(this, 'pipeline', roles);
    new TerraformOutput(this, 'pipeline_roles', {
      description:
        'Roles of the pipeline by job: plan and push for any branch, apply of each environment for the protected branch',
      value: arns,
    });
  }

  /**
   * Warnings about what was synthesized.
   *
   * @internal
   */
  get warnings(): string[] {
    if (this.secretFolders.length === 0) return [];
    return [
      `main.ts: registry: the names of all secrets do not fit the permissions boundary of stack "${this.node.id}" (6,144 characters), so that it allows all secrets in ${this.secretFolders.join(', ')}. Each role still reads only its own`,
    ];
  }

  private addBoundary(account: Account, props: RegistryStackProps): void {
    const { secrets = [], grantedActions = () => [] } = props;
    const document = (actions: readonly string[]) => {
      const found = fittingBoundary(account, { grantedActions: actions, secrets });
      this.secretFolders = found?.secretNames === 'folders' ? boundarySecretFolders(secrets) : [];
      if (found !== undefined) return found.document;
      throw new ValidationError([
        `registry: the permissions boundary allows ${secrets.length} secrets of services and ${actions.length} granted actions, which is more than a managed policy can have (6,144 characters); give the secrets names with folders in common, for example /${account.project}/db/password`,
      ]);
    };
    // Before anything is written, where code has not granted anything yet.
    document([]);
    new IamPolicy(this, 'boundary', {
      name: boundaryName,
      path: account.iamPath,
      description: 'The most that any role of the stacks can do',
      policy: Lazy.stringValue({ produce: () => document(grantedActions()) }),
    });
  }

  private addZone(name: string): void {
    const comment = 'Names of the site';
    const zone = new Route53Zone(this, 'zone', { name: name.toLowerCase(), comment });
    new TerraformOutput(this, 'name_servers', {
      description: `Name servers to set where ${name} is registered; until then its hostnames do not resolve`,
      value: zone.nameServers,
    });
  }
}
