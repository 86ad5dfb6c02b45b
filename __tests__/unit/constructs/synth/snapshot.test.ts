import { assert as check, property } from 'fast-check';
import { snapshotOf } from '../../../../constructs/synth/snapshot';
import {
  everyRegistry,
  fullOptions,
  otherOptions,
  shippedOptions,
} from '../../../support/all-options';
import { validOptions } from '../../../support/random-options';
import { meaningOf, stackOf } from '../../../support/snapshot-meaning';
import { synthAll } from '../../../support/synth-all';

/** A stack of one resource. */
const one = (block: object, type = 'aws_lb') =>
  JSON.stringify({ resource: { [type]: { a: block } } });

/** What its snapshot has of it. */
const rendered = (block: object, type = 'aws_lb') =>
  JSON.parse(snapshotOf(one(block, type))).resource[type].a;

describe.each([
  ['as they are shipped', synthAll(shippedOptions)],
  ['with everything switched on', synthAll(fullOptions, everyRegistry)],
  ['in an existing VPC', synthAll(otherOptions)],
])('stacks %s', (_what, stacks) => {
  test.each(Object.entries(stacks))('a snapshot means what stack %s means', (_name, text) => {
    const snapshot = snapshotOf(text);
    expect(meaningOf(stackOf(snapshot))).toEqual(meaningOf(JSON.parse(text)));
    expect(snapshotOf(JSON.stringify(stackOf(snapshot)))).toBe(snapshot);
  });

  test.each(Object.entries(stacks))('nothing of stack %s is only for programs', (_name, text) => {
    const snapshot = snapshotOf(text);
    expect(snapshot).not.toContain('"//"');
    expect(snapshot).not.toMatch(/"(container_definitions|policy|assume_role_policy)": "/);
    expect(snapshot).toMatch(/^\{\n {2}".*\n\}\n$/s);
  });

  test.each(Object.entries(stacks))(
    'each value of stack %s that is another one shows; another order of a set does not',
    (_name, text) => {
      const { resource, data = {} } = JSON.parse(text) as Record<string, Types>;
      for (const [kind, types] of Object.entries({ resource, data })) {
        for (const [type, blocks] of Object.entries(types ?? {})) {
          for (const block of Object.values(blocks).slice(0, 1))
            expectEachRendered(kind, type, block);
        }
      }
    },
  );
});

type Types = Record<string, Record<string, Record<string, unknown>>>;

const seen = new Set<string>();

/** Changes each value of a block, one after the other, also in JSON, and turns each list round. */
function expectEachRendered(kind: string, type: string, block: Record<string, unknown>): void {
  const { '//': _, ...fields } = block;
  // The stacks have much in common.
  const kindOf = `${kind}.${type} ${Object.keys(fields)}`;
  if (seen.has(kindOf)) return;
  seen.add(kindOf);
  const stack = (changed: object) => JSON.stringify({ [kind]: { [type]: { a: changed } } });
  const before = snapshotOf(stack(fields));
  const meaning = (changed: object) => JSON.stringify(meaningOf(JSON.parse(stack(changed))));
  for (const changed of changesOf(fields)) {
    const isSame = meaning(changed as object) === meaning(fields);
    expect([changed, snapshotOf(stack(changed as object)) === before]).toEqual([changed, isSame]);
  }
}

/** A value with one value in it changed, or one list turned round: all of them. */
function changesOf(value: unknown): unknown[] {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    return changesOf(JSON.parse(value)).map((inner) => JSON.stringify(inner));
  }
  if (Array.isArray(value)) {
    const inner = value.flatMap((element, index) =>
      changesOf(element).map((changed) => value.with(index, changed)),
    );
    return value.length > 1 ? [value.toReversed(), ...inner] : inner;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      changesOf(inner).map((changed) => ({ ...value, [key]: changed })),
    );
  }
  if (typeof value === 'string') return [`${value}x`];
  return [typeof value === 'number' ? value + 1 : !value];
}

test('a snapshot of random valid options means the same as its stack', () => {
  check(
    property(validOptions, (options) => {
      for (const text of Object.values(synthAll(options))) {
        const stack = stackOf(snapshotOf(text));
        expect(meaningOf(stack)).toEqual(meaningOf(JSON.parse(text)));
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

test('keys and sets are sorted, lists are not, and comments of CDKTF are removed', () => {
  const listed = { subnets: ['b', 'a'], depends_on: ['z', 'y'], access_logs: [{ b: 1 }, { a: 2 }] };
  const text = JSON.stringify({
    '//': { metadata: { version: '0.21.0' } },
    resource: { aws_lb: { a: { '//': {}, ...listed, tags: { '//': 'kept: a name of yours' } } } },
    output: { names: { '//': {}, value: ['b', 'a'] } },
  });
  expect(snapshotOf(text)).toBe(`{
  "output": {
    "names": {
      "value": [
        "b",
        "a"
      ]
    }
  },
  "resource": {
    "aws_lb": {
      "a": {
        "access_logs": [
          {
            "b": 1
          },
          {
            "a": 2
          }
        ],
        "depends_on": [
          "y",
          "z"
        ],
        "subnets": [
          "a",
          "b"
        ],
        "tags": {
          "//": "kept: a name of yours"
        }
      }
    }
  }
}
`);
});

test('lists in JSON are sorted if their order has no meaning', () => {
  const statement = {
    Action: ['b', 'a'],
    Resource: ['d', 'c'],
    Principal: { AWS: ['f', 'e'] },
    Condition: { StringEquals: { x: ['h', 'g'] } },
  };
  const policy = JSON.stringify({ Statement: [statement, { Action: 'a' }] });
  expect(rendered({ policy }, 'aws_iam_policy').policy.Statement).toEqual([
    {
      Action: ['a', 'b'],
      Resource: ['c', 'd'],
      Principal: { AWS: ['e', 'f'] },
      Condition: { StringEquals: { x: ['g', 'h'] } },
    },
    { Action: 'a' },
  ]);

  const environment = [
    { name: 'B', value: '1' },
    { name: 'A', value: '2' },
  ];
  const containers = [{ name: 'web', environment, command: ['z', 'y'] }, { name: 'api' }];
  const task = { container_definitions: JSON.stringify(containers) };
  expect(rendered(task, 'aws_ecs_task_definition').container_definitions).toEqual([
    { name: 'api' },
    { command: ['z', 'y'], environment: environment.toReversed(), name: 'web' },
  ]);
});

test('JSON in other attributes is a text, because it can be the text of a program', () => {
  const container = { name: 'a', environment: [{ name: 'SETTINGS', value: '{"b":1,"a":2}' }] };
  const task = { container_definitions: JSON.stringify([container]) };
  expect(rendered(task, 'aws_ecs_task_definition').container_definitions).toEqual([container]);
  const tags = { policy: '{"b": 1}' };
  expect(rendered({ tags, name: '["b"]' })).toEqual({ tags, name: '["b"]' });
});

test.each([
  ['made by a function as a whole', '${jsonencode({"a" = 1})}'],
  ['with a number that Terraform fills in', '{"a":${var.b}}'],
  ['with a directive', '{"a":"%{ if var.b }1%{ endif }"}'],
  ['with a template that has no end', '{"a":"${var.b"}'],
  ['with signs that JSON sees and Terraform does not', '{"a":"\\u0024{var.b}"}'],
  ['that is none', '{"a":'],
  ['that is a text', '"a"'],
])('JSON %s stays as it is', (_what, policy) => {
  expect(rendered({ policy }, 'aws_iam_policy')).toEqual({ policy });
});

test('templates in JSON stay unchanged', () => {
  const policy =
    '{"a":"${join(",", [for x in var.y : "<${x}>"])}-${b}","$${c}":"\\"\\n${d["e"]}","${f}":["%%{g}"]}';
  expect(rendered({ policy }, 'aws_iam_policy').policy).toEqual({
    a: '${join(",", [for x in var.y : "<${x}>"])}-${b}',
    '$${c}': '"\n${d["e"]}',
    '${f}': ['%%{g}'],
  });
});
