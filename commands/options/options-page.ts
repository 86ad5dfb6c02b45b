import { readFileSync } from 'node:fs';

/** Interfaces of options, in the order of the page: file, name, heading, introduction. */
const chapters: readonly (readonly [file: string, name: string, heading: string, intro: string])[] =
  [
    [
      'environment/environment-options',
      'EnvironmentOptions',
      'The site on AWS',
      'What [main.ts](../main.ts) gives the stacks `fargate` and `ec2` as `options`.',
    ],
    ['environment/network-options', 'NewNetworkOptions', 'network: a new VPC', ''],
    [
      'environment/network-options',
      'ExistingNetworkOptions',
      'network: a VPC that is there',
      'Its owner sees to NAT gateways, endpoints and flow logs. Each plan looks whether the ids belong together.',
    ],
    [
      'environment/https-options',
      'HttpsOptions',
      'https',
      'Write `domain`, `certificateArn` or both.',
    ],
    ['environment/quota-options', 'QuotaOptions', 'quotas', ''],
    [
      'environment/ec2-capacity-options',
      'Ec2CapacityOptions',
      'EC2 hosts',
      'What [main.ts](../main.ts) gives the stack `ec2` as `hosts`.',
    ],
    [
      'environment/ec2-capacity-options',
      'InstanceTypeOptions',
      'a type of instance that is not known here',
      'In `instanceTypes`, in place of its name.',
    ],
    [
      'environment/registry-options',
      'RegistryOptions',
      'The registry',
      'What [main.ts](../main.ts) gives the stack `registry`, beside the services and the region. Its repositories cost about 0.1 USD a month for a GB.',
    ],
    ['environment/registry-options', 'GitlabOptions', 'gitlab', ''],
    [
      'service/service-options',
      'ServiceOptions',
      'A service',
      'What is in [services.ts](../services.ts), for the laptop and for AWS.',
    ],
    [
      'service/container-options',
      'ContainerOptions',
      'A service: its container',
      'Written in the service itself.',
    ],
    [
      'service/task-options',
      'TaskOptions',
      'A service: its tasks',
      'Written in the service itself.',
    ],
    ['service/route-options', 'RouteOptions', 'routes', ''],
    ['service/route-options', 'ExpectedResponse', 'expect of a route', ''],
    ['service/health-check-options', 'HealthCheckOptions', 'healthCheck', ''],
    [
      'service/health-check-options',
      'TargetHealthOptions',
      'targetHealth',
      'Of the load balancer on AWS.',
    ],
    ['service/scaling-options', 'ScalingOptions', 'scaling', ''],
    ['service/scaling-options', 'ScheduleOptions', 'schedules of scaling', ''],
    ['service/container-options', 'FolderImage', 'image: a folder', ''],
    ['service/container-options', 'ReferencedImage', 'image: a reference', ''],
    ['service/secret-options', 'SecretOptions', 'a secret', 'Write `parameter` or `secret`.'],
    [
      'service/sidecar-options',
      'SidecarOptions',
      'sidecars',
      'Containers beside that of a service, in each of its tasks. They also have the fields of a container, above.',
    ],
  ];

const start = `# All options

Everything that can be chosen, with what it does, its default, and what it costs a month where it costs something. Prices are
estimates in eu-central-1, without tax. This page is written by \`npm run options\` from the comments of the types.
`;

/** A field of an interface, as its comment explains it. */
interface Field {
  readonly name: string;
  readonly meaning: string;
  readonly cost: string;
  readonly defaultValue: string;
}

/** The reference of all options, from the comments of the types in `constructs/options`. */
export function optionsPage(): string {
  const parts = chapters.map(([file, name, heading, intro]) => {
    const fields = interfaceFields(readFileSync(`constructs/options/${file}.ts`, 'utf8'), name);
    const isPriced = fields.some(({ cost }) => cost !== '');
    const cells = (row: Field) => [
      `\`${row.name}\``,
      row.meaning,
      row.defaultValue,
      ...(isPriced ? [row.cost] : []),
    ];
    const head = ['option', 'effect', 'default', ...(isPriced ? ['a month'] : [])];
    const lines = [head, head.map(() => '---'), ...fields.map(cells)];
    const table = lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
    return `## ${heading}\n\n${intro ? `${intro}\n\n` : ''}${table}\n`;
  });
  return [start, ...parts].join('\n');
}

/** The fields of an interface. Throws if one has no comment, or is optional and has no default. */
export function interfaceFields(source: string, name: string): Field[] {
  const body = new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(
    source,
  )?.[1];
  if (body === undefined) throw new Error(`there is no interface ${name}`);
  return [...body.matchAll(/(?:\/\*\*([\s\S]*?)\*\/\s*)?readonly (\w+)(\?)?:/g)].map(
    ([, comment, field = '', optional]) => {
      if (comment === undefined) throw new Error(`${name}.${field} has no comment`);
      const text = comment.replace(/^\s*\* ?/gm, '').trim();
      const [, meaning = '', cost = '', defaultText] =
        /^([\s\S]*?)(?:@cost\s+([\s\S]*?))?(?:@default\s+([\s\S]*))?$/.exec(text) ?? [];
      if (optional && defaultText === undefined)
        throw new Error(`${name}.${field} has no @default`);
      return {
        name: field,
        meaning: formatCell(meaning),
        cost: formatCell(cost),
        defaultValue: defaultText === undefined ? 'required' : formatDefault(defaultText),
      };
    },
  );
}

/** A comment as text of a table cell. */
function formatCell(text: string): string {
  return text
    .trim()
    .replace(/^(https:\S+)$/gm, '([AWS]($1))')
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|');
}

/** Formats a value as code, and a sentence (which begins with a hyphen) as text. */
function formatDefault(text: string): string {
  const [, sentence] = /^- ([\s\S]*)$/.exec(text.trim()) ?? [];
  return sentence === undefined ? `\`${text.trim()}\`` : formatCell(sentence);
}
