import { differencesOf, isCompared } from '../../guard/compare';

const stack = 'stacks/fargate/cdk.tf.json';

const files = (configuration: object, file = stack) =>
  new Map([[file, `${JSON.stringify(configuration, undefined, 2)}\n`]]);

/** A stack that has all that may be worded anew, and what must not. */
const configuration = ({ message = 'm', text = 't', version = '1', resource = {} }) => ({
  '//': { metadata: { stackName: 'fargate', version } },
  variable: { name: { description: text, validation: [{ error_message: message }] } },
  output: { url: { description: text, value: 'u' } },
  check: { url: { assert: [{ condition: 'c', error_message: message }] } },
  resource: {
    aws_security_group: {
      balancer: {
        description: 'd',
        lifecycle: { precondition: [{ condition: 'c', error_message: message }] },
        ...resource,
      },
    },
  },
});

const base = files(configuration({}));

test.each([
  ['the same', {}],
  ['another error_message', { message: 'another' }],
  ['another description of variables and outputs', { text: 'another' }],
  ['another version of CDKTF', { version: '2' }],
])('%s is no difference', (_what, change) => {
  expect(differencesOf(base, files(configuration(change)))).toEqual([]);
});

const group = 'resource.aws_security_group.balancer';

test('the description of a resource is one', () => {
  const now = files(configuration({ resource: { description: 'other' } }));
  const expected = { file: stack, path: `${group}.description`, base: '"d"', now: '"other"' };
  expect(differencesOf(base, now)).toEqual([expected]);
});

test('so is a condition beside a message, and a value that is there on one side only', () => {
  const precondition = [{ condition: 'other', error_message: 'another' }];
  const now = files(configuration({ resource: { lifecycle: { precondition }, name: 'n' } }));
  expect(differencesOf(base, now).map(({ path, base, now }) => [path, base, now])).toEqual([
    [`${group}.lifecycle.precondition.0.condition`, '"c"', '"other"'],
    [`${group}.name`, 'nothing', '"n"'],
  ]);
});

test('so is another address', () => {
  const of = (id: string) => files({ resource: { aws_lb: { [id]: { name: 'n' } } } });
  expect(differencesOf(of('balancer'), of('lb'))).toMatchObject([
    { path: 'resource.aws_lb.balancer', base: '{"name":"n"}', now: 'nothing' },
    { path: 'resource.aws_lb.lb', base: 'nothing', now: '{"name":"n"}' },
  ]);
});

test('so is another order of keys, and another layout', () => {
  const one = { output: { a: { value: 1 }, b: { value: 2 } } };
  const other = { output: { b: { value: 2 }, a: { value: 1 } } };
  expect(differencesOf(files(one), files(other))).toMatchObject([{ file: stack, path: 'line 3' }]);
  const narrow = new Map([[stack, `${JSON.stringify(one)}\n`]]);
  expect(differencesOf(files(one), narrow)).toMatchObject([{ file: stack, path: 'line 1' }]);
});

test('so is a line of a text; of long ones the part is shown that differs', () => {
  const of = (end: string) => new Map([['permissions.md', `# Roles\n${'x'.repeat(400)}${end}\n`]]);
  const shown = `…${'x'.repeat(40)}`;
  expect(differencesOf(of('a'), of('b'))).toEqual([
    { file: 'permissions.md', path: 'line 2', base: `${shown}a"`, now: `${shown}b"` },
  ]);
});

test('so is a file that one side does not have', () => {
  const more = new Map([...base, ['permissions.md', '']]);
  const file = 'permissions.md';
  expect(differencesOf(base, more)).toEqual([
    { file, path: '', base: 'no such file', now: 'a file' },
  ]);
  expect(differencesOf(more, base)).toEqual([
    { file, path: '', base: 'a file', now: 'no such file' },
  ]);
});

const refused = new Map([['error.txt', 'refused\n']]);

test('so is a case that one side refuses, and not each of its files', () => {
  const file = 'error.txt';
  expect(differencesOf(refused, refused)).toEqual([]);
  expect(differencesOf(refused, base)).toEqual([
    { file, path: '', base: 'refused', now: 'synthesized' },
  ]);
  expect(differencesOf(base, refused)).toEqual([
    { file, path: '', base: 'synthesized', now: 'refused' },
  ]);
});

test.each([
  ['stacks/fargate/cdk.tf.json', true],
  ['stacks/fargate/sources.json', false],
  ['stacks/module-existing-vpc/cdk.tf.json', false],
  ['modules/magicnight/main.tf.json', true],
  ['modules/magicnight/README.md', false],
  ['snapshots/local.tf.json', true],
  ['permissions.md', true],
  ['manifest.json', false],
])('%s is compared: %s', (file, isIt) => {
  expect(isCompared(file)).toBe(isIt);
});
