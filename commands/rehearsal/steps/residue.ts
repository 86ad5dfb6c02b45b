import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsClient } from '../aws/aws-client';
import { rehearsalContainers } from '../session/cleanup';
import type { StackConfiguration } from './configuration';

/** Time limit for the emulator to drain and stop its containers in the background. */
const stopSeconds = 60;

/** Families of task definitions whose revisions a destroy of a stack keeps, because a pipeline deploys the service. */
export function keptFamilies({ resource = {} }: StackConfiguration): string[] {
  return Object.values(resource.aws_ecs_task_definition ?? {})
    .filter(({ skip_destroy: isKept }) => isKept === true)
    .map(({ family }) => String(family));
}

/**
 * ARNs of the resources that the emulator still has after a destroy. They are found by the tag that all stacks set.
 *
 * @param kept families of task definitions that may have active revisions.
 */
export async function emulatorResidue(
  client: AwsClient,
  project: string,
  kept: readonly string[] = [],
): Promise<string[]> {
  const { ResourceTagMappingList: list } = await client.json<{
    ResourceTagMappingList: { ResourceARN: string }[];
  }>('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources', {
    TagFilters: [{ Key: 'project', Values: [project] }],
  });
  // ECS still lists deleted services and task definitions: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/delete-task-definition-v2.html
  const isListedLonger = /^arn:aws:ecs:[^/]*:(service|task-definition)\//;
  const others = list
    .map(({ ResourceARN }) => ResourceARN)
    .filter((arn) => !isListedLonger.test(arn));
  const { taskDefinitionArns } = await client.json<{ taskDefinitionArns: string[] }>(
    'ecs',
    'AmazonEC2ContainerServiceV20141113.ListTaskDefinitions',
    { status: 'ACTIVE' },
  );
  return [...others, ...taskDefinitionArns.filter((arn) => !kept.includes(familyOf(arn)))];
}

/** `arn:aws:ecs:…:task-definition/shop:3` → `shop`. */
function familyOf(arn: string): string {
  return arn.split('/').at(-1)?.split(':')[0] ?? '';
}

/** Containers of a rehearsal that still run. Exited containers are removed with the rehearsal. */
export async function engineResidue(id: string, signal: AbortSignal): Promise<string[]> {
  const deadline = Date.now() + stopSeconds * 1000;
  for (;;) {
    const containers = await rehearsalContainers(id, 'running');
    if (containers.length === 0 || Date.now() > deadline) {
      return containers.map((container) => `container ${container}`);
    }
    await sleep(500, undefined, { signal });
  }
}
