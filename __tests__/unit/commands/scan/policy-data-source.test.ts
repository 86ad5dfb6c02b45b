import { documentOf } from '../../../../commands/scan/policy-data-source';

test('all that a policy document can have is in the policy', () => {
  const block = {
    version: '2008-10-17',
    statement: [
      {
        sid: 'Read',
        effect: 'Deny',
        not_actions: ['s3:GetObject'],
        not_resources: ['arn:aws:s3:::acme/*'],
        principals: [
          { type: 'AWS', identifiers: ['123456789012'] },
          { type: 'Service', identifiers: ['ecs.amazonaws.com'] },
        ],
        condition: [
          { test: 'StringEquals', variable: 'aws:SourceAccount', values: ['123456789012'] },
          { test: 'StringEquals', variable: 'aws:RequestedRegion', values: ['eu-central-1'] },
          { test: 'Bool', variable: 'aws:SecureTransport', values: ['true'] },
        ],
      },
      {
        actions: ['s3:PutObject'],
        resources: ['*'],
        not_principals: { type: '*', identifiers: ['*'] },
      },
    ],
  };
  expect(documentOf(block)).toEqual({
    Version: '2008-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Sid: 'Read',
        NotAction: ['s3:GetObject'],
        NotResource: ['arn:aws:s3:::acme/*'],
        Principal: { AWS: ['123456789012'], Service: ['ecs.amazonaws.com'] },
        Condition: {
          StringEquals: {
            'aws:SourceAccount': ['123456789012'],
            'aws:RequestedRegion': ['eu-central-1'],
          },
          Bool: { 'aws:SecureTransport': ['true'] },
        },
      },
      { Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['*'], NotPrincipal: '*' },
    ],
  });
});

test('a policy document without statements has none', () => {
  expect(documentOf({})).toEqual({ Version: '2012-10-17', Statement: [] });
});
