/** Values for modules: what is wrong with them, in the words of a plan. */

/** Modules by what they are made of. */
export type ModuleKind = 'own' | 'every' | 'existing' | 'noWay';

const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight';
const arn = (tail: string) => `arn:aws:acm:eu-central-1:123456789012:certificate/${tail}`;

/** What every caller gives. */
export const defaultValues = {
  name_prefix: 'shop-test',
  magicnight_image: `${ecr}/api:1.0.0`,
  site_a_image: `${ecr}/web:1.0.0`,
  site_b_image: `${ecr}/web:1.0.0`,
};
const ofCaller = {
  vpc_id: 'vpc-0123456789abcdef0',
  public_subnet_ids: ['subnet-0000000a', 'subnet-0000000b'],
  task_subnet_ids: ['subnet-0000000c'],
};

/** What callers of some give besides. */
export const moreValues: Partial<Record<ModuleKind, object>> = {
  every: { site_a__beside_image: `${ecr}/api:1.0.0` },
  existing: ofCaller,
};

const prefixRule =
  'name_prefix must be 2 to 40 lower-case letters, digits and single hyphens, the first a letter, got';
const keptPrefix =
  'name_prefix must not be "internal", "sg", "sthree" or "amzn-s3-demo", nor begin with one of them and a hyphen, which AWS keeps for itself, got';
const imageRule =
  'magicnight_image must be the name of an image with a tag other than latest, or with a digest, such as "123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight/api:1.0.0", got';
const domainRule =
  'domain must be a host name in lower-case letters such as "shop.example.com", without scheme, port and "*", got';
const certificateRule =
  'certificate.arn must be the ARN of a certificate of ACM such as "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d", got';
const days =
  '1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653';
const logRule = `log_retention_days must be one of ${days}, which are those that CloudWatch takes, got`;
const cidrRule =
  'vpc_cidr must be a range of IPv4 addresses from /16 to /23, beginning with its first address and of those that hosts can have, got';
const publicRule =
  'public_subnet_ids must be different subnets, at least 2: a load balancer needs two zones, got';
const tagRule =
  'tags may have letters, digits, spaces and _ . : / = + - @, in keys 128 of them and in values 256, and no key may begin with "aws:"; these are not so:';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-a1b2c3';
const secretExample = '{ name = "shop/db" } or { arn = "arn:aws:…" }';

