import { fullOptions, shippedOptions } from '../../../support/all-options';
import { synthAll } from '../../../support/synth-all';
import { type SynthesizedModule, synthModules } from '../../../support/synth-modules';

const shipped = synthModules(shippedOptions);
const every = synthModules(fullOptions);
const moduleOf = (name: string, modules = shipped) => modules[name] as SynthesizedModule;

test('a module requires versions, and has neither provider nor backend', () => {
  for (const module of Object.values({ ...shipped, ...every })) {
    expect(Object.keys(module)).toEqual([
      ...['terraform', 'variable', 'locals', 'data', 'resource', 'output'],
    ]);
    expect(module.terraform).toEqual({
      required_providers: { aws: { source: 'hashicorp/aws', version: '>= 6.25, < 7' } },
      required_version: '>= 1.9',
    });
  }
});

const ofServices = {
  magicnight_image: ['string'],
  magicnight_max_tasks: ['number', 4],
  magicnight_min_tasks: ['number', 1],
  site_a_image: ['string'],
  site_a_max_tasks: ['number', 4],
  site_a_min_tasks: ['number', 1],
  site_b_image: ['string'],
  site_b_max_tasks: ['number', 4],
  site_b_min_tasks: ['number', 1],
};

const ofBoth = {
  certificate: ['object({ arn = string })', null],
  deletion_protection: ['bool', false],
  domain: ['string', null],
  log_retention_days: ['number', 30],
  name_prefix: ['string'],
  permissions_boundary_arn: ['string', null],
  tags: ['map(string)', {}],
  wait_for_steady_state: ['bool', true],
  zone_id: ['string', null],
  ...ofServices,
};

test.each([
  ['magicnight', { ...ofBoth, vpc_cidr: ['string', '10.0.0.0/16'] }],
  [
    'magicnight-existing-vpc',
    {
      ...ofBoth,
      assign_public_ip: ['bool', false],
      dual_stack: ['bool', false],
      public_subnet_ids: ['list(string)'],
      task_subnet_ids: ['list(string)'],
      vpc_id: ['string'],
    },
  ],
])('variables of module %s: types and defaults', (name, expected) => {
  const variables = Object.entries(moduleOf(name).variable);
  const found = variables.map(([variable, { type, ...rest }]) => [
    variable,
    'default' in rest ? [type, rest.default] : [type],
  ]);
  expect(Object.fromEntries(found)).toEqual(expected);
  expect(variables.filter(([, { description }]) => !/^[A-Z].*\.$/s.test(description))).toEqual([]);
});

test('each image of a service and its sidecars is a variable; an existing image is its default', () => {
  const services = [
    {
      ...{ name: 'shop', image: { reference: 'ghcr.io/shop/shop:3' }, routes: ['/'], tasks: 2 },
      sidecars: [{ name: 'log-router', image: { reference: 'ghcr.io/shop/router:1' } }],
    },
  ];
  const { variable } = moduleOf('magicnight', synthModules({ ...shippedOptions, services }));
  const found = Object.entries(variable).filter(([name]) => name.startsWith('shop_'));
  expect(
    found.map(([name, { type, default: defaultValue }]) => [name, type, defaultValue]),
  ).toEqual([
    ['shop__log_router_image', 'string', 'ghcr.io/shop/router:1'],
    ['shop_image', 'string', 'ghcr.io/shop/shop:3'],
    ['shop_task_count', 'number', 2],
  ]);
});

test('each secret is one variable, wherever it is read; two secrets with the same words have hashes', () => {
  const secrets = {
    DB_PASSWORD: { parameter: '/shop/db-password' },
    DB_USER: { secret: 'shop/db', key: 'user' },
    DB_HOST: { secret: 'shop/db', key: 'host' },
    OTHER: { parameter: '/shop-db-password' },
  };
  const services = [
    { name: 'shop', image: { reference: 'ghcr.io/shop/shop:3' }, routes: ['/'], secrets },
  ];
  const { magicnight } = synthModules({ ...shippedOptions, services });
  const { variable, locals, data, resource } = magicnight as SynthesizedModule;
  const names = Object.entries(variable).filter(([name]) => /_(parameter|secret)$/.test(name));
  expect(names.map(([name, { default: defaultValue }]) => [name, defaultValue])).toEqual([
    ['shop_db_password_2a5ea7_parameter', '/shop-db-password'],
    ['shop_db_password_b39c9d_parameter', '/shop/db-password'],
    ['shop_db_secret', { name: 'shop/db' }],
  ]);
  expect(locals).toMatchObject({
    shop_db_password_b39c9d_parameter_path:
      '${trimprefix(var.shop_db_password_b39c9d_parameter, "/")}',
    shop_db_secret_arn:
      '${var.shop_db_secret.name != null ? one(data.aws_secretsmanager_secret.shop_db_secret[*].arn) : var.shop_db_secret.arn}',
  });
  expect(data.aws_secretsmanager_secret).toEqual({
    shop_db_secret: {
      count: '${var.shop_db_secret.name != null ? 1 : 0}',
      name: '${var.shop_db_secret.name}',
    },
  });
  const [task] = Object.values(resource.aws_ecs_task_definition ?? {});
  const [container] = JSON.parse(String(task?.container_definitions));
  const path =
    'arn:${local.partition}:ssm:${local.region}:${local.account_id}:parameter/${local.shop_db_password';
  expect(container.secrets).toEqual([
    { name: 'DB_HOST', valueFrom: '${local.shop_db_secret_arn}:host::' },
    { name: 'DB_PASSWORD', valueFrom: `${path}_b39c9d_parameter_path}` },
    { name: 'DB_USER', valueFrom: '${local.shop_db_secret_arn}:user::' },
    { name: 'OTHER', valueFrom: `${path}_2a5ea7_parameter_path}` },
  ]);
});

