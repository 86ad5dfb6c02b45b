/** The same resources as in our-services.ts, written without constructs: `plain-services.ts <number> <outdir>`. */
import '../../before-cdktf';
import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LbListenerRule } from '@cdktf/provider-aws/lib/lb-listener-rule';
import { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { App, TerraformStack } from 'cdktf';

const [count = '', outdir] = process.argv.slice(2);
const app = new App({
  outdir,
  context: { excludeStackIdFromLogicalIds: true, allowSepCharsInLogicalIds: true },
});
const stack = new TerraformStack(app, 'fargate');
new AwsProvider(stack, 'aws', { region: 'eu-central-1' });
for (let index = 0; index < Number(count); index++) addService(`service-${index}`, index);
app.synth();

function addService(id: string, index: number): void {
  const name = `magicnight-fargate-${id}`;
  const port = 8080;
  const logs = new CloudwatchLogGroup(stack, `${id}_logs`, {
    name: `/ecs/${name}`,
    retentionInDays: 30,
  });
  const assumeRolePolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
    ],
  });
  const bounded = {
    path: '/magicnight/',
    permissionsBoundary: 'arn:aws:iam::123456789012:policy/magicnight/boundary',
  };
  const executionRole = new IamRole(stack, `${id}_execution`, {
    ...bounded,
    name: `${name}-execution`,
    description: 'ECS starts the tasks with it',
    assumeRolePolicy,
  });
  const taskRole = new IamRole(stack, `${id}_role`, {
    ...bounded,
    name: `${name}-task`,
    description: 'What the program in the tasks may do',
    assumeRolePolicy,
  });
  const policy = new IamRolePolicy(stack, `${id}_start`, {
    name: 'start',
    role: executionRole.id,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `${logs.arn}:*`,
        },
        { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
        {
          Effect: 'Allow',
          Action: [
            'ecr:BatchCheckLayerAvailability',
            'ecr:BatchGetImage',
            'ecr:GetDownloadUrlForLayer',
          ],
          Resource: 'arn:aws:ecr:eu-central-1:123456789012:repository/magicnight/api',
        },
      ],
    }),
  });
  const task = new EcsTaskDefinition(stack, `${id}_task`, {
    family: name,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: 'X86_64' },
    executionRoleArn: executionRole.arn,
    taskRoleArn: taskRole.arn,
    containerDefinitions: JSON.stringify([
      {
        name: id,
        image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight/api:1',
        essential: true,
        cpu: 0,
        portMappings: [{ containerPort: port, hostPort: port, protocol: 'tcp' }],
        environment: [{ name: 'PORT', value: String(port) }],
        healthCheck: {
          command: ['CMD', 'node', 'healthcheck.js'],
          interval: 5,
          timeout: 5,
          retries: 3,
          startPeriod: 15,
        },
        stopTimeout: 30,
        readonlyRootFilesystem: true,
        linuxParameters: {
          capabilities: { add: [], drop: ['ALL'] },
          tmpfs: [{ containerPath: '/tmp', size: 64, mountOptions: ['mode=1777', 'noexec'] }],
        },
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': logs.name,
            'awslogs-region': 'eu-central-1',
            'awslogs-stream-prefix': id,
            mode: 'non-blocking',
            'max-buffer-size': '4m',
          },
        },
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
      },
    ]),
  });
  const group = new SecurityGroup(stack, `${id}_access`, {
    namePrefix: `${name}-`,
    description: `Tasks of ${id}: from the load balancer only`,
    vpcId: 'vpc-1',
    tags: { Name: name },
    lifecycle: { createBeforeDestroy: true },
  });
  const ingress = new VpcSecurityGroupIngressRule(stack, `${id}_from-balancer`, {
    securityGroupId: group.id,
    description: 'Requests and health checks',
    referencedSecurityGroupId: 'sg-1',
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
  });
  const egress = new VpcSecurityGroupEgressRule(stack, `${id}_out`, {
    securityGroupId: group.id,
    description: 'What the service calls on port 443',
    cidrIpv4: '0.0.0.0/0',
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
  });
  const targets = new LbTargetGroup(stack, `${id}_targets`, {
    name: `mn-${id}`,
    port,
    protocol: 'HTTP',
    targetType: 'ip',
    vpcId: 'vpc-1',
    deregistrationDelay: '30',
    healthCheck: {
      path: '/',
      matcher: '200',
      interval: 10,
      timeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    },
    tags: { Name: name },
    lifecycle: { createBeforeDestroy: true },
  });
  const rule = new LbListenerRule(stack, `${id}_rule`, {
    listenerArn:
      'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/one/two/three',
    priority: 35_501 + index,
    condition: [{ pathPattern: { values: [`/service/${index}`, `/service/${index}/*`] } }],
    action: [{ type: 'forward', targetGroupArn: targets.arn }],
    tags: { Name: `${id} /service/${index}` },
  });
  const service = new EcsService(stack, id, {
    name: id,
    cluster: 'arn:aws:ecs:eu-central-1:123456789012:cluster/magicnight-fargate',
    taskDefinition: task.arn,
    desiredCount: 1,
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 0, weight: 1 }],
    forceNewDeployment: true,
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    availabilityZoneRebalancing: 'ENABLED',
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    healthCheckGracePeriodSeconds: 60,
    networkConfiguration: {
      subnets: ['subnet-1', 'subnet-2'],
      securityGroups: [group.id, 'sg-2'],
      assignPublicIp: true,
    },
    loadBalancer: [{ targetGroupArn: targets.arn, containerName: id, containerPort: port }],
    lifecycle: { ignoreChanges: ['desired_count'] },
    dependsOn: [policy, ingress, egress, rule],
  });
  const target = new AppautoscalingTarget(stack, `${id}_tasks`, {
    serviceNamespace: 'ecs',
    scalableDimension: 'ecs:service:DesiredCount',
    resourceId: `service/magicnight-fargate/${service.name}`,
    minCapacity: 1,
    maxCapacity: 4,
  });
  new AppautoscalingPolicy(stack, `${id}_cpu`, {
    name: 'cpu',
    policyType: 'TargetTrackingScaling',
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 70,
      predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    },
  });
}
