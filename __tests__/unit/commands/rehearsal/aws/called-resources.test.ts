import { cbor } from '@smithy/core/cbor';
import { calledResources } from '../../../../../commands/rehearsal/aws/called-resources';

const place = { region: 'eu-central-1', account: '000000000000' };
const json = { 'content-type': 'application/x-amz-json-1.1' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const ecs = (resource: string) => `arn:aws:ecs:eu-central-1:000000000000:${resource}`;
const cluster = ecs('cluster/acme-staging');

test.each<[string, object, string]>([
  ['ecs:CreateCluster', { clusterName: 'acme-staging' }, cluster],
  ['ecs:PutClusterCapacityProviders', { cluster }, cluster],
  ['ecs:CreateService', { cluster, serviceName: 'web' }, ecs('service/acme-staging/web')],
  ['ecs:UpdateService', { cluster, service: 'web' }, ecs('service/acme-staging/web')],
  ['ecs:ListServiceDeployments', { cluster, service: 'web' }, ecs('service/acme-staging/web')],
  [
    'ecs:DescribeServiceDeployments',
    { serviceDeploymentArns: [ecs('service-deployment/acme-staging/web/1')] },
    ecs('service-deployment/acme-staging/web/1'),
  ],
  ['ecs:RegisterTaskDefinition', { family: 'acme-web' }, ecs('task-definition/acme-web:1')],
  ['ecs:CreateCapacityProvider', { name: 'acme' }, ecs('capacity-provider/acme')],
  ['ecs:TagResource', { resourceArn: cluster }, cluster],
  [
    'logs:CreateLogGroup',
    { logGroupName: '/ecs/acme-web' },
    'arn:aws:logs:eu-central-1:000000000000:log-group:/ecs/acme-web',
  ],
  [
    'wafv2:CreateWebACL',
    { Name: 'acme' },
    'arn:aws:wafv2:eu-central-1:000000000000:regional/webacl/acme/any',
  ],
  ['kms:DescribeKey', {}, 'arn:aws:kms:eu-central-1:000000000000:key/any'],
  [
    'secretsmanager:DescribeSecret',
    {},
    'arn:aws:secretsmanager:eu-central-1:000000000000:secret:any',
  ],
  ['acm:RequestCertificate', {}, 'arn:aws:acm:eu-central-1:000000000000:certificate/any'],
  ['acm:DeleteCertificate', { CertificateArn: 'arn:certificate' }, 'arn:certificate'],
  [
    'application-autoscaling:PutScalingPolicy',
    { ResourceId: 'service/acme-staging/web' },
    'arn:aws:application-autoscaling:eu-central-1:000000000000:scalable-target/any',
  ],
])('%s with %j in JSON is of %s', (action, body, resource) => {
  const request = { method: 'POST', path: '/', headers: json, body: JSON.stringify(body) };
  expect(calledResources(action, request, place)).toEqual([resource]);
});

const balancing = 'arn:aws:elasticloadbalancing:eu-central-1:000000000000:';

test.each<[string, Record<string, string>, string]>([
  [
    'elasticloadbalancing:CreateTargetGroup',
    { Name: 'acme-web' },
    `${balancing}targetgroup/acme-web/any`,
  ],
  [
    'elasticloadbalancing:CreateListener',
    { LoadBalancerArn: 'arn:lb', 'DefaultActions.member.1.TargetGroupArn': 'arn:group' },
    'arn:lb',
  ],
  ['elasticloadbalancing:AddTags', { 'ResourceArns.member.1': 'arn:group' }, 'arn:group'],
  [
    'iam:CreateRole',
    { Path: '/acme/', RoleName: 'acme-web' },
    'arn:aws:iam::000000000000:role/acme/acme-web',
  ],
  ['iam:DeleteRole', { RoleName: 'acme-web' }, 'arn:aws:iam::000000000000:role/acme-web'],
  [
    'iam:AddRoleToInstanceProfile',
    { RoleName: 'acme-web', InstanceProfileName: 'acme-host' },
    'arn:aws:iam::000000000000:instance-profile/acme-host',
  ],
  [
    'autoscaling:CreateAutoScalingGroup',
    { AutoScalingGroupName: 'acme' },
    'arn:aws:autoscaling:eu-central-1:000000000000:autoScalingGroup:x:autoScalingGroupName/acme',
  ],
])('%s with %j in a form is of %s', (action, body, resource) => {
  const text = new URLSearchParams(body).toString();
  const request = { method: 'POST', path: '/', headers: form, body: text };
  expect(calledResources(action, request, place)).toEqual([resource]);
});

test('buckets are in the path, alarms in CBOR', () => {
  const bucket = { method: 'DELETE', path: '/acme-logs?policy', headers: {}, body: '' };
  expect(calledResources('s3:DeleteBucketPolicy', bucket, place)).toEqual([
    'arn:aws:s3:::acme-logs',
  ]);
  const tagged = { ...bucket, path: '/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Aacme-logs' };
  expect(calledResources('s3:TagResource', tagged, place)).toEqual(['arn:aws:s3:::acme-logs']);
  const body = Buffer.from(cbor.serialize({ AlarmNames: ['a', 'b'] })).toString('latin1');
  const alarms = { ...bucket, headers: { 'content-type': 'application/cbor' }, body };
  expect(calledResources('cloudwatch:DeleteAlarms', alarms, place)).toEqual([
    'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:a',
    'arn:aws:cloudwatch:eu-central-1:000000000000:alarm:b',
  ]);
});
