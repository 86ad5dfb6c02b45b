import { ApplyRoles } from '../../../../../commands/rehearsal/aws/apply-roles';

const region = 'eu-central-1';
const roles = new ApplyRoles('acme', [
  { name: 'prod', region, hostnames: ['example.com'], pipelineActions: [] },
  { name: 'prod-eu', region, hostnames: ['eu.example.com'], pipelineActions: [] },
  { name: 'staging', region, hostnames: [], pipelineActions: [] },
]);
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${service === 'iam' ? '' : region}:000000000000:${resource}`;
const call = (action: string, resource: string) => ({ action, resources: [resource] });

test.each([
  call('ecs:UpdateService', arn('ecs', 'service/acme-prod-eu/web')),
  call('ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/acme-prod-eu-web:1')),
  call('ecs:DeleteCluster', arn('ecs', 'cluster/acme-prod-eu')),
  call('ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'resource/any')),
  call('ec2:DeleteVpc', arn('ec2', 'resource/any')),
  call('ec2:CreateLaunchTemplate', arn('ec2', 'launch-template/any')),
  call(
    'elasticloadbalancing:ModifyRule',
    arn('elasticloadbalancing', 'listener-rule/app/acme-prod-eu/1'),
  ),
  call('logs:DeleteLogGroup', arn('logs', 'log-group:/ecs/acme-prod-eu-web')),
  call('iam:DeleteRole', arn('iam', 'role/acme-prod-eu-web-task')),
  call('iam:PassRole', arn('iam', 'role/acme/acme-prod-eu-web-task')),
  call('iam:AddRoleToInstanceProfile', arn('iam', 'instance-profile/acme/acme-prod-eu-host')),
  call('cloudwatch:PutMetricAlarm', arn('cloudwatch', 'alarm:acme-prod-eu-web-5xx')),
  call('s3:DeleteBucket', 'arn:aws:s3:::acme-prod-eu-access-logs-000000000000-eu-central-1'),
  call('application-autoscaling:PutScalingPolicy', arn('application-autoscaling', 'any')),
])('$action of an environment is allowed to its own role alone', (one) => {
  expect(roles.lacking('prod-eu', [one])).toEqual([]);
  expect(roles.crossing('prod-eu', [one])).toEqual([]);
});

test('a role whose name begins like that of another lacks what is of the other', () => {
  const passed = call('iam:PassRole', arn('iam', 'role/acme/acme-prod-eu-web-task'));
  expect(roles.lacking('prod', [passed])).toEqual([
    'iam:PassRole on arn:aws:iam::000000000000:role/acme/acme-prod-eu-web-task',
  ]);
});

test('records below a name of another environment are its own', () => {
  const change = (name: string) => ({
    ...call('route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/any'),
    records: { names: [name], types: ['A'] },
  });
  expect(roles.lacking('prod', [change('example.com'), change('www.example.com')])).toEqual([]);
  expect(roles.crossing('prod', [change('example.com'), change('www.example.com')])).toEqual([]);
  expect(roles.lacking('prod-eu', [change('_a.eu.example.com')])).toEqual([]);
  expect(roles.crossing('prod-eu', [change('_a.eu.example.com')])).toEqual([]);
  expect(roles.lacking('staging', [change('example.com')])).toHaveLength(1);
});

test('what the role of another would allow is named', () => {
  const bucket = 'arn:aws:s3:::acme-staging-access-logs-000000000000-eu-central-1';
  expect(roles.crossing('prod', [call('s3:DeleteBucket', bucket)])).toEqual([
    `role staging-apply allows s3:DeleteBucket on ${bucket}`,
  ]);
});

test('what AWS cannot divide is not counted', () => {
  const one = call('ecs:DeregisterTaskDefinition', arn('ecs', 'cluster/'));
  expect(roles.crossing('prod', [one])).toEqual([]);
  expect(roles.lacking('prod', [one])).toEqual([]);
});
