import { writeFileSync } from 'node:fs';
import { ownKeptFindings } from '../../../../commands/scan/own-kept-findings';
import { inFolder } from '../../../support/in-folder';

const read = (text?: string) =>
  inFolder(() => {
    if (text !== undefined) writeFileSync('.iam-findings.json', text);
    return ownKeptFindings();
  });

const example =
  '{ "check": "RESOURCE_STAR", "on": ["sqs:ListQueues"], "reason": "it has no resources" }';

test('a project without a file keeps nothing of its own', () => {
  expect(read()).toEqual([]);
});

test('the example of the messages is right', () => {
  expect(read(`[${example}]`)).toEqual([
    { check: 'RESOURCE_STAR', on: ['sqs:ListQueues'], reason: 'it has no resources' },
  ]);
});

test.each([
  ['{', '.iam-findings.json is not JSON'],
  ['{}', `.iam-findings.json: it must be an array, got {}; write for example [${example}]`],
  ['[1]', `.iam-findings.json: entry 1: it must be an object, got 1; write for example ${example}`],
  [
    '[{ "check": "RESOURCE_STAR" }]',
    '.iam-findings.json: entry 1: reason must be a text, got undefined',
  ],
  [
    '[{ "check": "", "reason": "x", "address": 1 }]',
    '.iam-findings.json: entry 1: check must be a text, got ""\n.iam-findings.json: entry 1: address must be a text, got 1',
  ],
  [
    '[{ "check": "x", "reason": "x", "on": [] }]',
    '.iam-findings.json: entry 1: on must be an array of actions, got []; write for example ["sqs:ListQueues"]',
  ],
  [
    '[{ "check": "x", "reason": "x", "actions": [] }]',
    '.iam-findings.json: entry 1: it has no field "actions"; there are check, on, condition, address, reason',
  ],
])('%s is an error', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
