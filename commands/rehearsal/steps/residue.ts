import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsClient } from '../aws/aws-client';
import { rehearsalContainers } from '../session/cleanup';

/** How long the emulator may take to drain and stop its containers, which it does in the background. */
const stopSeconds = 60;

/** What the emulator still has of the stacks after a destroy: all of it has their tag. */
export async function emulatorResidue(client: AwsClient): Promise<string[]> {
  const { ResourceTagMappingList: list } = await client.json<{
    ResourceTagMappingList: { ResourceARN: string }[];
  }>('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources', {
    TagFilters: [{ Key: 'project', Values: ['magicnight'] }],
  });
  // ECS remembers services and task definitions that are gone: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/delete-task-definition-v2.html
  const isRemembered = /^arn:aws:ecs:[^/]*:(service|task-definition)\//;
  const others = list
    .map(({ ResourceARN }) => ResourceARN)
    .filter((arn) => !isRemembered.test(arn));
  const { taskDefinitionArns } = await client.json<{ taskDefinitionArns: string[] }>(
    'ecs',
    'AmazonEC2ContainerServiceV20141113.ListTaskDefinitions',
    { status: 'ACTIVE' },
  );
  return [...others, ...taskDefinitionArns];
}

/** Containers of a rehearsal that still run; those that have ended by themselves go with the rehearsal. */
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
