import type { CasePlace } from './plan-case';

/** Made up; no report may have it. */
export const firstSecret = 'correct-horse-battery';

/** Made up; no report may have it. */
export const secondSecret = 'staple-of-the-new-year';

const image = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight/api:4be1d9c07a52';

/** What a project may have beside the stack: a password in all the places where passwords are put. */
export const sensitive = {
  variable: { mail_password: { type: 'string', sensitive: true, default: firstSecret } },
  resource: {
    aws_ssm_parameter: {
      mail_password: {
        name: '/mail/password',
        type: 'SecureString',
        value: '${var.mail_password}',
      },
    },
    aws_secretsmanager_secret: { login: { name: 'mail/login' } },
    aws_secretsmanager_secret_version: {
      login: {
        secret_id: '${aws_secretsmanager_secret.login.id}',
        secret_string: '${jsonencode({ user = "shop", password = var.mail_password })}',
      },
    },
    aws_ecs_task_definition: {
      queue: {
        family: 'mail-queue',
        cpu: '256',
        memory: '512',
        network_mode: 'awsvpc',
        requires_compatibilities: ['FARGATE'],
        container_definitions: `\${jsonencode([{ name = "queue", image = "${image}", essential = true, environment = [{ name = "MAIL_PASSWORD", value = var.mail_password }] }])}`,
      },
    },
  },
  output: { mail_url: { value: 'smtp://shop:${var.mail_password}@mail', sensitive: true } },
};

/** Changes by calls of AWS what the stack has made. */
export async function driftIn({ client, attributes }: CasePlace): Promise<void> {
  const { id: GroupId = '' } = attributes('aws_security_group.balancer_access_1B93D3A4');
  await client.query('ec2', {
    Action: 'AuthorizeSecurityGroupIngress',
    GroupId,
    'IpPermissions.1.IpProtocol': 'tcp',
    'IpPermissions.1.FromPort': '22',
    'IpPermissions.1.ToPort': '22',
    'IpPermissions.1.IpRanges.1.CidrIp': '0.0.0.0/0',
  });
  const { arn: TargetGroupArn = '' } = attributes('aws_lb_target_group.site-a_targets_0D694DDC');
  await client.query('elasticloadbalancing', {
    Action: 'ModifyTargetGroupAttributes',
    TargetGroupArn,
    'Attributes.member.1.Key': 'deregistration_delay.timeout_seconds',
    'Attributes.member.1.Value': '1',
  });
  const logGroup = (address: string) => ({ logGroupName: attributes(address).name });
  const deleted = logGroup('aws_cloudwatch_log_group.site-b_logs_288B0CB2');
  await client.json('logs', 'Logs_20140328.DeleteLogGroup', deleted);
  const shorter = logGroup('aws_cloudwatch_log_group.magicnight_logs_C51D2394');
  await client.json('logs', 'Logs_20140328.PutRetentionPolicy', { ...shorter, retentionInDays: 1 });
  const { arn: resourceArn } = attributes('aws_ecs_cluster.cluster');
  await client.json('ecs', 'AmazonEC2ContainerServiceV20141113.TagResource', {
    resourceArn,
    tags: [{ key: 'project', value: 'someone else' }],
  });
}
