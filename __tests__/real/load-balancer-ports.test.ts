import { installPythonTool } from '../../commands/cli/python-tool';
import { httpRequest } from '../../commands/http/http-request';
import { AwsClient } from '../../commands/rehearsal/aws/aws-client';
import { emulatorTool } from '../../commands/rehearsal/emulator/emulator';
import { DaemonProcess } from '../../commands/rehearsal/session/daemon-process';
import type { SessionRecord } from '../../commands/rehearsal/session/session-record';
import { describeWith } from '../support/needs';

const region = 'eu-central-1';

/** The text of the first element with a name. */
const textOf = (xml: string, name: string) =>
  new RegExp(`<${name}>([^<]+)</${name}>`).exec(xml)?.[1] ?? '';

describeWith(['docker', 'python'], 'load balancer ports of a rehearsal', () => {
  let daemon: DaemonProcess;
  let record: SessionRecord;
  let client: AwsClient;

  beforeAll(async () => {
    daemon = new DaemonProcess();
    const python = await installPythonTool(emulatorTool);
    record = await daemon.start(python, { region }, AbortSignal.timeout(300_000));
    client = new AwsClient(record);
  });

  afterAll(() => daemon.end(AbortSignal.timeout(30_000)));

  const elb = (Action: string, call: Record<string, string>) =>
    client.query('elasticloadbalancing', { Action, Version: '2015-12-01', ...call });

  /** An action that responds with a fixed text. */
  const answering = (text: string, of: string) => ({
    [`${of}.member.1.Type`]: 'fixed-response',
    [`${of}.member.1.FixedResponseConfig.StatusCode`]: '200',
    [`${of}.member.1.FixedResponseConfig.MessageBody`]: text,
  });

  /** Creates a load balancer that responds to "/shop" with its name and the port, on ports 80 and 443. */
  const makeBalancer = async (Name: string) => {
    const made = await elb('CreateLoadBalancer', { Name, 'Subnets.member.1': 'subnet-1' });
    const LoadBalancerArn = textOf(made, 'LoadBalancerArn');
    for (const [Protocol, Port] of Object.entries({ HTTP: '80', HTTPS: '443' })) {
      const listener = await elb('CreateListener', {
        LoadBalancerArn,
        Protocol,
        Port,
        ...answering('no rule', 'DefaultActions'),
      });
      await elb('CreateRule', {
        ListenerArn: textOf(listener, 'ListenerArn'),
        Priority: '1',
        'Conditions.member.1.Field': 'path-pattern',
        'Conditions.member.1.PathPatternConfig.Values.member.1': '/shop',
        ...answering(`${Name} at ${Port}`, 'Actions'),
      });
    }
    return { LoadBalancerArn, dnsName: textOf(made, 'DNSName') };
  };

  const makeAlias = async (zone: string, name: string, dnsName: string) => {
    const made = await client.rest(
      'route53',
      '/2013-04-01/hostedzone',
      `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${zone}</Name><CallerReference>${zone}</CallerReference></CreateHostedZoneRequest>`,
    );
    const target = `<AliasTarget><HostedZoneId>Z215JYRZR1TBD5</HostedZoneId><DNSName>${dnsName}</DNSName><EvaluateTargetHealth>false</EvaluateTargetHealth></AliasTarget>`;
    await client.rest(
      'route53',
      `/2013-04-01${textOf(made, 'Id')}/rrset`,
      `<ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>${name}</Name><Type>A</Type>${target}</ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
    );
  };

  const ask = async (Host: string, path = '/shop') => {
    const { body } = await httpRequest(`http://${record.frontDoor}`, { path, headers: { Host } });
    return body;
  };

  test('the host of a request leads to a load balancer, also one that was made later', async () => {
    expect(await ask('shop.example.com')).toBe('There is no load balancer.\n');

    const one = await makeBalancer('one');
    const two = await makeBalancer('two');
    expect(await ask(one.dnsName)).toBe('one at 80');
    expect(await ask(`${two.dnsName.toUpperCase()}:80`)).toBe('two at 80');

    await makeAlias('example.com', 'shop.example.com', `dualstack.${two.dnsName}`);
    expect(await ask('Shop.example.com')).toBe('two at 80');
    const secure = await httpRequest(`https://${record.secureDoor}`, {
      path: '/shop?a=b',
      headers: { Host: 'shop.example.com' },
      insecure: true,
    });
    expect(secure.body).toBe('two at 443');

    // A host that belongs to no load balancer selects the first one.
    expect(await ask('other.example.com')).toBe('one at 80');
    expect(await ask('other.example.com', '/_alb/two/shop')).toBe('no rule');
    expect(await ask(record.frontDoor)).toBe('one at 80');

    await elb('DeleteLoadBalancer', { LoadBalancerArn: one.LoadBalancerArn });
    expect(await ask(one.dnsName)).toBe('two at 80');
    const three = await makeBalancer('three');
    expect(await ask(three.dnsName)).toBe('three at 80');
  });

  test('a priority that another rule of the listener has is refused, unless one call moves both', async () => {
    const { LoadBalancerArn } = await makeBalancer('four');
    const listeners = await elb('DescribeListeners', { LoadBalancerArn });
    const ListenerArn = textOf(listeners, 'ListenerArn');
    const create = (Priority: string) =>
      elb('CreateRule', { ListenerArn, Priority, ...answering('a rule', 'Actions') });
    const set = (...pairs: readonly (readonly [arn: string, priority: string])[]) =>
      elb(
        'SetRulePriorities',
        Object.fromEntries(
          pairs.flatMap(([arn, priority], index) => [
            [`RulePriorities.member.${index + 1}.RuleArn`, arn],
            [`RulePriorities.member.${index + 1}.Priority`, priority],
          ]),
        ),
      );
    const inUse = (priority: string) => `Priority '${priority}' is currently in use`;

    await expect(create('1')).rejects.toThrow(inUse('1'));
    const [two, three] = [await create('2'), await create('3')].map((xml) =>
      textOf(xml, 'RuleArn'),
    ) as [string, string];
    await expect(set([two, '3'])).rejects.toThrow(inUse('3'));
    await set([two, '3'], [three, '2']);
    await elb('DeleteRule', { RuleArn: two });
    await create('3');
  });
});
