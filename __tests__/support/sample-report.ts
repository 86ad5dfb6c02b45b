import type { Kind } from '../../commands/review/model/kind';
import type { Change, Group, Review } from '../../commands/review/model/report';
import type { Topology } from '../../commands/review/model/topology';

const noCounts: Record<Kind, number> = {
  create: 0,
  update: 0,
  replace: 0,
  destroy: 0,
  forget: 0,
  move: 0,
  import: 0,
};

/** A plan without changes. */
export const emptyReview: Review = {
  stack: 'fargate',
  counts: noCounts,
  isFirst: false,
  notices: [],
  risks: [],
  problems: [],
  groups: [],
  drift: [],
  outputs: [],
  cost: {
    region: 'eu-central-1',
    pricesDate: '2026-11-01',
    before: { least: 52.3, most: 79.46 },
    after: { least: 52.3, most: 79.46 },
    lines: [],
    notes: [],
  },
  fingerprint: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  terraformVersion: '1.11.4',
};

/** A change with a kind, an address, and the given fields. */
export function sampleChange(kind: Kind, address: string, rest: Partial<Change> = {}): Change {
  return {
    address,
    type: address.split('.').at(-2) ?? '',
    kind,
    reasons: [],
    attributes: [],
    omitted: 0,
    ...rest,
  };
}

const threeServices: Topology = {
  nodes: [
    { id: 'n1', lines: ['client'], role: 'client', to: ['n2'] },
    { id: 'n2', lines: ['shop.example.com'], role: 'name', to: ['n3'] },
    {
      id: 'n3',
      lines: ['load balancer', 'magicnight'],
      role: 'balancer',
      state: 'replace',
      to: ['n4'],
    },
    {
      id: 'n4',
      lines: ['HTTPS 443'],
      role: 'listener',
      state: 'replace',
      to: ['n5', 'n6', 'n7', 'n8'],
    },
    { id: 'n5', lines: ['/magicnight'], role: 'rule', to: ['n9'] },
    { id: 'n6', lines: ['/a'], role: 'rule', state: 'create', to: ['n10'] },
    { id: 'n7', lines: ['/b'], role: 'rule', state: 'destroy', to: ['n11'] },
    { id: 'n8', lines: ['anything else', '404'], role: 'rest', to: [] },
    {
      id: 'n9',
      lines: ['magicnight', '1 to 4 tasks, port 8080'],
      role: 'service',
      state: 'update',
      to: [],
    },
    { id: 'n10', lines: ['site-a', '1 task, port 8080'], role: 'service', state: 'create', to: [] },
    {
      id: 'n11',
      lines: ['site-b', '1 task, port 8080'],
      role: 'service',
      state: 'destroy',
      to: [],
    },
  ],
};

const richGroups: Group[] = [
  {
    title: 'Service magicnight',
    changes: [
      sampleChange('update', 'aws_ecs_service.magicnight_service_7A1C55F0', {
        constructPath: 'fargate/magicnight/service',
        source: 'constructs/ecs/container-service.ts',
        service: 'magicnight',
        attributes: [
          { path: 'desired_count', before: '2', after: '1', isReplacing: false },
          {
            path: 'task_definition',
            before: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/magicnight:7',
            after: '(known after apply)',
            isReplacing: false,
          },
        ],
      }),
      sampleChange('replace', 'aws_ecs_task_definition.magicnight_task_0D6CE1B3', {
        constructPath: 'fargate/magicnight/task',
        source: 'constructs/ecs/task-definition.ts',
        service: 'magicnight',
        reasons: ['A task definition cannot be changed, each revision is a new one'],
        attributes: [
          {
            path: 'container_definitions: magicnight.image',
            before: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight:3f1c9d2ab0',
            after: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight:b7702e41c6',
            isReplacing: true,
          },
          {
            path: 'container_definitions: magicnight.environment.LOG_LEVEL',
            after: 'debug',
            isReplacing: true,
          },
          {
            path: 'container_definitions: magicnight.secrets.DB_PASSWORD',
            before: '(sensitive)',
            after: '(sensitive, changes)',
            isReplacing: true,
          },
        ],
      }),
    ],
  },
  {
    title: 'Service site-a',
    changes: [
      sampleChange('create', 'aws_lb_listener_rule.site-a_rule-0_94D0E2A1', {
        constructPath: 'fargate/site-a/rule-0',
        source: 'constructs/options/service/routes.ts',
        service: 'site-a',
        attributes: [
          { path: 'priority', after: '200', isReplacing: false },
          {
            path: 'condition[0].path_pattern[0].values',
            after: '["/a", "/a/*"]',
            isReplacing: false,
          },
        ],
        omitted: 7,
      }),
      sampleChange('create', 'aws_cloudwatch_log_group.site-a_logs_5BB1D42C', {
        constructPath: 'fargate/site-a/logs',
        source: 'constructs/ecs/task-definition.ts',
        service: 'site-a',
        attributes: [{ path: 'name', after: '/magicnight/site-a', isReplacing: false }],
        omitted: 1,
      }),
    ],
  },
  {
    title: 'Service site-b',
    changes: [
      sampleChange('destroy', 'aws_ecs_service.site-b_service_11C0FFEE', {
        constructPath: 'fargate/site-b/service',
        source: 'constructs/ecs/container-service.ts',
        service: 'site-b',
        reasons: ['It is no longer in the configuration'],
        attributes: [{ path: 'desired_count', before: '1', isReplacing: false }],
        omitted: 24,
      }),
    ],
  },
  {
    title: 'load balancer',
    changes: [
      sampleChange('replace', 'aws_lb.balancer_4D2F0C8E', {
        constructPath: 'fargate/balancer',
        source: 'constructs/load-balancer/load-balancer.ts',
        reasons: ['internal cannot be changed in place'],
        attributes: [
          { path: 'internal', before: 'false', after: 'true', isReplacing: true },
          { path: 'tags.Note', before: '', after: 'now inside', isReplacing: false },
        ],
      }),
      sampleChange('import', 'aws_route53_zone.zone_8E7A', { importedId: 'Z0123456789ABCDEFGHIJ' }),
      sampleChange('move', 'aws_security_group.balancer_group_77', {
        movedFrom: 'aws_security_group.lb_group_12',
      }),
    ],
  },
];

