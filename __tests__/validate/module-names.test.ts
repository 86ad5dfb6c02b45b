import { physicalName, shortHash } from '../../constructs/terraform/physical-name';
import { fullOptions } from '../support/all-options';
import { describeWith } from '../support/needs';
import { type SynthesizedModule, synthModules } from '../support/synth-modules';
import { outputsOf, withAttributes } from './terraform-evaluate';

/** Long ones that differ at their ends alone, ones that end where they are cut, and such as look like another with a service. */
const prefixes = [
  ...['ab', 'shop', 'shop-site', 'shop-site-a', 'shop-magicnight', 'shop-site-a-task', 'a1-b2'],
  ...['team-payments-production-europe-one', 'team-payments-production-europe-two'],
  ...[
    'a'.repeat(24),
    'a'.repeat(25),
    `${'a'.repeat(24)}-b`,
    `${'a'.repeat(23)}-b`,
    `${'a'.repeat(22)}-bc`,
  ],
  ...['a'.repeat(31), 'a'.repeat(32), 'a'.repeat(33), `${'a'.repeat(24)}-${'b'.repeat(15)}`],
  ...[
    'a'.repeat(39),
    'a'.repeat(40),
    `${'a'.repeat(39)}b`,
    'a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t',
  ],
];

/** Names that AWS accepts: characters and maximum length. */
const kinds: Record<string, [field: string, form: RegExp]> = {
  aws_cloudwatch_log_group: ['name', /^[\w/-]{1,512}$/],
  aws_cloudwatch_metric_alarm: ['alarm_name', /^[\w-]{1,255}$/],
  aws_ecs_cluster: ['name', /^[\w-]{1,255}$/],
  aws_ecs_task_definition: ['family', /^[\w-]{1,255}$/],
  aws_iam_role: ['name', /^[\w-]{1,64}$/],
  aws_lb: ['name', /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/],
  aws_lb_target_group: ['name', /^(?!.*--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/],
  // With twelve digits of an account and the longest name of a region.
  aws_s3_bucket: ['bucket', /^(?!xn--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/],
  // Terraform adds 26 digits.
  aws_security_group: ['name_prefix', /^(?!sg-)[\w-]{1,229}$/],
  aws_wafv2_web_acl: ['name', /^[\w-]{1,128}$/],
};

/** Resource names of a module with each prefix, as Terraform evaluates them. */
function namesOf(module: SynthesizedModule): { type: string; prefix: string; name: string }[] {
  const expressions = Object.entries(kinds).flatMap(([type, [field]]) =>
    Object.values(module.resource[type] ?? {}).map(
      (block) => [type, String(block[field])] as const,
    ),
  );
  const output = Object.fromEntries(
    prefixes.map((prefix, index) => [
      `p${index}`,
      {
        value: expressions.map(([, text]) =>
          withAttributes(text)
            .replaceAll('var.vpc_cidr', '"10.0.0.0/16"')
            .replaceAll('var.name_prefix', JSON.stringify(prefix)),
        ),
      },
    ]),
  );
  const values = outputsOf({ output }) as Record<string, string[]>;
  return prefixes.flatMap((prefix, index) =>
    expressions.map(([type], at) => ({ type, prefix, name: values[`p${index}`]?.[at] ?? '' })),
  );
}

describeWith(['terraform'], 'names that Terraform computes', () => {
  test.each(Object.entries(synthModules(fullOptions)))(
    'in module %s AWS takes them all, with long and odd prefixes, and no two are the same',
    (_name, module) => {
      const names = namesOf(module as SynthesizedModule);
      const refused = names.filter(({ type, name }) => !kinds[type]?.[1].test(name));
      expect(refused).toEqual([]);
      const keys = names.map(({ type, name }) => `${type} ${name}`);
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    },
  );

  test('they equal the names that the constructs compute', () => {
    const { magicnight } = synthModules(fullOptions);
    const names = namesOf(magicnight as SynthesizedModule);
    const roles = names.filter(({ type }) => type === 'aws_iam_role').map(({ name }) => name);
    const groups = names
      .filter(({ type }) => type === 'aws_lb_target_group')
      .map(({ name }) => name);
    const balancers = names.filter(({ type }) => type === 'aws_lb').map(({ name }) => name);
    expect(balancers).toEqual(prefixes.map((prefix) => physicalName(prefix, 32)));
    const hash = shortHash('HTTP 8080 ip 10.0.0.0/16', 4);
    for (const prefix of prefixes) {
      for (const service of ['magicnight', 'site-a', 'site-b']) {
        const group = `${prefix}-${service}-${hash}${prefix.length}`;
        expect(groups).toContain(physicalName(group, 32));
        expect(roles).toContain(physicalName(`${prefix}--${service}-execution`, 64));
      }
    }
  });
});
