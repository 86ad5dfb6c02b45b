import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { TerraformResource, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { addServices } from '../ecs/cluster-services';
import { fargateCapacity } from '../ecs/fargate-capacity';
import { Secrets } from '../ecs/secrets';
import { Account } from '../iam/account';
import { addIngress } from '../load-balancer/ingress';
import { lastFreePriority } from '../load-balancer/rule-priority';
import type { Network } from '../network/network';
import { addVpc, type NewNetworkContext } from '../network/network-factory';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import {
  hasInternetEgress,
  isExistingNetwork,
  type ResolvedNewNetwork,
} from '../options/environment/resolved-network';
import { attributeRef } from '../terraform/condition';
import { requireTerraform } from '../terraform/required-version';
import { moduleAccount } from './module-account';
import { moduleHttps } from './module-https';
import { ModuleImages } from './module-images';
import { namePrefix } from './module-naming-variables';
import { cidrVariable, ModuleVpc } from './module-network';
import { addModuleOutputs } from './module-outputs';
import { secretsByVariables } from './module-secrets';
import { servicesByVariables } from './module-services';
import {
  alarmTopicVariable,
  boundaryVariable,
  moduleProtection,
  steadyStateVariable,
} from './module-settings';
import { addTagsVariable, withTags } from './module-tags';

/** The VPC of a module: a new one with the settings of main.ts, or an existing one that the caller sets. */
export type VpcSource = 'own' | 'existing';

/**
 * The services on Fargate as a Terraform module. It has neither a provider nor a backend. A caller in HCL sets the provider,
 * and the values that differ between environments.
 *
 * Synthesizes the resources of the stack `fargate`, with variables in place of values.
 */
export class ModuleStack extends TerraformStack {
  /** Its name in `modules`, and in a registry. */
  readonly moduleName: string;

  /** The fixed settings of its network, as text; `undefined` if the caller sets an existing VPC. */
  readonly network?: string;

  constructor(
    scope: Construct,
    id: string,
    environment: ResolvedEnvironment,
    vpcSource: VpcSource,
  ) {
    super(scope, id);
    const { project } = environment;
    this.moduleName = vpcSource === 'own' ? project : `${project}-existing-vpc`;
    this.asModule();
    // CDKTF omits "Default" from names, so a variable has its ID as its name.
    const variables = new Construct(this, 'Default');
    const name = namePrefix(variables);
    const protection = moduleProtection(variables, environment);
    const account = new Account(this, 'account', {
      ...moduleAccount(variables),
      project,
      boundaryArn: boundaryVariable(variables),
    });
    const own = newNetworkOf(environment, vpcSource);
    if (own) this.network = formatNetwork(own);
    const network = own
      ? this.addOwnVpc(environment, own, variables, { name, account, ...protection })
      : new ModuleVpc(this, 'network', variables);
    const https = moduleHttps(this, variables, environment.services);
    const ingress = addIngress(this, { name, account, network, https, protection });
    const services = secretsByVariables(
      this,
      variables,
      servicesByVariables(variables, environment.services),
    );
    const clusterServices = addServices(
      this,
      {
        ...{ name, ingress, services, protection, tags: {} },
        // With one hyphen, prefix "shop" and service "api-a" would have the same name as prefix "shop-api" and service "a".
        nameOf: (service) => `${name}--${service}`,
        images: new ModuleImages(
          variables,
          account,
          own !== undefined && !hasInternetEgress(own),
          environment,
        ),
        secrets: new Secrets(this, account),
        alarmTopicArns: protection.alarms ? Token.asList(alarmTopicVariable(variables)) : undefined,
        waitForSteadyState: steadyStateVariable(variables),
      },
      ({ stack, cluster }) => fargateCapacity(stack, cluster, environment),
    );
    const routes = services.flatMap((service) => service.routes);
    ingress.listeners.redirectRest(lastFreePriority(routes));
    addModuleOutputs(new Construct(variables, 'Default'), {
      services,
      ingress,
      https,
      clusterServices,
    });
    addTagsVariable(variables);
    this.tagAll();
  }

  /** Removes the blocks that CDKTF requires and a module must not have. */
  private asModule(): void {
    new AwsProvider(this, 'aws', {});
    this.addOverride('provider', undefined);
    this.addOverride('terraform.backend', undefined);
    this.addOverride('terraform.required_providers.aws', {
      source: 'hashicorp/aws',
      version: '>= 6.25, < 7',
    });
    // Since 1.9, the validation of a variable can refer to other variables.
    requireTerraform(this, '>= 1.9');
  }

  private addOwnVpc(
    environment: ResolvedEnvironment,
    own: ResolvedNewNetwork,
    variables: Construct,
    props: Omit<NewNetworkContext, 'grantedResources'>,
  ): Network {
    const cidr = cidrVariable(variables, own.cidr);
    const checkedRegion = attributeRef(new DataAwsRegion(variables, 'caller', {}), 'region');
    return addVpc(
      this,
      environment,
      { ...own, cidr },
      {
        ...{ ...props, checkedRegion, cidrName: 'vpc_cidr' },
        // Code in main.ts grants permissions to services of environments only.
        grantedResources: () => [],
      },
    );
  }

  /** Adds the caller's tags to each resource: a module cannot set default tags of the provider. */
  private tagAll(): void {
    for (const one of this.node.findAll()) {
      if (!isTaggable(one)) continue;
      one.tags = withTags(one.tagsInput);
    }
  }
}

/** The modules of an environment: one with its own VPC, if main.ts has a new VPC, and one for an existing VPC. */
export function moduleStacks(scope: Construct, environment: ResolvedEnvironment): ModuleStack[] {
  return [
    ...(isExistingNetwork(environment.network)
      ? []
      : [new ModuleStack(scope, 'module', environment, 'own')]),
    new ModuleStack(scope, 'module-existing-vpc', environment, 'existing'),
  ];
}

interface Taggable extends TerraformResource {
  readonly tagsInput?: Record<string, string>;
  tags: Record<string, string>;
}

function isTaggable(construct: unknown): construct is Taggable {
  return TerraformResource.isTerraformResource(construct) && 'tagsInput' in construct;
}

function formatNetwork({ zones, nat, publicTasks }: ResolvedNewNetwork): string {
  const egress = publicTasks ? 'tasks in the public subnets' : `NAT gateways: ${nat}`;
  return `zones ${zones.join(', ')}; ${egress}`;
}

function newNetworkOf(
  { network }: ResolvedEnvironment,
  vpcSource: VpcSource,
): ResolvedNewNetwork | undefined {
  return vpcSource === 'existing' || isExistingNetwork(network) ? undefined : network;
}
