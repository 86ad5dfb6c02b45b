import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Risk } from '../../../../../commands/review/model/report';
import {
  acknowledgementsIn,
  policyVerdict,
} from '../../../../../commands/review/policy/acknowledgements';
import { junit } from '../../../../../commands/review/report/junit';
import { emptyReview } from '../../../../support/sample-report';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const balancer: Risk = {
  address: 'aws_lb.balancer',
  action: 'replace',
  area: 'traffic',
  what: 'The load balancer is replaced',
  consequence: 'no service is reachable',
  isBlocking: true,
};
const informational: Risk = { ...balancer, address: 'aws_lb.other', isBlocking: false };
const reason = 'It moves to another VPC on Sunday night';
const file = 'acknowledgements/fargate.json';

describe('the policy', () => {
  test('blocks an unacknowledged risk, and proposes an entry for it', () => {
    const verdict = policyVerdict([balancer, informational], [], file);
    expect(verdict.problems).toEqual([
      `aws_lb.balancer (replace): The load balancer is replaced: no service is reachable. It is not acknowledged in ${file}`,
    ]);
    expect(JSON.parse(verdict.proposal ?? '')).toEqual([
      { address: 'aws_lb.balancer', action: 'replace', reason: '' },
    ]);
  });

  test('allows acknowledged risks, with their reason; one entry acknowledges all risks of a change', () => {
    const second = { ...balancer, what: 'Its deletion protection is removed' };
    const verdict = policyVerdict(
      [balancer, second],
      [{ address: 'aws_lb.balancer', action: 'replace', reason }],
      file,
    );
    expect(verdict.problems).toEqual([]);
    expect(verdict.proposal).toBeUndefined();
    expect(verdict.risks.map(({ acknowledged }) => acknowledged)).toEqual([reason, reason]);
  });

  test('an entry with a change acknowledges only this change; proposed entries have one', () => {
    const changes = { 'aws_lb.balancer': '0123456789abcdef0123' };
    const entry = { address: 'aws_lb.balancer', action: 'replace' as const, reason };
    const of = (change: string) =>
      policyVerdict([balancer], [{ ...entry, change }], file, changes).problems;
    expect(of('0123456789abcdef')).toEqual([]);
    expect(of('ffffffff')).toEqual([
      `aws_lb.balancer (replace): The load balancer is replaced: no service is reachable. It is not acknowledged in ${file}`,
      `${file}: the entry for the replace of aws_lb.balancer acknowledges an earlier change (ffffffff); the planned change is a different one`,
    ]);
    expect(JSON.parse(policyVerdict([balancer], [], file, changes).proposal ?? '')).toEqual([
      { ...entry, reason: '', change: '0123456789abcdef' },
    ]);
  });

  test.each([
    [
      { address: 'aws_lb.removed', action: 'destroy' as const },
      'the entry for the destroy of aws_lb.removed matches no risk of this plan; remove it (after the apply it is no longer needed)',
    ],
    [
      { address: 'aws_lb.balancer', action: 'destroy' as const },
      'the entry for the destroy of aws_lb.balancer does not match: the planned action is replace',
    ],
    [
      { address: 'aws_lb.balancr', action: 'replace' as const },
      'the entry for the replace of aws_lb.balancr matches no risk of this plan; did you mean aws_lb.balancer?',
    ],
    [
      { address: 'aws_lb.other', action: 'replace' as const },
      'the entry for the replace of aws_lb.other matches no risk of this plan; remove it (after the apply it is no longer needed)',
    ],
  ])('blocks an unused acknowledgement: %j', (entry, message) => {
    const own = { address: 'aws_lb.balancer', action: 'replace' as const, reason };
    const entries = entry.address === 'aws_lb.balancer' ? [] : [own];
    const { problems } = policyVerdict(
      [balancer, informational],
      [...entries, { ...entry, reason }],
      file,
    );
    expect(problems.at(-1)).toBe(`${file}: ${message}`);
  });
});

test('merged acknowledgements that match no risk are warnings, and do not block', () => {
  const entry = { address: 'aws_lb.removed', action: 'destroy' as const, reason };
  const of = (isMerged: boolean) => policyVerdict([], [entry], file, {}, isMerged);
  const message = `${file}: the entry for the destroy of aws_lb.removed matches no risk of this plan; remove it (after the apply it is no longer needed)`;
  expect([of(false).problems, of(false).notices]).toEqual([[message], []]);
  expect([of(true).problems, of(true).notices]).toEqual([[], [`${message}.`]]);
});