/** A plan with every kind of content, which the policy blocks. */
export const richReview: Review = {
  ...emptyReview,
  notices: [
    'The plan is limited to aws_lb.balancer_4D2F0C8E: what else would change is not in it.',
  ],
  counts: { ...noCounts, create: 2, update: 1, replace: 2, destroy: 1, import: 1, move: 1 },
  risks: [
    {
      address: 'aws_lb.balancer_4D2F0C8E',
      action: 'replace',
      area: 'traffic',
      what: 'The load balancer is replaced',
      consequence:
        'Its DNS name changes; requests fail until records that point to the old name are changed',
      isBlocking: true,
    },
    {
      address: 'aws_ecs_service.site-b_service_11C0FFEE',
      action: 'destroy',
      area: 'traffic',
      what: 'The service site-b is destroyed',
      consequence: 'Requests to /b are answered with 404',
      isBlocking: true,
      acknowledged: 'site-b has moved to another account',
    },
    {
      address: 'aws_ecs_service.magicnight_service_7A1C55F0',
      action: 'update',
      area: 'capacity',
      what: 'The service magicnight has fewer tasks',
      consequence:
        'It starts with 1 task instead of 2, and responds more slowly until scaling adds tasks',
      isBlocking: false,
    },
  ],
  problems: [
    'aws_lb.balancer_4D2F0C8E (replace): The load balancer is replaced: Its DNS name changes; requests fail until records that point to the old name are changed. It is not acknowledged in acknowledgements/fargate.json',
    'acknowledgements/fargate.json: the entry for the destroy of aws_s3_bucket.logs matches no risk of this plan; remove it (after the apply it is no longer needed)',
  ],
  proposal: `[
  {
    "address": "aws_lb.balancer_4D2F0C8E",
    "action": "replace",
    "reason": "<why this is wanted>"
  }
]`,
  acknowledgements: 'acknowledgements/fargate.json',
  groups: richGroups,
  drift: [
    sampleChange('update', 'aws_cloudwatch_log_group.magicnight_logs_5BB1D4', {
      constructPath: 'fargate/magicnight/logs',
      source: 'constructs/ecs/task-definition.ts',
      attributes: [{ path: 'retention_in_days', before: '30', after: '7', isReplacing: false }],
    }),
    sampleChange('destroy', 'aws_ssm_parameter.flag', { reasons: ['it no longer exists'] }),
  ],
  outputs: [
    { name: 'url', before: 'http://magicnight-1.elb.amazonaws.com', after: '(known after apply)' },
    { name: 'token', after: '(sensitive)' },
  ],
  topology: threeServices,
  cost: {
    region: 'eu-central-1',
    pricesDate: '2026-11-01',
    before: { least: 52.3, most: 79.46 },
    after: { least: 61.35, most: 106.62 },
    lines: [
      {
        what: 'magicnight: 1 to 4 tasks of 0.25 vCPU, 512 MiB',
        before: { least: 9.05, most: 36.21 },
        after: { least: 9.05, most: 36.21 },
      },
      { what: 'site-a: 1 to 4 tasks of 0.25 vCPU, 512 MiB', after: { least: 9.05, most: 27.16 } },
      { what: 'site-b: 1 task of 0.25 vCPU, 512 MiB', before: { least: 9.05, most: 9.05 } },
      {
        what: 'load balancer',
        before: { least: 19.71, most: 19.71 },
        after: { least: 28.76, most: 28.76 },
      },
    ],
    notes: ['Traffic, requests and logs are not included', 'AWS adds tax in some countries'],
  },
};

const kinds: readonly Kind[] = ['create', 'update', 'update', 'create', 'create'];
const states = ['create', 'update', undefined, 'replace', undefined, 'destroy'] as const;

