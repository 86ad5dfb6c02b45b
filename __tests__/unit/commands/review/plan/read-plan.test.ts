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
const print = 'print a plan as JSON with: terraform show -json <plan file>';

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
    'plan.json is a saved plan in a format that only Terraform can read; review the output of: terraform show -json plan.json',
  ],
  [
    'a plan that is cut off',
    whole.slice(0, 40),
    `plan.json is truncated after 40 characters; ${print}`,
  ],
  [
    'a plan that was edited',
    whole.replace(':', ''),
    `plan.json is not valid JSON and may have been edited; ${print}`,
  ],
  ['a text', 'Plan: 1 to add', `plan.json is not JSON; ${print}`],
  [
    'messages of a run',
    '{"@level":"info"}\n{"@level":"info"}\n',
    'plan.json contains the messages of terraform plan -json, not a plan; save the plan with terraform plan -out <plan file>, then print it as JSON with: terraform show -json <plan file>',
  ],
  [
    'a single message',
    '{"@level":"info","@message":"Terraform 1.11.4"}',
    'plan.json contains the messages of terraform plan -json, not a plan; save the plan with terraform plan -out <plan file>, then print it as JSON with: terraform show -json <plan file>',
  ],
  ['a list', '[]', `plan.json is JSON, but not a plan; ${print}`],
  ['another object', '{"name":"x"}', `plan.json is JSON, but not a plan; ${print}`],
  [
    'a state file',
    '{"version":4,"serial":3,"lineage":"a"}',
    `plan.json is a state, not a plan; ${print}`,
  ],
  [
    'a state as it is shown',
    '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}',
    `plan.json is a state, not a plan; ${print}`,
  ],
  [
    'an empty state as it is shown',
    '{"format_version":"1.0"}',
    `plan.json is JSON, but not a plan: planned_values is missing; ${print}`,
  ],
  [
    'a future format',
    '{"format_version":"2.0","planned_values":{}}',
    'plan.json has format_version "2.0"; only 1.x is supported, which Terraform 1.1 and newer write',
  ],
  [
    'the format of old versions',
    '{"format_version":"0.2","planned_values":{}}',
    'plan.json has format_version "0.2"; only 1.x is supported, which Terraform 1.1 and newer write',
  ],
  [
    'a plan that failed',
    '{"format_version":"1.2","planned_values":{},"errored":true}',
    'plan.json is from a plan that failed, so it does not list all changes; review a plan that succeeded',
  ],
  [
    'changes that are not a list',
    '{"format_version":"1.2","resource_changes":{}}',
    `plan.json: resource_changes is not a list; ${print}`,
  ],
  [
    'a change without actions',
    '{"format_version":"1.2","resource_changes":[{"address":"a.b","type":"a","change":{}}]}',
    `plan.json: resource_changes[0] has no address, type or actions; ${print}`,
  ],
  [
    'drift without addresses',
    '{"format_version":"1.2","resource_changes":[],"planned_values":{},"resource_drift":[1]}',
    `plan.json: resource_drift[0] has no address, type or actions; ${print}`,
  ],
])('%s is refused', (_what, content, message) => {
  expect(refused(content)).toBe(message);
});

test('a missing file and a folder are refused', () => {
  expect(() => readPlan('/nowhere/plan.json')).toThrow('There is no file /nowhere/plan.json');
  expect(() => readPlan(folder)).toThrow(`${folder} is a folder, not a plan; ${print}`);
});

test('malformed parts of states and configuration are left out', () => {
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
