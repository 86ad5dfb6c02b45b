import type { Construct } from 'constructs';
import { AutoScalingCapacity } from '../ec2/auto-scaling-capacity';
import { hasXrayDaemon } from '../ec2/task-packing';
import type { Capacity, CapacityContext } from '../ecs/fargate-capacity';
import { XrayDaemon, xrayAddressOnInstance } from '../ecs/xray-daemon';
import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { ServicesStack } from './services-stack';

/** Whether the tasks of an environment run on EC2 instances. */
export function isOnEc2(environment: ResolvedEnvironment): environment is Ec2StackProps {
  return environment.ec2Capacity !== undefined;
}

/** An environment with EC2 capacity. */
export type Ec2StackProps = ResolvedEnvironment & { readonly ec2Capacity: ResolvedEc2Capacity };

/**
 * The services as tasks on EC2 instances behind an Application Load Balancer. Both tasks and instances scale.
 *
 * Synthesizes what `ServicesStack` does, with an Auto Scaling group as capacity.
 */
export class Ec2Stack extends ServicesStack {
  constructor(scope: Construct, id: string, environment: Ec2StackProps) {
    super(scope, id, environment, autoScalingCapacity(environment));
  }
}

/** Returns a function that creates the EC2 capacity of an environment. */
export function autoScalingCapacity(
  environment: Ec2StackProps,
): (context: CapacityContext) => Capacity {
  return (context) => addInstances(environment, context);
}

/** Adds EC2 capacity. Tasks are spread over the zones; within a zone they fill one instance after the other. */
function addInstances(environment: Ec2StackProps, context: CapacityContext): Capacity {
  const { stack, cluster, tags } = context;
  const { services, ec2Capacity, xrayImage: image, collectorImage } = environment;
  const { pullThroughCaches } = environment;
  const { networkMode } = ec2Capacity;
  const ports = networkMode === 'bridge' ? services.flatMap(({ egressPorts }) => egressPorts) : [];
  const capacity = new AutoScalingCapacity(stack, 'hosts', {
    ...ec2Capacity,
    ...{ name: context.name, ingress: context.ingress, cluster, tags },
    egressPorts: [...new Set([443, ...ports])].sort((a, b) => a - b),
  });
  const hasDaemon = hasXrayDaemon(ec2Capacity, services);
  if (hasDaemon) {
    const { logDays } = environment.protection;
    new XrayDaemon(stack, 'xray-daemon', {
      ...{ name: context.name, ingress: context.ingress, cluster, logDays },
      ...{ image, pullThroughCaches, dependencies: capacity.dependencies },
    });
  }
  return {
    kind: 'ec2',
    networkMode,
    xray: hasDaemon ? { address: xrayAddressOnInstance } : { image },
    collectorImage,
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
