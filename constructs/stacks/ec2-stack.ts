import type { Construct } from 'constructs';
import { AutoScalingCapacity } from '../ec2/auto-scaling-capacity';
import { instanceCapacities } from '../ec2/instance-capacity';
import type { Capacity, CapacityContext } from '../ecs/fargate-capacity';
import { XrayDaemon, xrayAddressOnInstance } from '../ecs/xray-daemon';
import {
  type Ec2CapacityOptions,
  resolveEc2Capacity,
} from '../options/environment/ec2-capacity-options';
import {
  protectionOf,
  type ResolvedEnvironment,
  xrayImageOf,
} from '../options/environment/environment-options';
import { ValidationError } from '../options/validation-issues';
import { validateEc2Capacity } from '../validation/ec2-capacity-checks';
import { environmentWarnings, validateEnvironment } from '../validation/environment-checks';
import { ServicesStack } from './services-stack';

export interface Ec2StackProps extends ResolvedEnvironment {
  readonly ec2Capacity: Ec2CapacityOptions;
}

/**
 * The services as tasks on EC2 instances behind an Application Load Balancer. Both tasks and instances scale.
 *
 * Synthesizes what `ServicesStack` does, with an Auto Scaling group as capacity.
 */
export class Ec2Stack extends ServicesStack {
  /** Warnings. */
  readonly warnings: readonly string[];

  constructor(scope: Construct, id: string, props: Ec2StackProps) {
    const environmentIssues = validateEnvironment(props);
    const environment = environmentIssues.length === 0 ? props : undefined;
    const issues = [...environmentIssues, ...validateEc2Capacity(environment, props.ec2Capacity)];
    if (issues.length > 0) throw new ValidationError(issues);
    super(scope, id, props, (context) => autoScalingCapacity(props, context));
    this.warnings = environmentWarnings(props);
  }
}

/** EC2 capacity. Tasks are spread over the zones; within a zone they fill one instance after the other. */
function autoScalingCapacity(environment: Ec2StackProps, context: CapacityContext): Capacity {
  const { stack, cluster, tags } = context;
  const { services, ec2Capacity } = environment;
  const resolved = resolveEc2Capacity(ec2Capacity);
  const { networkMode } = resolved;
  const ports = networkMode === 'bridge' ? services.flatMap(({ egressPorts }) => egressPorts) : [];
  const capacity = new AutoScalingCapacity(stack, 'hosts', {
    ...resolved,
    ...{ name: context.name, ingress: context.ingress, cluster, tags },
    instances: instanceCapacities(ec2Capacity),
    egressPorts: [...new Set([443, ...ports])].sort((a, b) => a - b),
  });
  const image = xrayImageOf(environment);
  const hasDaemon = resolved.xray === 'daemon' && services.some(({ tracing }) => tracing);
  if (hasDaemon) {
    const { logDays } = protectionOf(environment);
    const shared = { name: context.name, ingress: context.ingress, cluster, image, logDays };
    new XrayDaemon(stack, 'xray-daemon', { ...shared, dependencies: capacity.dependencies });
  }
  return {
    kind: 'ec2',
    networkMode,
    xray: hasDaemon ? { address: xrayAddressOnInstance } : { image },
    capacityProviderStrategy: () => [
      { capacityProvider: capacity.provider.name, base: 0, weight: 1 },
    ],
    placementStrategies: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'memory' },
    ],
    dependencies: capacity.dependencies,
  };
}
