import { type Applied, registrationsIn } from '../../../../commands/taskdef/outputs';
import { registrationText } from '../../../../commands/taskdef/registration';
import { synthFargate } from '../../../support/synth-fargate';

const applied: Applied = {
  stack: 'fargate',
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
  ['text', 'none', 'outputs.json is not what this prints: terraform output -json'],
  ['another list', '{"a":1}', 'outputs.json is not what this prints: terraform output -json'],
  [
    'no outputs',
    '{}',
    'stack "fargate" has no outputs: it is not applied; do it with: terraform -chdir=cdktf.out/stacks/fargate apply',
  ],
  [
    'outputs of another version',
    '{"url":{"sensitive":false,"value":"http://shop.example"}}',
    'stack "fargate" has no output task_definitions: another version of it is applied; first: terraform -chdir=cdktf.out/stacks/fargate apply',
  ],
  [
    'a sensitive output',
    printed(both, true),
    'output task_definitions of stack "fargate" is sensitive, and is not written to a file; put what is secret into secrets',
  ],
  ['a list', printed([1]), 'output task_definitions of stack "fargate" is no map of services'],
  [
    'other services',
    printed({ shop: task('shop'), old: task('old') }),
    'stack "fargate" is applied with other services than services.ts describes: it lacks api, it has old; first: terraform -chdir=cdktf.out/stacks/fargate apply',
  ],
  [
    'a service without containers',
    printed({ ...both, api: { family: 'magicnight-fargate-api' } }),
    'output task_definitions: service "api" must have family and containerDefinitions',
  ],
  [
    'what only an answer has',
    printed({ ...both, api: { ...task('api'), revision: 3 } }),
    'output task_definitions: service "api" has revision, which RegisterTaskDefinition does not take',
  ],
  [
    'another stack',
    printed({ shop: task('shop', 'ec2'), api: task('api', 'ec2') }),
    'output task_definitions: service "shop" has family "magicnight-ec2-shop", which is none of stack "fargate"; are these its outputs?',
  ],
  [
    'a way out of the folder',
    printed({ shop: task('../../shop'), api: task('api') }),
    'output task_definitions: service "shop" has family "magicnight-fargate-../../shop", which is none of stack "fargate"; are these its outputs?',
  ],
])('%s is an error', (_what, text, message) => {
  expect(() => registrationsIn(text, applied)).toThrow(new Error(message));
});
