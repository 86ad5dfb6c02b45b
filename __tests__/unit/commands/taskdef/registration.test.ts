import { type Applied, registrationsIn } from '../../../../commands/taskdef/outputs';
import { registrationText } from '../../../../commands/taskdef/registration';
import { synthFargate } from '../../../support/synth-fargate';

const applied: Applied = {
  project: 'magicnight',
  stack: 'fargate',
  environmentNames: ['fargate', 'ec2'],
  services: ['shop', 'api'],
  source: 'outputs.json',
  apply: 'terraform -chdir=cdktf.out/stacks/fargate apply',
};

const task = (service: string, stack = 'fargate') => ({
  family: `magicnight-${stack}-${service}`,
  containerDefinitions: [{ name: service }],
});

/** As terraform output -json prints it. */
const printed = (value: unknown, sensitive = false) =>
  JSON.stringify({
    url: { sensitive: false, type: 'string', value: 'http://shop.example' },
    task_definitions: { sensitive, type: ['object', {}], value },
  });

test('the file has its fields in the order of the alphabet, its lists in their own, and ends with a line', () => {
  const text = registrationText({
    family: 'f',
    containerDefinitions: [
      { name: 'b', image: 'i', user: null, command: ['z', 'a'] },
      { name: 'a' },
    ],
  });
  expect(text).toBe(`{
  "containerDefinitions": [
    {
      "command": [
        "z",
        "a"
      ],
      "image": "i",
      "name": "b"
    },
    {
      "name": "a"
    }
  ],
  "family": "f"
}
`);
});

test('outputs give the task definitions in the order of the description', () => {
  const value = { api: task('api'), shop: task('shop') };
  expect(registrationsIn(printed(value), applied)).toEqual([task('shop'), task('api')]);
});

test('all that the stack describes is taken', () => {
  const { output } = synthFargate([
    {
      name: 'shop',
      image: { folder: 'containers/api' },
      routes: ['/shop'],
      ephemeralStorageGiB: 30,
      tracing: 'xray',
    },
  ]);
  const { value } = output.task_definitions ?? {};
  expect(registrationsIn(printed(value), { ...applied, services: ['shop'] })).toHaveLength(1);
});

const both = { shop: task('shop'), api: task('api') };

test.each<[string, string, string]>([
  ['text', 'none', 'outputs.json is not the output of: terraform output -json'],
  ['another list', '{"a":1}', 'outputs.json is not the output of: terraform output -json'],
  [
    'no outputs',
    '{}',
    'stack "fargate" has no outputs, because it was not applied; apply it with: terraform -chdir=cdktf.out/stacks/fargate apply',
  ],
  [
    'outputs of another version',
    '{"url":{"sensitive":false,"value":"http://shop.example"}}',
    'stack "fargate" has no output task_definitions, because an older version of it was applied; apply it with: terraform -chdir=cdktf.out/stacks/fargate apply',
  ],
  [
    'a sensitive output',
    printed(both, true),
    'output task_definitions of stack "fargate" is sensitive and must not be written to a file; pass sensitive values as secrets',
  ],
  ['a list', printed([1]), 'output task_definitions of stack "fargate" is not a map of services'],
  [
    'other services',
    printed({ shop: task('shop'), old: task('old') }),
    'stack "fargate" was applied with other services than those of services.ts: without api, with old; apply it with: terraform -chdir=cdktf.out/stacks/fargate apply',
  ],
  [
    'a service without containers',
    printed({ ...both, api: { family: 'magicnight-fargate-api' } }),
    'output task_definitions: service "api" must have family and containerDefinitions',
  ],
  [
    'what only an answer has',
    printed({ ...both, api: { ...task('api'), revision: 3 } }),
    'output task_definitions: service "api" has revision, which RegisterTaskDefinition does not accept',
  ],
  [
    'another stack',
    printed({ shop: task('shop', 'ec2'), api: task('api', 'ec2') }),
    'output task_definitions: service "shop" has family "magicnight-ec2-shop", which does not belong to stack "fargate"; give the outputs of this stack',
  ],
  [
    'a way out of the folder',
    printed({ shop: task('../../shop'), api: task('api') }),
    'output task_definitions: service "shop" has family "magicnight-fargate-../../shop", which does not belong to stack "fargate"; give the outputs of this stack',
  ],
])('%s is an error', (_what, text, message) => {
  expect(() => registrationsIn(text, applied)).toThrow(new Error(message));
});