describe('the file', () => {
  const refused = (content: string) => {
    const path = join(folder, 'acknowledged.json');
    writeFileSync(path, content);
    try {
      acknowledgementsIn(path);
    } catch (error) {
      return (error as Error).message.replaceAll(path, 'acknowledged.json');
    }
    return 'read';
  };
  const entry = { address: 'aws_lb.a', action: 'replace', reason };

  test('is optional', () => {
    expect(acknowledgementsIn(join(folder, 'none.json'))).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{}, 'acknowledged.json must be a list: [{ "address": …, "action": …, "reason": … }]'],
    [['aws_lb.a'], 'acknowledged.json: entry 1 must be { "address": …, "action": …, "reason": … }'],
    [
      [{ ...entry, until: 'May' }],
      'acknowledged.json: entry 1 has unknown field "until"; supported fields are address, action, reason, change',
    ],
    [
      [{ ...entry, address: ' ' }],
      'acknowledged.json: entry 1: address must be a resource address as in the report, got " "',
    ],
    [
      [entry, { ...entry, action: 'delete' }],
      'acknowledged.json: entry 2: action must be one of create, update, replace, destroy, forget, got "delete"',
    ],
    [
      [{ ...entry, reason: 'ok' }],
      'acknowledged.json: entry 1: reason must explain the change in at least ten characters, got "ok"',
    ],
    [[entry, entry], 'acknowledged.json: entry 2 repeats the replace of aws_lb.a'],
    [
      [{ ...entry, change: 'xyz' }],
      'acknowledged.json: entry 1: change must be the first 8 to 64 characters of a SHA-256, as proposed by the report, got "xyz"',
    ],
    [[entry], 'read'],
    [[], 'read'],
  ])('%j', (content, message) => {
    expect(refused(JSON.stringify(content))).toBe(message);
  });

  test('must be JSON', () => {
    expect(refused('[{]')).toMatch(/^acknowledged\.json is not JSON: .+/);
  });
});

describe('as a test report', () => {
  const of = (...args: Parameters<typeof policyVerdict>) =>
    junit({ ...emptyReview, stack: 'fargate', ...policyVerdict(...args) });

  test('has a test for each blocking risk, and for each unused acknowledgement', () => {
    const cluster = { ...balancer, address: 'aws_ecs_cluster.c' };
    const entries = [
      { address: 'aws_ecs_cluster.c', action: 'replace' as const, reason },
      { address: 'aws_lb.removed', action: 'destroy' as const, reason },
    ];
    expect(
      of([balancer, cluster, informational], entries, file),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="2">
<testsuite name="policy of stack fargate" tests="3" failures="2" errors="0" skipped="0">
<testcase classname="traffic" name="replace of aws_lb.balancer: The load balancer is replaced"><failure message="The load balancer is replaced: no service is reachable">The load balancer is replaced: no service is reachable</failure></testcase>
<testcase classname="traffic" name="replace of aws_ecs_cluster.c: The load balancer is replaced"><system-out>acknowledged: ${reason}</system-out></testcase>
<testcase classname="unused acknowledgements" name="acknowledgements/fargate.json: the entry for the destroy of aws_lb.removed matches no risk of this plan; remove it (after the apply it is no longer needed)"><failure message="acknowledgements/fargate.json: the entry for the destroy of aws_lb.removed matches no risk of this plan; remove it (after the apply it is no longer needed)">acknowledgements/fargate.json: the entry for the destroy of aws_lb.removed matches no risk of this plan; remove it (after the apply it is no longer needed)</failure></testcase>
</testsuite>
</testsuites>
`);
  });

  test('has one passing test if there is nothing to acknowledge', () => {
    expect(of([informational], [], file)).toContain(
      '<testcase classname="policy" name="no risk must be acknowledged"></testcase>',
    );
  });

  test('supports any text', () => {
    const odd = '<a href="x">&\u0000\u0008\uD800 ü\n';
    expect(of([{ ...balancer, what: odd }], [], file)).toContain(
      'name="replace of aws_lb.balancer: &lt;a href=&quot;x&quot;&gt;&amp;\uFFFD\uFFFD\uFFFD ü&#10;"',
    );
  });
});
