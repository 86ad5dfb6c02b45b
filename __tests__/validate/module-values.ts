/** Valid and invalid values for modules, with the error message of a plan. */

/** Kinds of modules. */
export type ModuleKind = 'own' | 'every' | 'existing' | 'noEgress';

const ecr = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight';
const arn = (tail: string) => `arn:aws:acm:eu-central-1:123456789012:certificate/${tail}`;

/** Values that every caller sets. */
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

/** Values that callers of some modules set besides. */
export const moreValues: Partial<Record<ModuleKind, object>> = {
  every: { site_a__beside_image: `${ecr}/api:1.0.0` },
  existing: ofCaller,
};

const prefixRule =
  'name_prefix must be 2 to 40 lower-case letters, digits and single hyphens, beginning with a letter, got';
const reservedPrefix =
  'name_prefix must not be "internal", "sg", "sthree" or "amzn-s3-demo", or begin with one of them and a hyphen, because AWS reserves these prefixes, got';
const imageRule =
  'magicnight_image must be an image with a digest or with a tag other than latest, for example "123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight/api:1.0.0", got';
const domainRule =
  'domain must be a lower-case hostname without scheme, port and "*", for example "shop.example.com", got';
const certificateRule =
  'certificate.arn must be the ARN of an ACM certificate, for example "arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d", got';
const days =
  '1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653';
const logRule = `log_retention_days must be one of ${days}, which CloudWatch Logs supports, got`;
const cidrRule =
  'vpc_cidr must be an IPv4 CIDR block from /16 to /23 that begins with its first address and is not reserved, got';
const publicRule =
  'public_subnet_ids must have at least 2 and only different subnets, because a load balancer needs two Availability Zones, got';
const tagRule =
  'tags can have letters, digits, spaces and _ . : / = + - @, at most 128 in a key and 256 in a value, and a key must not begin with "aws:", got the keys';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-a1b2c3';
const secretExample = '{ name = "shop/db" } or { arn = "arn:aws:…" }';

/** Module, values, message. */
export const invalidValues: [ModuleKind, object, string][] = [
  [
    'every',
    { shop_db_secret: { name: 'shop/db', arn: secretArn } },
    `shop_db_secret must have either name or arn, for example ${secretExample}.`,
  ],
  [
    'every',
    { shop_db_secret: { nam: 'shop/db' } },
    `shop_db_secret must have either name or arn, for example ${secretExample}.`,
  ],
  [
    'every',
    { shop_db_secret: { arn: 'shop/db' } },
    `shop_db_secret must have the form ${secretExample}, got arn "shop/db".`,
  ],
  ...[`${secretArn}:user::`, secretArn.replace('-a1b2c3', '')].map(
    (arnOfKey): [ModuleKind, object, string] => [
      'every',
      { shop_db_secret: { arn: arnOfKey } },
      `shop_db_secret must have the form ${secretExample}, got arn "${arnOfKey}".`,
    ],
  ),
  [
    'every',
    { shop_kms_key: { alias: 'shop' } },
    'shop_kms_key must have the form { alias = "alias/shop" } or { arn = "arn:aws:…" }, got alias "shop".',
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
    `${reservedPrefix} "internal-shop"; write "my-internal-shop".`,
  ],
  ['own', { name_prefix: 'sg' }, `${reservedPrefix} "sg"; write "my-sg".`],
  ['own', { magicnight_image: 'magicnight/api' }, `${imageRule} "magicnight/api".`],
  ['own', { magicnight_image: 'magicnight/api:latest' }, `${imageRule} "magicnight/api:latest".`],
  ['own', { magicnight_image: 'localhost:5000/api' }, `${imageRule} "localhost:5000/api".`],
  ['own', { magicnight_image: 'a b:1' }, `${imageRule} "a b:1".`],
  [
    'noEgress',
    { site_a_image: 'ghcr.io/shop/web:1' },
    'site_a_image must be an image in ECR, because tasks have no internet access (network.nat "none"), got "ghcr.io/shop/web:1"; push it to ECR.',
  ],
  [
    'own',
    { magicnight_min_tasks: 5 },
    'magicnight_max_tasks must be at least magicnight_min_tasks (5), got 4; set both.',
  ],
  [
    'own',
    { site_a_min_tasks: 3, site_a_max_tasks: 2 },
    'site_a_max_tasks must be at least site_a_min_tasks (3), got 2; set both.',
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
    'magicnight_min_tasks must be at most 4, the maxTasks of schedule "day", got 5.',
  ],
  [
    'own',
    { domain: 'https://shop.example.com', zone_id: 'Z1' },
    `${domainRule} "https://shop.example.com".`,
  ],
  ['own', { domain: 'Shop.example.com', zone_id: 'Z1' }, `${domainRule} "Shop.example.com".`],
  ['own', { domain: 'shop', zone_id: 'Z1' }, `${domainRule} "shop".`],
  // An empty text is not null.
  ['own', { domain: '', zone_id: 'Z1' }, `${domainRule} "".`],
  [
    'own',
    { domain: `${'a'.repeat(60)}.example.com`, zone_id: 'Z1' },
    `domain can have at most 64 characters in an ACM certificate, got "${'a'.repeat(60)}.example.com"; use a shorter domain, or set certificate.`,
  ],
  [
    'own',
    { domain: 'shop.example.com' },
    'domain requires zone_id, the hosted zone for its records; to create the records yourself, omit domain and set certificate.',
  ],
  ['own', { zone_id: 'Z1' }, 'zone_id requires domain; set the hostname of the environment, too.'],
  [
    'own',
    { domain: 'shop.example.com', zone_id: 'example.com' },
    'zone_id must be the ID of a hosted zone, for example "Z0123456789ABCDEFGHIJ", got "example.com".',
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
    'keys of tags must differ in more than upper and lower case, because IAM treats them as equal, got Team, team.',
  ],
  [
    'own',
    { permissions_boundary_arn: 'boundary' },
    'permissions_boundary_arn must be the ARN of an IAM policy, for example "arn:aws:iam::123456789012:policy/boundary", got "boundary".',
  ],
  [
    'every',
    { alarm_topic_arn: 'alarms' },
    'alarm_topic_arn must be the ARN of an SNS topic, for example "arn:aws:sns:eu-central-1:123456789012:alarms", got "alarms".',
  ],
  [
    'every',
    { shop_db_password_parameter: 'shop/db' },
    'shop_db_password_parameter must be the name of a Systems Manager parameter, for example "/shop/db-password", got "shop/db".',
  ],
  [
    'existing',
    { vpc_id: 'main' },
    'vpc_id must be the ID of a VPC, for example "vpc-0123456789abcdef0", got "main".',
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
    'task_subnet_ids must be a list of subnet IDs, for example "subnet-0123456789abcdef0", got ["subnet-0c"].',
  ],
  [
    'existing',
    { task_subnet_ids: [] },
    'task_subnet_ids must have at least 1 and only different subnets, got [].',
  ],
];

export const validValues: [ModuleKind, object][] = [
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
