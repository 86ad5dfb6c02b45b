import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlan } from '../../../../../commands/review/plan/read-plan';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  file = join(folder, 'plan.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

const whole = JSON.stringify({ format_version: '1.2', planned_values: {}, output_changes: {} });
const print = 'terraform show -json <plan file> prints one';

function refused(content: string | Buffer): string {
  writeFileSync(file, content);
  try {
    readPlan(file);
  } catch (error) {
    return (error as Error).message.replaceAll(file, 'plan.json');
  }
  return 'read';
}

test('a plan is read, with or without a byte order mark, also as PowerShell writes it', () => {
  for (const content of [
    whole,
    `\uFEFF${whole}`,
    Buffer.from(`\uFEFF${whole}`, 'utf16le'),
    `${whole}\n`,
  ]) {
    writeFileSync(file, content);
    expect(readPlan(file)).toMatchObject({ format_version: '1.2', resource_changes: [] });
  }
});

test.each<[string, string | Buffer, string]>([
  ['an empty file', '', `plan.json is empty; ${print}`],
  [
    'a saved plan',
    Buffer.from('PK\u0003\u0004…'),
    'plan.json is a saved plan, which only Terraform reads; review what this prints: terraform show -json plan.json',
  ],
  [
    'a plan that is cut off',
    whole.slice(0, 40),
    `plan.json is cut off after 40 characters; ${print}`,
  ],
  [
    'a plan in which something was changed',
    whole.replace(':', ''),
    `plan.json is not whole JSON: something was changed in it; ${print}`,
  ],
  ['a text', 'Plan: 1 to add', `plan.json is not JSON; ${print}`],
  [
    'messages of a run',
    '{"@level":"info"}\n{"@level":"info"}\n',
    `plan.json has the messages of terraform plan -json, not a plan; save it with terraform plan -out <plan file>, then ${print}`,
  ],
  [
    'a single message',
    '{"@level":"info","@message":"Terraform 1.11.4"}',
    `plan.json has the messages of terraform plan -json, not a plan; save it with terraform plan -out <plan file>, then ${print}`,
  ],
  ['a list', '[]', `plan.json is JSON, but no plan; ${print}`],
  ['another object', '{"name":"x"}', `plan.json is JSON, but no plan; ${print}`],
  [
    'a state file',
    '{"version":4,"serial":3,"lineage":"a"}',
    `plan.json is a state, but no plan; ${print}`,
  ],
  [
    'a state as it is shown',
    '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}',
    `plan.json is a state, but no plan; ${print}`,
  ],
  [
    'an empty state as it is shown',
    '{"format_version":"1.0"}',
    `plan.json is JSON, but no plan: it has no planned_values; ${print}`,
  ],
  [
    'a format to come',
    '{"format_version":"2.0","planned_values":{}}',
    'plan.json has format_version "2.0"; only 1.x can be read, which Terraform writes since version 1.1',
  ],
  [
    'the format of old versions',
    '{"format_version":"0.2","planned_values":{}}',
    'plan.json has format_version "0.2"; only 1.x can be read, which Terraform writes since version 1.1',
  ],
  [
    'a plan that failed',
    '{"format_version":"1.2","planned_values":{},"errored":true}',
    'plan.json is of a plan that failed, and does not have all that would change; review one that succeeds',
  ],
  [
    'changes that are none',
    '{"format_version":"1.2","resource_changes":{}}',
    `plan.json: resource_changes is no list; ${print}`,
  ],
  [
    'a change without actions',
    '{"format_version":"1.2","resource_changes":[{"address":"a.b","type":"a","change":{}}]}',
    `plan.json: resource_changes[0] has no address, type or actions; ${print}`,
  ],
  [
    'drift that is none',
    '{"format_version":"1.2","resource_changes":[],"planned_values":{},"resource_drift":[1]}',
    `plan.json: resource_drift[0] has no address, type or actions; ${print}`,
  ],
])('%s is no plan', (_what, content, message) => {
  expect(refused(content)).toBe(message);
});

test('what is not there, and a folder, are no plans', () => {
  expect(() => readPlan('/nowhere/plan.json')).toThrow('There is no file /nowhere/plan.json');
  expect(() => readPlan(folder)).toThrow(`${folder} is a folder, not a plan; ${print}`);
});

test('parts of states and configuration that are not as Terraform writes them are left out', () => {
  const odd = {
    format_version: '1.2',
    planned_values: { root_module: { resources: { a: 1 }, child_modules: [null, 'x'] } },
    prior_state: {
      values: { root_module: { resources: [null, 3, { address: 'a.b', type: 'a' }] } },
    },
    configuration: { root_module: { resources: 'x', module_calls: { m: null } } },
    variables: { a: null, b: { value: 1 } },
    output_changes: { a: null },
    checks: null,
  };
  writeFileSync(file, JSON.stringify(odd));
  expect(readPlan(file)).toMatchObject({
    planned_values: { root_module: { resources: [], child_modules: [] } },
    prior_state: { values: { root_module: { resources: [{ address: 'a.b', type: 'a' }] } } },
    configuration: { root_module: { resources: [], module_calls: {} } },
    variables: { b: { value: 1 } },
    output_changes: {},
    checks: [],
  });
});
