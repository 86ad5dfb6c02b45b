import type { ResolvedEc2Capacity } from '../options/environment/resolved-ec2-capacity';

/** Ports that the kernel of hosts gives tasks in mode `bridge`; the agent is told the same. */
export const dynamicHostPorts = { first: 32768, last: 60999 } as const;

/**
 * What a host runs when it starts: the settings of the ECS agent.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function userData({
  cluster,
  networkMode,
}: Pick<ResolvedEc2Capacity, 'networkMode'> & { readonly cluster: string }): string {
  const settings = {
    ECS_CLUSTER: cluster,
    // AWS takes a Spot host back after two minutes: its tasks go elsewhere at once.
    ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'true',
    // Containers never get the role of the host.
    ECS_AWSVPC_BLOCK_IMDS: networkMode === 'awsvpc' ? 'true' : undefined,
    ECS_DYNAMIC_HOST_PORT_RANGE:
      networkMode === 'bridge' ? `${dynamicHostPorts.first}-${dynamicHostPorts.last}` : undefined,
    // Disks are small, and each content of an image has a tag of its own.
    ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: '10m',
    ECS_IMAGE_CLEANUP_INTERVAL: '10m',
    ECS_IMAGE_MINIMUM_CLEANUP_AGE: '30m',
    ECS_NUM_IMAGES_DELETE_PER_CYCLE: '10',
    // As long as Fargate gives containers to start.
    ECS_CONTAINER_START_TIMEOUT: '3m',
  };
  const lines = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return ['#!/bin/bash', "cat >> /etc/ecs/ecs.config <<'END'", ...lines, 'END', ''].join('\n');
}