/** Module, values, message. */
export const wrongValues: [ModuleKind, object, string][] = [
  [
    'every',
    { shop_db_secret: { name: 'shop/db', arn: secretArn } },
    `shop_db_secret must have either name or arn, such as ${secretExample}.`,
  ],
  [
    'every',
    { shop_db_secret: { nam: 'shop/db' } },
    `shop_db_secret must have either name or arn, such as ${secretExample}.`,
  ],
  [
    'every',
    { shop_db_secret: { arn: 'shop/db' } },
    `shop_db_secret must be such as ${secretExample}, got arn "shop/db".`,
  ],
  [
    'every',
    { shop_kms_key: { alias: 'shop' } },
    'shop_kms_key must be such as { alias = "alias/shop" } or { arn = "arn:aws:…" }, got alias "shop".',
  ],
  ['own', { name_prefix: 'Shop' }, `${prefixRule} "Shop"; write for example "shop-test".`],
  [
    'own',
    { name_prefix: 'shop--test' },
    `${prefixRule} "shop--test"; write for example "shop-test".`,
  ],
  ['own', { name_prefix: 's' }, `${prefixRule} "s"; write for example "shop-test".`],
  ['own', { name_prefix: '1shop' }, `${prefixRule} "1shop"; write for example "shop-test".`],
  ['own', { name_prefix: 'shop_' }, `${prefixRule} "shop_"; write for example "shop-test".`],
  [
    'existing',
    { name_prefix: 'x'.repeat(41) },
    `${prefixRule} "${'x'.repeat(41)}"; write for example "shop-test".`,
  ],
  [
    'own',
    { name_prefix: 'internal-shop' },
    `${keptPrefix} "internal-shop"; write "my-internal-shop".`,
  ],
  ['own', { name_prefix: 'sg' }, `${keptPrefix} "sg"; write "my-sg".`],
  ['own', { magicnight_image: 'magicnight/api' }, `${imageRule} "magicnight/api".`],
  ['own', { magicnight_image: 'magicnight/api:latest' }, `${imageRule} "magicnight/api:latest".`],
  ['own', { magicnight_image: 'localhost:5000/api' }, `${imageRule} "localhost:5000/api".`],
  ['own', { magicnight_image: 'a b:1' }, `${imageRule} "a b:1".`],
  [
    'noWay',
    { site_a_image: 'ghcr.io/shop/web:1' },
    'site_a_image must be in ECR, since tasks do not reach the internet (network.nat "none"), got "ghcr.io/shop/web:1"; push it there.',
  ],
  [
    'own',
    { magicnight_min_tasks: 5 },
    'magicnight_max_tasks must be at least magicnight_min_tasks (5), got 4; write both.',
  ],
  [
    'own',
    { site_a_min_tasks: 3, site_a_max_tasks: 2 },
    'site_a_max_tasks must be at least site_a_min_tasks (3), got 2; write both.',
  ],
  [
    'own',
    { site_a_min_tasks: 1.5 },
    'site_a_min_tasks must be a whole number from 0 to 5000, got 1.5.',
  ],
  [
    'own',
    { site_a_min_tasks: -1 },
    'site_a_min_tasks must be a whole number from 0 to 5000, got -1.',
  ],
  [
    'own',
    { site_a_max_tasks: 5001 },
    'site_a_max_tasks must be a whole number from 1 to 5000, got 5001.',
  ],
  [
    'every',
    { site_a_task_count: 0.5 },
    'site_a_task_count must be a whole number from 0 to 5000, got 0.5.',
  ],
  [
    'every',
    { magicnight_min_tasks: 5, magicnight_max_tasks: 9 },
    'magicnight_min_tasks must be at most 4, the most tasks of schedule "day", got 5.',
  ],
  [
    'own',
    { domain: 'https://shop.example.com', zone_id: 'Z1' },
    `${domainRule} "https://shop.example.com".`,
  ],
  ['own', { domain: 'Shop.example.com', zone_id: 'Z1' }, `${domainRule} "Shop.example.com".`],
  ['own', { domain: 'shop', zone_id: 'Z1' }, `${domainRule} "shop".`],
  // As callers write who have none: null is that.
  ['own', { domain: '', zone_id: 'Z1' }, `${domainRule} "".`],
  [
    'own',
    { domain: `${'a'.repeat(60)}.example.com`, zone_id: 'Z1' },
    `domain may have 64 characters in a certificate of ACM, got "${'a'.repeat(60)}.example.com"; write a shorter one, or give a certificate.`,
  ],
  [
    'own',
    { domain: 'shop.example.com' },
    'domain goes with zone_id, the hosted zone for its records; for a name that you lead to the load balancer yourself leave out domain, and give a certificate.',
  ],
  ['own', { zone_id: 'Z1' }, 'zone_id goes with domain; write the host name of the site, too.'],
  [
    'own',
    { domain: 'shop.example.com', zone_id: 'example.com' },
    'zone_id must be the id of a hosted zone such as "Z0123456789ABCDEFGHIJ", got "example.com".',
  ],
  ['own', { certificate: { arn: 'shop' } }, `${certificateRule} "shop".`],
  ['own', { certificate: { arn: '' } }, `${certificateRule} "".`],
  ['own', { certificate: { arn: null } }, `${certificateRule} "null".`],
  [
    'existing',
    { certificate: { arn: 'arn:aws:iam::123456789012:server-certificate/shop' } },
    `${certificateRule} "arn:aws:iam::123456789012:server-certificate/shop".`,
  ],
  ['own', { log_retention_days: 31 }, `${logRule} 31.`],
  [
    'own',
    { vpc_cidr: '10.0.0.0/24' },
    `${cidrRule} "10.0.0.0/24"; write for example "10.0.0.0/16".`,
  ],
  [
    'own',
    { vpc_cidr: '10.0.1.0/16' },
    `${cidrRule} "10.0.1.0/16"; write for example "10.0.0.0/16".`,
  ],
  [
    'own',
    { vpc_cidr: '169.254.0.0/16' },
    `${cidrRule} "169.254.0.0/16"; write for example "10.0.0.0/16".`,
  ],
  ['own', { vpc_cidr: '10.0.0.0' }, `${cidrRule} "10.0.0.0"; write for example "10.0.0.0/16".`],
  ['own', { tags: { 'aws:x': '1', ok: '2', 'a#b': '3' } }, `${tagRule} ["a#b","aws:x"].`],
  [
    'own',
    { tags: { Team: 'a', team: 'b' } },
    'keys of tags must differ in more than capitals: IAM takes them for the same, got Team, team.',
  ],
  [
    'own',
    { permissions_boundary_arn: 'boundary' },
    'permissions_boundary_arn must be the ARN of a policy such as "arn:aws:iam::123456789012:policy/boundary", got "boundary".',
  ],
  [
    'every',
    { alarm_topic_arn: 'alarms' },
    'alarm_topic_arn must be the ARN of a topic of SNS such as "arn:aws:sns:eu-central-1:123456789012:alarms", got "alarms".',
  ],
  [
    'every',
    { shop_db_password_parameter: 'shop/db' },
    'shop_db_password_parameter must be the name of a parameter of Systems Manager such as "/shop/db-password", got "shop/db".',
  ],
  [
    'existing',
    { vpc_id: 'main' },
    'vpc_id must be the id of a VPC such as "vpc-0123456789abcdef0", got "main".',
  ],
  ['existing', { public_subnet_ids: ['subnet-0000000a'] }, `${publicRule} ["subnet-0000000a"].`],
  [
    'existing',
    { public_subnet_ids: ['subnet-0000000a', 'subnet-0000000a'] },
    `${publicRule} ["subnet-0000000a","subnet-0000000a"].`,
  ],
  [
    'existing',
    { task_subnet_ids: ['subnet-0c'] },
    'task_subnet_ids must be ids of subnets such as "subnet-0123456789abcdef0", got ["subnet-0c"].',
  ],
  [
    'existing',
    { task_subnet_ids: [] },
    'task_subnet_ids must be different subnets, at least 1, got [].',
  ],
];

export const rightValues: [ModuleKind, object][] = [
  ['own', { domain: 'shop.xn--p1ai', zone_id: 'Z1' }],
  ['every', { shop_db_secret: { arn: secretArn }, shop_kms_key: { alias: 'alias/own' } }],
  ['own', {}],
  ['own', { name_prefix: 'a1', magicnight_min_tasks: 0, magicnight_max_tasks: 1 }],
  ['own', { name_prefix: `a-${'1'.repeat(38)}`, tags: { 'kostenstelle/größe': 'a b' } }],
  ['own', { magicnight_image: `localhost:5000/api@sha256:${'0'.repeat(64)}` }],
  ['own', { domain: 'shop.example.com', zone_id: 'Z0123', certificate: { arn: arn('0a-1b') } }],
  [
    'own',
    { certificate: { arn: arn('0a-1b') }, log_retention_days: 3653, vpc_cidr: '10.8.0.0/23' },
  ],
  ['every', { magicnight_min_tasks: 3, site_a_task_count: 0 }],
  ['existing', { dual_stack: true, assign_public_ip: true, log_retention_days: null }],
];
