import type { AwsClient } from '../../../../../commands/rehearsal/aws/aws-client';
import { createFakeLoadBalancer } from '../../../../../commands/rehearsal/steps/fake-load-balancer';
import {
  prerequisiteNames,
  prerequisitesOf,
} from '../../../../../commands/rehearsal/steps/prerequisites';

const answers: Record<string, string> = {
  CreateSecurityGroup: '<groupId>sg-fake</groupId>',
  CreateLoadBalancer: '<LoadBalancerArn>arn:balancer</LoadBalancerArn>',
  CreateListener: '<ListenerArn>arn:listener-fake</ListenerArn>',
};

/** A client that remembers its calls. */
function fakeClient() {
  const calls: Readonly<Record<string, string>>[] = [];
  const query = async (_service: string, call: Readonly<Record<string, string>>) => {
    calls.push(call);
    return answers[call.Action ?? ''] ?? '';
  };
  return { calls, client: { query } as unknown as AwsClient };
}

test('a load balancer that a stack looks up is a prerequisite, by its listener and its security group', () => {
  const stack = {
    data: {
      aws_lb_listener: { given: { arn: 'arn:listener' } },
      aws_lb: { given: { arn: '${data.aws_lb_listener.given.load_balancer_arn}' } },
      aws_security_group: { given: { id: 'sg-given' } },
      aws_vpc: { given: { id: 'vpc-given' } },
    },
  };
  expect(prerequisiteNames(prerequisitesOf(stack, {}))).toEqual([
    'vpc-given',
    'sg-given',
    'arn:listener',
  ]);
});

test('its fake is in the VPC of the stack, has the security group, and answers 404 on port 80', async () => {
  const { calls, client } = fakeClient();
  const ids = new Map<string, string>();
  const required = { listeners: ['arn:listener'], securityGroups: ['sg-given'] };
  await createFakeLoadBalancer(client, 'vpc-fake', required, ids);
  expect([...ids]).toEqual([
    ['sg-given', 'sg-fake'],
    ['arn:listener', 'arn:listener-fake'],
  ]);
  expect(calls).toMatchObject([
    { Action: 'CreateSecurityGroup', VpcId: 'vpc-fake' },
    { Action: 'CreateLoadBalancer', VpcId: 'vpc-fake', 'SecurityGroups.member.1': 'sg-fake' },
    {
      Action: 'CreateListener',
      Protocol: 'HTTP',
      Port: '80',
      LoadBalancerArn: 'arn:balancer',
      'DefaultActions.member.1.FixedResponseConfig.StatusCode': '404',
    },
  ]);
  await createFakeLoadBalancer(client, 'vpc-fake', required, ids);
  expect(calls).toHaveLength(3);
});

test('a stack without one gets none', async () => {
  const { calls, client } = fakeClient();
  const required = { listeners: [], securityGroups: [] };
  await createFakeLoadBalancer(client, '', required, new Map());
  expect(calls).toEqual([]);
});
