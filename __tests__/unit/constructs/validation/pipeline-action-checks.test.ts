import type { PermissionOptions } from '../../../../constructs/options/permission-options';
import { resolved } from '../../../support/synth-environment';

const services = [{ name: 'web', image: { folder: 'containers/web' }, routes: ['/'] }];
const right = {
  actions: ['sns:CreateTopic', 'sns:GetTopicAttributes'],
  on: ['arn:aws:sns:eu-central-1:123456789012:acme-alarms'],
  reason: 'the topic of alarms',
};
const tried = (pipelineActions: unknown) =>
  resolved('staging', services, { pipelineActions: pipelineActions as PermissionOptions[] });

test('permissions of pipelines are kept as they are written; by default there are none', () => {
  expect(tried([right, { ...right, on: ['*'] }]).pipelineActions).toEqual([
    right,
    { ...right, on: ['*'] },
  ]);
  expect(resolved('staging', services).pipelineActions).toEqual([]);
});

test.each<[unknown, string]>([
  [
    right,
    " must be an array of permissions, got { actions: [ 'sns:CreateTopic', 'sns:GetTopicAttributes' ], on: [ 'arn:aws:sns:eu-central-1:123456789012:acme-alarms' ], reason: 'the topic of alarms' }; write for example [{ actions: ['s3:CreateBucket'], on: ['arn:aws:s3:::acme-uploads'], reason: 'the bucket of uploads' }]",
  ],
  [['sns:CreateTopic'], '[0]: a permission must be an object, got "sns:CreateTopic"'],
  [
    [right, { ...right, action: 'sns:CreateTopic' }],
    '[1]: a permission has no field "action"; did you mean "actions"?',
  ],
  [
    [{ ...right, actions: [] }],
    "[0]: actions must be an array of at least one action, got []; write for example ['s3:CreateBucket']",
  ],
  [
    [{ ...right, actions: ['sns:*'] }],
    '[0]: an action must be a service and a name without wildcards, got "sns:*"; write for example "s3:CreateBucket"',
  ],
  [
    [{ ...right, on: 'arn:aws:sns:eu-central-1:123456789012:acme-alarms' }],
    '[0]: on must be an array of at least one ARN, got "arn:aws:sns:eu-central-1:123456789012:acme-alarms"; write for example [\'arn:aws:s3:::acme-uploads\']',
  ],
  [
    [{ ...right, on: ['${aws_sns_topic.alarms.arn}'] }],
    '[0]: on must have ARNs that are written out, or "*", got "${aws_sns_topic.alarms.arn}"; write for example [\'arn:aws:s3:::acme-uploads\']',
  ],
  [
    [{ ...right, on: ['acme-alarms'] }],
    '[0]: on must have ARNs that are written out, or "*", got "acme-alarms"; write for example [\'arn:aws:s3:::acme-uploads\']',
  ],
  [
    [{ ...right, reason: '' }],
    '[0]: reason must say what needs the permission, got ""; write for example "the bucket of uploads"',
  ],
])('%j is an error', (wrong, message) => {
  expect(() => tried(wrong)).toThrow(
    new Error(`main.ts: environments.staging.pipelineActions${message}`),
  );
});
