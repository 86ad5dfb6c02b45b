import type { AwsClient } from '../../../../../commands/rehearsal/aws/aws-client';
import { emulatorResidue, keptFamilies } from '../../../../../commands/rehearsal/steps/residue';

const definition = (revision: string) =>
  `arn:aws:ecs:eu-central-1:000000000000:task-definition/${revision}`;

/** A client of an emulator that has a queue and these active revisions. */
function clientWith(...revisions: string[]): AwsClient {
  const answers: Record<string, object> = {
    tagging: { ResourceTagMappingList: [{ ResourceARN: 'arn:aws:sqs:eu-central-1:0:left' }] },
    ecs: { taskDefinitionArns: revisions.map(definition) },
  };
  return { json: async (service: string) => answers[service] } as unknown as AwsClient;
}

test('families are kept whose revisions Terraform does not deregister', () => {
  const aws_ecs_task_definition = {
    shop: { family: 'acme-shop' },
    web: { family: 'acme-web', skip_destroy: true },
  };
  expect(keptFamilies({ resource: { aws_ecs_task_definition } })).toEqual(['acme-web']);
  expect(keptFamilies({ resource: {} })).toEqual([]);
  expect(keptFamilies({})).toEqual([]);
});

test('active revisions are left, but for those of kept families', async () => {
  const client = clientWith('acme-shop:2', 'acme-web:1', 'acme-web:2', 'acme-web-2:1');
  expect(await emulatorResidue(client, 'acme', ['acme-web'])).toEqual([
    'arn:aws:sqs:eu-central-1:0:left',
    definition('acme-shop:2'),
    definition('acme-web-2:1'),
  ]);
  expect(await emulatorResidue(client, 'acme')).toHaveLength(5);
});
