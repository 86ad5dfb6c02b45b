import { TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';
import { referencedImage, type TaskImage, type TaskImages } from '../ecs/task-images';
import type { Account } from '../iam/account';
import { ecrImagePattern } from '../images/ecr-image';
import { agentAccounts, agentRepository } from '../images/guardduty-agent';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { imageReference } from '../options/service/image-checks';
import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';
import { variablePrefix } from './module-services';
import { hclString, moduleVariable, type VariableRule } from './module-variable';

/** The images of a module, each set by a variable. */
export class ModuleImages implements TaskImages {
  readonly addedRepositories: readonly string[];
  private readonly scope: Construct;
  private readonly account: Account;
  private readonly mustBeInEcr: boolean;
  private readonly pullThroughCaches: readonly string[];
  private readonly made = new Map<string, TaskImage>();

  /**
   * @param mustBeInEcr whether ECR is the only registry that tasks can reach.
   */
  constructor(
    scope: Construct,
    account: Account,
    mustBeInEcr: boolean,
    { pullThroughCaches, guardDuty }: Pick<ResolvedEnvironment, 'pullThroughCaches' | 'guardDuty'>,
  ) {
    this.scope = scope;
    this.account = account;
    this.mustBeInEcr = mustBeInEcr;
    this.pullThroughCaches = pullThroughCaches;
    this.addedRepositories = guardDuty ? [this.agentRepositoryArn()] : [];
  }

  of(service: ResolvedService, container: ResolvedService | ResolvedSidecar): TaskImage {
    // Names have no double hyphens, so "__" separates the names of service and sidecar.
    const own = container === service ? '' : `__${variablePrefix(container)}`;
    const variable = `${variablePrefix(service)}${own}_image`;
    const image = this.made.get(variable) ?? this.imageOf(variable, service, container);
    this.made.set(variable, image);
    return image;
  }

  referenced(reference: string): TaskImage {
    return referencedImage(reference, this.pullThroughCaches);
  }

  private imageOf(
    name: string,
    service: ResolvedService,
    container: ResolvedService | ResolvedSidecar,
  ): TaskImage {
    const { image } = container;
    const what =
      container === service ? service.name : `${container.name}, a sidecar of ${service.name}`;
    const reference = moduleVariable(this.scope, name, {
      type: 'string',
      ...('folder' in image ? {} : { default: image.reference }),
      description: `Image of ${what}, with a tag or a digest${'folder' in image ? `; built from ${image.folder}` : ''}. If it is in ECR, the execution role may pull it.`,
      rules: this.rulesOf(name),
    });
    const repository = `${name}_repository_arn`;
    const parts = `concat(regex(${hclString(ecrImagePattern)}, var.${name}), ["${this.account.partition}"])`;
    new TerraformLocal(
      this.scope,
      repository,
      `\${try(format("arn:%[4]s:ecr:%[2]s:%[1]s:repository/%[3]s", ${parts}...), null)}`,
    );
    return {
      image: reference,
      repositoryArn: `\${local.${repository}}`,
      isFromRepository: `local.${repository} != null`,
      isInCache: this.isInCache(repository),
    };
  }

  /** ARN of the repository of GuardDuty's agent in the region of the caller. A region without one fails the plan. */
  private agentRepositoryArn(): string {
    const name = 'guardduty_agent_account';
    const accounts = JSON.stringify(agentAccounts);
    new TerraformLocal(this.scope, name, `\${lookup(${accounts}, local.region)}`);
    const { partition, region } = this.account;
    return `arn:${partition}:ecr:${region}:\${local.${name}}:repository/${agentRepository}`;
  }

  private isInCache(repository: string): string | undefined {
    if (this.pullThroughCaches.length === 0) return undefined;
    const prefixes = this.pullThroughCaches.map((prefix) => prefix.replaceAll('.', '[.]'));
    const pattern = hclString(`:repository/(${prefixes.join('|')})/`);
    // No repository is null, which is no string.
    return `can(regex(${pattern}, local.${repository}))`;
  }

  private rulesOf(name: string): VariableRule[] {
    const version = `can(regex(":[\\\\w.-]+$", replace(var.${name}, "/^[^/]*:\\\\d+\\\\//", "")))`;
    const rule = {
      condition: `can(regex(${hclString(imageReference.source)}, var.${name})) && ${version} && !endswith(var.${name}, ":latest")`,
      message: `${name} must be an image with a digest or with a tag other than latest, for example "123456789012.dkr.ecr.eu-central-1.amazonaws.com/${this.account.project}/api:1.0.0", got "\${var.${name}}".`,
    };
    if (!this.mustBeInEcr) return [rule];
    return [
      rule,
      {
        condition: `can(regex(${hclString(ecrImagePattern)}, var.${name}))`,
        message: `${name} must be an image in ECR, because tasks have no internet access (network.nat "none"), got "\${var.${name}}"; push it to ECR.`,
      },
    ];
  }
}
