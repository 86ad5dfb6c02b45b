import fc from 'fast-check';
import { differences } from '../../../../commands/taskdef/differences';
import { Templates } from '../../../../commands/taskdef/template';
import { escapeTemplate } from '../../../../constructs/terraform/json-template';

const stack = {
  resource: {
    aws_cloudwatch_log_group: { logs: { name: '/ecs/shop' } },
    aws_iam_role: { task: { name: 'shop-task' } },
    aws_lb: { balancer: { name: '${var.name}' } },
  },
  data: { aws_secretsmanager_secret: { secret_db: { name: 'shop/db' } } },
  variable: { image_shop: { default: 'abc' }, image_web: { default: 'def' } },
};
const templates = new Templates(stack, { image_web: 'pushed' });

const role = '${aws_iam_role.task.arn}';
const image = '${data.aws_ecr_repository.shop.repository_url}:${var.image_shop}';
const password = '${data.aws_secretsmanager_secret.secret_db.arn}:password::';
const parameter =
  'arn:aws:ssm:eu-central-1:${data.aws_caller_identity.account.account_id}:parameter/k';

test.each([
  ['arn:aws:iam::123456789012:role/magicnight/shop-task', role],
  ['123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight/shop:abc', image],
  ['127.0.0.1:5000/magicnight/shop:abc', image],
  ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-a1B2c3:password::', password],
  ['arn:aws:ssm:eu-central-1:123456789012:parameter/k', parameter],
  ['/ecs/shop', '${aws_cloudwatch_log_group.logs.name}'],
  ['pushed', '${var.image_web}'],
  ['${a} %{b} $5 $$', '$${a} %%{b} $5 $$'],
  ['two\nlines', '${join("", ["}"])}'],
  ['name-1', '${aws_lb.balancer.name}'],
])('%j is what Terraform makes of %j', (text, template) => {
  expect(templates.fits(text, template)).toBe(true);
});

test.each([
  ['arn:aws:iam::123456789012:role/magicnight/shop-execution', role],
  ['shop-task', role],
  ['123456789012.dkr.ecr.eu-central-1.amazonaws.com/magicnight/shop:abd', image],
  ['shop:abc', image],
  ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/dc-a1B2c3:password::', password],
  ['arn:aws:ssm:eu-central-1:12345:parameter/k', parameter],
  ['/ecs/other', '${aws_cloudwatch_log_group.logs.name}'],
  ['def', '${var.image_web}'],
  ['x', '$${a}'],
  ['1x2', '1.2'],
  ['', '${aws_lb.balancer.dns_name}'],
])('%j is nothing that Terraform makes of %j', (text, template) => {
  expect(templates.fits(text, template)).toBe(false);
});

test('a text that was written so that Terraform evaluates nothing fits itself, and no other', () => {
  const text = fc
    .array(fc.constantFrom('$', '%', '{', '}', 'a', '.', '\n'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(templates.fits(one, escapeTemplate(one))).toBe(true);
      expect(templates.fits(other, escapeTemplate(one))).toBe(one === other);
      expect(templates.filled(escapeTemplate(one))).toBe(one);
    }),
  );
});

const container = (fields: object) => ({ containerDefinitions: [{ name: 'shop', ...fields }] });
const environment = (variables: Record<string, string>) =>
  container({ environment: Object.entries(variables).map(([name, value]) => ({ name, value })) });

test.each<[string, object, object, string[]]>([
  ['a number', { a: 256 }, { a: 512 }, ['a: 256 in the file, 512 expected']],
  ['a text for a number', { cpu: '256' }, { cpu: 256 }, ['cpu: "256" in the file, 256 expected']],
  [
    'what is missing and what is too much',
    container({ user: '0' }),
    container({ essential: true }),
    [
      'containerDefinitions[0].essential: nothing in the file, true expected',
      'containerDefinitions[0].user: "0" in the file, nothing expected',
    ],
  ],
  [
    'variables',
    environment({ DRAIN_SECONDS: '5', OLD: 'x' }),
    environment({ DRAIN_SECONDS: '10', PORT: '80' }),
    [
      'containerDefinitions[0].environment DRAIN_SECONDS: "5" in the file, "10" expected',
      'containerDefinitions[0].environment PORT: nothing in the file, "80" expected',
      'containerDefinitions[0].environment OLD: "x" in the file, nothing expected',
    ],
  ],
  ['the order of variables', environment({ A: '1', B: '2' }), environment({ B: '2', A: '1' }), []],
  [
    'a variable twice',
    container({
      environment: [
        { name: 'A', value: '1' },
        { name: 'A', value: '1' },
      ],
    }),
    environment({ A: '1' }),
    [
      'containerDefinitions[0].environment[1]: {"name":"A","value":"1"} in the file, nothing expected',
    ],
  ],
  [
    'a container',
    { containerDefinitions: [] },
    container({}),
    ['containerDefinitions[0]: nothing in the file, {"name":"shop"} expected'],
  ],
  [
    'the image, with what is known',
    container({ image: 'r.example/shop:old' }),
    container({ image }),
    [
      'containerDefinitions[0].image: "r.example/shop:old" in the file, "${data.aws_ecr_repository.shop.repository_url}:abc" expected',
    ],
  ],
  [
    'a long text, from where it differs',
    environment({ PAGE: `${'a'.repeat(90)}b${'c'.repeat(90)}` }),
    environment({ PAGE: `${'a'.repeat(90)}d` }),
    [
      `containerDefinitions[0].environment PAGE: "…${'a'.repeat(20)}b${'c'.repeat(56)}… in the file, "…${'a'.repeat(20)}d" expected`,
    ],
  ],
  [
    'a list in place of all',
    [1],
    { family: 'f' },
    ['it: [1] in the file, {"family":"f"} expected'],
  ],
])('%s', (_what, file, described, expected) => {
  expect(differences(file, described, templates)).toEqual(expected);
});
