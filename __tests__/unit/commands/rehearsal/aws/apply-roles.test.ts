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
const tags = { project: 'acme', stack: 'prod-eu' };
const created = (action: string, ...untagged: string[]) => ({
  ...{ action, resources: [], untagged, tags },
});

test.each([
  call('ecs:UpdateService', arn('ecs', 'service/acme-prod-eu/web')),
  call('ecs:RegisterTaskDefinition', arn('ecs', 'task-definition/acme-prod-eu-web:1')),
  call('ecs:DeleteCluster', arn('ecs', 'cluster/acme-prod-eu')),
  call('ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/any')),
  call('ec2:CreateRoute', arn('ec2', 'route-table/any')),
  call('ec2:DeleteVpc', arn('ec2', 'vpc/any')),
  call('ec2:DeleteTags', arn('ec2', 'vpc/any')),
  call('ec2:CreateTags', arn('ec2', 'subnet/any')),
  created('ec2:CreateLaunchTemplate', arn('ec2', 'launch-template/any')),
  created('ec2:CreateVpc', arn('ec2', 'vpc/any')),
  created('ec2:CreateTags', arn('ec2', 'security-group-rule/any')),
  created('acm:RequestCertificate', arn('acm', 'certificate/any')),
  call('acm:DeleteCertificate', arn('acm', 'certificate/any')),
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
  created(
    'application-autoscaling:RegisterScalableTarget',
    arn('application-autoscaling', 'scalable-target/any'),
  ),
  call(
    'application-autoscaling:PutScalingPolicy',
    arn('application-autoscaling', 'scalable-target/any'),
  ),
])('$action of an environment is allowed to its own role alone', (one) => {
  expect(roles.lacking('prod-eu', [one])).toEqual([]);
  expect(roles.crossing('prod-eu', [one])).toEqual([]);
});

test('a subnet is created with the tags of the environment, in a VPC that has them', () => {
  const subnet = {
    ...created('ec2:CreateSubnet', arn('ec2', 'subnet/any')),
    resources: [arn('ec2', 'vpc/vpc-01234567')],
  };
  expect(roles.lacking('prod-eu', [subnet])).toEqual([]);
  expect(roles.crossing('prod-eu', [subnet])).toEqual([]);
  expect(roles.lacking('prod-eu', [{ ...subnet, tags: {} }])).toEqual([
    'ec2:CreateSubnet on arn:aws:ec2:eu-central-1:000000000000:subnet/any',
  ]);
});

test('tags are given to what is being created, and to what has tags of the environment', () => {
  const vpc = arn('ec2', 'vpc/any');
  const tagged = created('ec2:CreateTags', vpc);
  expect(roles.lacking('prod-eu', [{ ...tagged, createAction: 'CreateVpc' }])).toEqual([]);
  expect(roles.lacking('prod-eu', [tagged])).toEqual([`ec2:CreateTags on ${vpc}`]);
  const ofStaging = { ...call('ec2:CreateTags', vpc), tags: { stack: 'staging' } };
  expect(roles.lacking('prod-eu', [ofStaging])).toEqual([`ec2:CreateTags on ${vpc}`]);
});

test('in a VPC of others, which has no tags of the environment, security groups can be created', () => {
  const environment = { region, hostnames: [], pipelineActions: [], vpcId: 'vpc-01234567' };
  const shared = new ApplyRoles('acme', [
    { name: 'a', ...environment },
    { name: 'b', ...environment },
  ]);
  const group = {
    ...created('ec2:CreateSecurityGroup', arn('ec2', 'security-group/any')),
    ...{ resources: [arn('ec2', 'vpc/vpc-01234567')], tags: { project: 'acme', stack: 'a' } },
  };
  const subnet = { ...group, action: 'ec2:CreateSubnet', untagged: [arn('ec2', 'subnet/any')] };
  expect(shared.lacking('a', [group])).toEqual([]);
  expect(shared.crossing('a', [group])).toEqual([]);
  expect(shared.lacking('a', [subnet])).toEqual([
    'ec2:CreateSubnet on arn:aws:ec2:eu-central-1:000000000000:vpc/vpc-01234567',
  ]);
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
