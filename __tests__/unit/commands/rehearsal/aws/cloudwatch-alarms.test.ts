import { cbor } from '@smithy/core/cbor';
import { CloudWatchAlarms } from '../../../../../commands/rehearsal/aws/cloudwatch-alarms';

const path = '/service/GraniteServiceVersion20100801/operation/';
const arn = 'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:slow';

/** Asks as Terraform's provider does. */
const asker = (alarms: CloudWatchAlarms) => (operation: string, call: object) => {
  const answer = alarms.answer(path + operation, cbor.serialize(call));
  return answer && { status: answer.status, body: cbor.deserialize(answer.body) };
};

test('tags of an alarm are kept apart from it, until it is deleted', () => {
  const ask = asker(new CloudWatchAlarms('eu-central-1'));
  ask('PutMetricAlarm', { AlarmName: 'slow', Tags: [{ Key: 'a', Value: 'b' }] });
  ask('TagResource', { ResourceARN: arn, Tags: [{ Key: 'c', Value: 'd' }] });
  ask('UntagResource', { ResourceARN: arn, TagKeys: ['a'] });
  ask('PutMetricAlarm', { AlarmName: 'slow' });
  expect(ask('ListTagsForResource', { ResourceARN: arn })?.body).toEqual({
    Tags: [{ Key: 'c', Value: 'd' }],
  });

  expect(ask('DeleteAlarms', { AlarmNames: ['slow'] })?.status).toBe(200);
  expect(ask('ListTagsForResource', { ResourceARN: arn })).toEqual({
    status: 400,
    body: {
      __type: 'com.amazonaws.cloudwatch#ResourceNotFoundException',
      message: 'ListTagsForResource: no such alarm',
    },
  });
});
