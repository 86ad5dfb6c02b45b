import type { ResolvedEc2Capacity } from '../options/environment/ec2-capacity-options';

/** Port range of tasks in mode `bridge`: Linux's ephemeral ports, also set for the ECS agent. */
export const dynamicHostPorts = { first: 32768, last: 60999 } as const;

/**
 * User data of an instance: a script that configures the ECS agent.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function userData({
  cluster,
  networkMode,
}: Pick<ResolvedEc2Capacity, 'networkMode'> & { readonly cluster: string }): string {
  const settings = {
    ECS_CLUSTER: cluster,
    // AWS stops a Spot instance two minutes after the interruption notice. With this setting, ECS replaces its tasks at once.
    ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'true',
    // Containers never get credentials of the instance role.
    ECS_AWSVPC_BLOCK_IMDS: networkMode === 'awsvpc' ? 'true' : undefined,
    ECS_DYNAMIC_HOST_PORT_RANGE:
      networkMode === 'bridge' ? `${dynamicHostPorts.first}-${dynamicHostPorts.last}` : undefined,
    // Unused images are deleted early: volumes are small, and each changed image has a new tag.
    ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: '10m',
    ECS_IMAGE_CLEANUP_INTERVAL: '10m',
    ECS_IMAGE_MINIMUM_CLEANUP_AGE: '30m',
    ECS_NUM_IMAGES_DELETE_PER_CYCLE: '10',
    // The same timeout as on Fargate.
    ECS_CONTAINER_START_TIMEOUT: '3m',
  };
  const lines = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  return ['#!/bin/bash', "cat >> /etc/ecs/ecs.config <<'END'", ...lines, 'END', ''].join('\n');
}