test('records are created in the zone only after the names have been checked', () => {
  for (const { resource } of Object.values(every)) {
    const records = Object.values(resource.aws_route53_record ?? {});
    expect(records.length).toBeGreaterThan(5);
    for (const record of records) expect(record.depends_on).toEqual(['data.aws_route53_zone.zone']);
  }
});

/** Addresses, without the hashes at their ends. */
function addressesOf({ resource }: Pick<SynthesizedModule, 'resource'>): string[] {
  const all = Object.entries(resource).flatMap(([type, blocks]) =>
    Object.keys(blocks).map((name) => `${type}.${name.replace(/_[0-9A-F]{8}$/, '')}`),
  );
  return all.sort();
}

const withHttps = { ...shippedOptions.options, https: { domain: 'shop.example.com' } };

test.each([
  ['as it is shipped, with HTTPS', { ...shippedOptions, options: withHttps }],
  ['with everything', fullOptions],
])('a module has the resources of the stack: %s', (_what, options) => {
  const { magicnight } = synthModules(options);
  const { fargate = '{}' } = synthAll(options);
  // Names with the domain in the stack: a module does not know the domain.
  const named = addressesOf(magicnight as SynthesizedModule).map((address) =>
    address
      .replace(/\.(names|certificate)_domain/, '.$1_shop_example_com')
      .replace('.route_', '.https_'),
  );
  // In the stack, the redirect is the default action of the listener.
  const own = 'aws_lb_listener_rule.listener_to-https';
  expect(named.sort()).toEqual([...addressesOf(JSON.parse(fargate)), own].sort());
});

/** Types of the modules that do not support tags: https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
const withoutTags =
  /^aws_(acm_certificate_validation|appautoscaling_policy|appautoscaling_scheduled_action|ecs_cluster_capacity_providers|iam_role_policy|lb_listener_certificate|route|route53_record|route_table_association|s3_bucket_\w+|vpc_endpoint_route_table_association|wafv2_web_acl_association|wafv2_web_acl_logging_configuration)$/;

test('all resources that support tags have those of the caller', () => {
  for (const module of Object.values(every)) {
    const untagged = Object.entries(module.resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).flatMap(([name, { tags }]) =>
        String(tags).includes('var.tags') ? [] : [`${type}.${name}`],
      ),
    );
    const types = new Set(untagged.map((address) => address.split('.')[0] ?? ''));
    expect([...types].filter((type) => !withoutTags.test(type))).toEqual([]);
  }
});

/** Attributes with names that are unique in an account and region, by type. */
const accountWide: Record<string, string> = {
  aws_cloudwatch_log_group: 'name',
  aws_cloudwatch_metric_alarm: 'alarm_name',
  aws_ecs_cluster: 'name',
  aws_ecs_task_definition: 'family',
  aws_iam_role: 'name',
  aws_lb: 'name',
  aws_lb_target_group: 'name',
  aws_s3_bucket: 'bucket',
  aws_security_group: 'name_prefix',
  aws_wafv2_web_acl: 'name',
};

test('names that are unique in an account contain the prefix', () => {
  for (const module of Object.values(every)) {
    const found = Object.entries(accountWide).flatMap(([type, field]) =>
      Object.values(module.resource[type] ?? {}).map((block) => `${type} ${block[field]}`),
    );
    expect(found.length).toBeGreaterThan(30);
    expect(found.filter((name) => !name.includes('${var.name_prefix}'))).toEqual([]);
    expect(found.filter((name, index) => found.indexOf(name) !== index)).toEqual([]);
  }
});

test('a module contains neither region nor account', () => {
  for (const module of Object.values(every)) {
    const { data, locals, output, resource } = module;
    const text = JSON.stringify({ data, locals, output, resource });
    expect(text).not.toMatch(/eu-west-1|\d{12}(?!\d)|magicnight-fargate/);
  }
});

test('if main.ts has an existing VPC, there is only the module for existing VPCs', () => {
  const network = {
    vpcId: 'vpc-01234567',
    publicSubnetIds: ['subnet-0000000a', 'subnet-0000000b'],
    taskSubnetIds: ['subnet-0000000c'],
  };
  const options = { ...shippedOptions.options, network };
  const { 'magicnight-existing-vpc': existing, ...others } = synthModules({
    ...shippedOptions,
    options,
  });
  expect(others).toEqual({});
  expect(existing).toEqual(shipped['magicnight-existing-vpc']);
});

test('an apply waits for the services, and fails if ECS rolls back, unless the caller sets otherwise', () => {
  const { variable, resource } = moduleOf('magicnight');
  expect(variable.wait_for_steady_state).toEqual({
    type: 'bool',
    default: true,
    nullable: false,
    description:
      'Whether an apply waits until all new tasks run, and fails if ECS rolls a deployment back.',
  });
  expect(resource.aws_ecs_service?.['site-a']).toMatchObject({
    wait_for_steady_state: '${var.wait_for_steady_state}',
    lifecycle: {
      postcondition: [
        {
          condition:
            '${!self.wait_for_steady_state || self.task_definition == aws_ecs_task_definition.site-a_task_AB636978.arn}',
          error_message:
            "The deployment of service site-a failed, and ECS rolled it back. See the service's events and logs.",
        },
      ],
    },
  });
});
