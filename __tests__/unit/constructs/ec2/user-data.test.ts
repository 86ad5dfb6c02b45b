import type { Ec2CapacityOptions } from '../../../../constructs/options/environment/ec2-capacity-options';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { synthEc2 } from '../../../support/synth-ec2';
import { all } from '../../../support/synth-fargate';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

/** The script that an instance runs when it starts, before Terraform encodes it. */
const scriptOf = (ec2Capacity: Ec2CapacityOptions) => {
  const [template] = all(synthEc2([web], {}, ec2Capacity).resource, 'aws_launch_template');
  const [, text = '""'] = /^\$\{base64encode\((".*")\)\}$/s.exec(String(template?.user_data)) ?? [];
  return JSON.parse(text);
};

test.each<[Ec2CapacityOptions['networkMode'], string]>([
  ['bridge', 'ECS_DYNAMIC_HOST_PORT_RANGE=32768-60999'],
  ['awsvpc', 'ECS_AWSVPC_BLOCK_IMDS=true'],
])('in mode %s the ECS agent has %s', (networkMode, setting) => {
  expect(scriptOf({ networkMode })).toBe(`#!/bin/bash
cat >> /etc/ecs/ecs.config <<'END'
ECS_CLUSTER=\${aws_ecs_cluster.cluster.name}
ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
${setting}
ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION=10m
ECS_IMAGE_CLEANUP_INTERVAL=10m
ECS_IMAGE_MINIMUM_CLEANUP_AGE=30m
ECS_NUM_IMAGES_DELETE_PER_CYCLE=10
ECS_CONTAINER_START_TIMEOUT=3m
END
`);
});
