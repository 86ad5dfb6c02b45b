import { callsOf } from '../../../../../commands/rehearsal/aws/recorded-calls';

/** A request as Terraform signs it for a service. */
const request = (service: string, type: string, body: string, target = '') => ({
  method: 'POST',
  path: '/',
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=x/20260101/eu-central-1/${service}/aws4_request`,
    'content-type': type,
    'x-amz-target': target,
  },
  body,
});
const form = (fields: Record<string, string>) =>
  request('ec2', 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString());
const json = (service: string, target: string, body: object) =>
  request(service, 'application/x-amz-json-1.1', JSON.stringify(body), target);

const tags = { project: 'acme', stack: 'staging' };
const vpc = 'arn:aws:ec2:eu-central-1:000000000000:vpc/any';

test('a new resource of EC2 has no tags, and is tagged by the action that creates it', () => {
  const fields = {
    Action: 'CreateVpc',
    'TagSpecification.1.ResourceType': 'vpc',
    'TagSpecification.1.Tag.1.Key': 'Name',
    'TagSpecification.1.Tag.1.Value': 'acme-staging',
    'TagSpecification.1.Tag.2.Key': 'project',
    'TagSpecification.1.Tag.2.Value': 'acme',
    'TagSpecification.1.Tag.3.Key': 'stack',
    'TagSpecification.1.Tag.3.Value': 'staging',
  };
  expect(callsOf(form(fields))).toEqual([
    { action: 'ec2:CreateVpc', resources: [], untagged: [vpc], tags },
    {
      ...{ action: 'ec2:CreateTags', resources: [], untagged: [vpc], tags },
      createAction: 'CreateVpc',
    },
  ]);
});

test('tags of the instances of a launch template are not its own', () => {
  const fields = {
    Action: 'CreateLaunchTemplate',
    'LaunchTemplateData.TagSpecification.1.Tag.1.Key': 'stack',
    'LaunchTemplateData.TagSpecification.1.Tag.1.Value': 'staging',
  };
  expect(callsOf(form(fields))).toEqual([
    {
      action: 'ec2:CreateLaunchTemplate',
      resources: [],
      untagged: ['arn:aws:ec2:eu-central-1:000000000000:launch-template/any'],
    },
  ]);
});

test('a scalable target is new if it gets tags, and its tags are a second action', () => {
  const target = 'AnyScaleFrontendService.RegisterScalableTarget';
  const untagged = [
    'arn:aws:application-autoscaling:eu-central-1:000000000000:scalable-target/any',
  ];
  const action = 'application-autoscaling:RegisterScalableTarget';
  const service = 'application-autoscaling';
  expect(callsOf(json(service, target, { MinCapacity: 1, Tags: tags }))).toEqual([
    { action, resources: [], untagged, tags },
    {
      ...{ action: 'application-autoscaling:TagResource', resources: [], untagged, tags },
      createAction: 'RegisterScalableTarget',
    },
  ]);
  expect(callsOf(json(service, target, { MinCapacity: 2 }))).toEqual([
    { action, resources: untagged },
  ]);
});

test('tags in lists are read in either case', () => {
  const body = { clusterName: 'acme-staging', tags: [{ key: 'stack', value: 'staging' }] };
  const target = 'AmazonEC2ContainerServiceV20141113.CreateCluster';
  expect(callsOf(json('ecs', target, body))).toEqual([
    {
      action: 'ecs:CreateCluster',
      resources: [],
      untagged: ['arn:aws:ecs:eu-central-1:000000000000:cluster/acme-staging'],
      tags: { stack: 'staging' },
    },
  ]);
});

test('a role in a request is passed', () => {
  const role = 'arn:aws:iam::000000000000:role/acme/acme-staging-flow-logs';
  const fields = { Action: 'CreateFlowLogs', DeliverLogsPermissionArn: role };
  expect(callsOf(form(fields)).at(-1)).toEqual({ action: 'iam:PassRole', resources: [role] });
});
