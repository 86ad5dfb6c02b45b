import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Resource types of a service whose review takes time. */
const kinds = 20;

/**
 * Writes a plan that changes 2,000 resources of 100 services, with about as much JSON and as many attributes as real ones.
 *
 * @param file path of the plan, which has the format of `terraform show -json`.
 */
export function writeLargePlan(file: string): void {
  const resources = Array.from({ length: 100 * kinds }, (_none, index) =>
    index % kinds === 0 ? taskDefinition(index) : index % kinds === 1 ? policy(index) : rule(index),
  );
  const plan = {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: resources.map(({ address, type, name, before, after }) => {
      const change = { actions: ['update'], before, after, after_unknown: {} };
      return { address, mode: 'managed', type, name, change };
    }),
    output_changes: {},
    prior_state: { values: valuesOf(resources, 'before') },
    planned_values: valuesOf(resources, 'after'),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(plan));
}

type Resource = ReturnType<typeof resource>;

function valuesOf(resources: readonly Resource[], side: 'before' | 'after'): object {
  const list = resources.map((one) => ({
    address: one.address,
    mode: 'managed',
    type: one.type,
    values: one[side],
  }));
  return { root_module: { resources: list } };
}

function resource(type: string, index: number, before: object, after: object) {
  const name = `service-${Math.floor(index / kinds)}-${index % kinds}`;
  const same = {
    name,
    region: 'eu-central-1',
    tags: { service: name },
    tags_all: { service: name },
  };
  return {
    address: `${type}.${name}`,
    type,
    name,
    before: { ...same, ...before },
    after: { ...same, ...after },
  };
}

function taskDefinition(index: number): Resource {
  const containers = (tag: string) =>
    JSON.stringify([
      {
        name: 'main',
        image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:${tag}`,
        environment: Array.from({ length: 20 }, (_none, at) => ({ name: `V_${at}`, value: tag })),
      },
    ]);
  const [before, after] = ['a', 'b'].map((tag) => ({ container_definitions: containers(tag) }));
  return resource('aws_ecs_task_definition', index, before ?? {}, after ?? {});
}

function policy(index: number): Resource {
  const document = (...Action: string[]) => ({
    role: `service-${index}`,
    policy: JSON.stringify({
      Statement: [{ Effect: 'Allow', Action, Resource: [`arn:aws:s3:::shop-${index}/*`] }],
    }),
  });
  const before = document('s3:GetObject');
  return resource('aws_iam_role_policy', index, before, document('s3:GetObject', 's3:PutObject'));
}

function rule(index: number): Resource {
  const opened = (port: number) => ({
    security_group_id: `sg-${Math.floor(index / kinds)}`,
    cidr_ipv4: '10.0.0.0/8',
    ip_protocol: 'tcp',
    from_port: port,
    to_port: port,
  });
  const type = 'aws_vpc_security_group_ingress_rule';
  return resource(type, index, opened(8000 + (index % kinds)), opened(9000 + (index % kinds)));
}