/** The topology of `count` services behind one load balancer. */
export function topologyOfServices(count: number): Topology {
  const indices = Array.from({ length: count }, (_, i) => i);
  return {
    nodes: [
      { id: 'n1', lines: ['client'], role: 'client', to: ['n2'] },
      { id: 'n2', lines: ['shop.example.com'], role: 'name', to: ['n3'] },
      { id: 'n3', lines: ['load balancer', 'shop'], role: 'balancer', to: ['n4'] },
      { id: 'n4', lines: ['HTTPS 443'], role: 'listener', to: indices.map((i) => `n${10 + i}`) },
      ...indices.map((i) => ({
        id: `n${10 + i}`,
        lines: [`/department-${i}`],
        role: 'rule' as const,
        state: states[i % states.length],
        to: [`n${1000 + i}`],
      })),
      ...indices.map((i) => ({
        id: `n${1000 + i}`,
        lines: [`department-${i}`, `${(i % 4) + 2} tasks, port 8080`],
        role: 'service' as const,
        state: states[i % states.length],
        to: [],
      })),
    ],
  };
}

/** A review of many changes of 30 services. One change is a replacement. */
export function bigReview(changes = 2000, services = 30): Review {
  const each = Array.from({ length: changes }, (_, i) => bigChange(i, services));
  const groups = Array.from({ length: services }, (_, service) => ({
    title: `Service department-${service}`,
    changes: each.filter((_, i) => i % services === service),
  }));
  const counts = { ...noCounts };
  for (const { kind } of each) counts[kind] += 1;
  return { ...richReview, counts, groups, topology: topologyOfServices(services) };
}

function bigChange(i: number, services: number): Change {
  const service = `department-${i % services}`;
  const kind = i === 7 ? 'replace' : (kinds[i % kinds.length] ?? 'create');
  const path = (attribute: number) => `ingress[${attribute}].from_port`;
  return sampleChange(kind, `aws_vpc_security_group_ingress_rule.${service}_rule-${i}_4D2F0C8E`, {
    constructPath: `fargate/${service}/rule-${i}`,
    source: 'constructs/ecs/container-service.ts',
    service,
    attributes: [0, 1, 2, 3].map((attribute) => ({
      path: path(attribute),
      before: kind === 'create' ? undefined : `${8080 + attribute}`,
      after: `${9080 + attribute}`,
      isReplacing: kind === 'replace' && attribute === 0,
    })),
    omitted: i % 3,
  });
}

/** Texts that break or attack a page that does not escape them. */
export const hostileTexts: readonly string[] = [
  '</style><script>window.harm = 1</script>',
  '"><img src=x onerror="window.harm = 1">',
  "' onmouseover='window.harm = 1",
  '</title></svg></pre></textarea><script>window.harm = 1</script>',
  '<!-- <style>body{display:none}</style>',
  'javascript:window.harm=1',
  'right to left \u202e} = false\u2066 and nothing\u0000 more \u200b\ud800',
  'a'.repeat(5000),
  Array.from({ length: 4000 }, (_, i) => `line ${i}`).join('\n'),
];

/** `richReview` with each text of a plan replaced by a hostile one. */
export function hostileReview(): Review {
  let next = 0;
  const hostile = () => hostileTexts[next++ % hostileTexts.length] ?? '';
  const changes = hostileTexts.map((address) =>
    sampleChange('update', address, {
      constructPath: hostile(),
      source: hostile(),
      reasons: [hostile()],
      movedFrom: hostile(),
      importedId: hostile(),
      attributes: hostileTexts.map((text) => ({
        path: hostile(),
        before: text,
        after: hostile(),
        isReplacing: false,
      })),
    }),
  );
  return {
    ...richReview,
    stack: hostileTexts[0],
    risks: hostileTexts.map((address) => ({
      address,
      action: 'update',
      area: 'state',
      what: hostile(),
      consequence: hostile(),
      isBlocking: true,
      ...(address.length > 100 ? { acknowledged: hostile() } : {}),
    })),
    notices: hostileTexts,
    problems: hostileTexts,
    proposal: hostileTexts.join('\n'),
    acknowledgements: hostileTexts[1],
    groups: hostileTexts.map((title, i) => ({ title, changes: changes.slice(i, i + 1) })),
    drift: changes,
    outputs: hostileTexts.map((name) => ({ name, before: hostile(), after: hostile() })),
    topology: {
      nodes: hostileTexts.map((text, i) => ({
        id: `n${i}`,
        lines: [text, hostile()],
        role: 'service',
        to: i === 0 ? ['n1', 'n2', 'elsewhere'] : [],
      })),
    },
    cost: {
      ...richReview.cost,
      region: hostile(),
      lines: hostileTexts.map((what) => ({ what })),
      notes: hostileTexts,
    },
    fingerprint: hostileTexts[1] ?? '',
    terraformVersion: hostileTexts[0] ?? '',
  };
}
