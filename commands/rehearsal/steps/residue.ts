import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsClient } from '../aws/aws-client';
import { rehearsalContainers } from '../session/cleanup';

/** Time limit for the emulator to drain and stop its containers in the background. */
const stopSeconds = 60;

/** ARNs of the resources that the emulator still has after a destroy. They are found by the tag that all stacks set. */
export async function emulatorResidue(client: AwsClient, project: string): Promise<string[]> {
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
  return [...others, ...taskDefinitionArns];
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
