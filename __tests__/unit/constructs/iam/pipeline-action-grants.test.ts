import { pipelineActionGrants } from '../../../../constructs/iam/pipeline-action-grants';

const topics = 'arn:aws:sns:eu-central-1:123456789012:acme-*';
const allow = (Action: string[], Resource: string[]) => ({ Effect: 'Allow', Action, Resource });

test('actions that begin with Get, List or Describe are reads; a grant has the reason of its permission', () => {
  const grants = pipelineActionGrants([
    {
      actions: [
        'sns:ListTagsForResource',
        'sns:CreateTopic',
        'sns:GetTopicAttributes',
        'sns:CreateTopic',
      ],
      on: [topics],
      reason: 'the topic of alarms',
    },
    { actions: ['ec2:DescribeVpcPeeringConnections'], on: ['*'], reason: 'the peering' },
    { actions: ['sqs:CreateQueue'], on: ['arn:aws:sqs:*:*:acme-*'], reason: 'the queue of mails' },
  ]);
  expect(grants).toEqual({
    read: [
      {
        statement: allow(['sns:GetTopicAttributes', 'sns:ListTagsForResource'], [topics]),
        reason: 'the topic of alarms',
      },
      { statement: allow(['ec2:DescribeVpcPeeringConnections'], ['*']), reason: 'the peering' },
    ],
    write: [
      { statement: allow(['sns:CreateTopic'], [topics]), reason: 'the topic of alarms' },
      {
        statement: allow(['sqs:CreateQueue'], ['arn:aws:sqs:*:*:acme-*']),
        reason: 'the queue of mails',
      },
    ],
  });
});

test('without permissions there are no grants', () => {
  expect(pipelineActionGrants([])).toEqual({ read: [], write: [] });
});
