import { reportOf } from '../../guard/report';

const file = 'stacks/fargate/cdk.tf.json';
const files = (configuration: object) => new Map([[file, JSON.stringify(configuration)]]);
const outputs = (count: number) =>
  files({ output: Object.fromEntries(Array.from({ length: count }, (_, n) => [`o${n}`, n])) });

const base = files({ resource: { aws_lb: { balancer: { name: 'a' } } } });
const now = files({ resource: { aws_lb: { balancer: { name: 'b' } } } });
const refused = new Map([['error.txt', 'refused\n']]);

test('what is equal is counted', () => {
  const pairs = [
    { name: 'shipped', base, now: base },
    { name: 'wrong', base: refused, now: refused },
  ];
  const text = 'guard: 2 cases, 2 files equal to 262afa4 (1 case refused by both)';
  expect(reportOf(pairs, '262afa4')).toEqual({ text, isEqual: true });
});

test('a difference that several cases have is shown once, and no more than twenty', () => {
  const pairs = [
    { name: 'shipped', base, now },
    { name: 'other', base, now },
    { name: 'wrong', base: refused, now: refused },
    { name: 'many', base: outputs(0), now: outputs(25) },
  ];
  const { text, isEqual } = reportOf(pairs, '262afa4');
  expect(isEqual).toBe(false);
  const lines = text.split('\n');
  expect(lines.slice(0, 6)).toEqual([
    `shipped (and in 1 more): ${file} resource.aws_lb.balancer.name`,
    '  base: "a"',
    '  now:  "b"',
    `many: ${file} output.o0`,
    '  base: nothing',
    '  now:  0',
  ]);
  expect(lines.slice(60)).toEqual([
    '… and 6 more',
    'guard: 26 differences from 262afa4, in 3 of 4 cases',
  ]);
});

test('nothing is not equal to nothing', () => {
  const pairs = [{ name: 'shipped', base: new Map(), now: new Map() }];
  expect(() => reportOf(pairs, '262afa4')).toThrow('guard: no file was written for case shipped');
});
