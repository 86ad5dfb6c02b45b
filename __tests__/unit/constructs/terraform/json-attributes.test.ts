import { isJson, sortedJson } from '../../../../constructs/terraform/json-attributes';
import { isSet } from '../../../../constructs/terraform/set-attributes';

test.each([
  ['aws_lb', 'subnets', true],
  ['aws_lb', 'tags', false],
  ['aws_lb', 'access_logs', false],
  ['aws_lb_listener_rule', 'condition.path_pattern.values', true],
  ['aws_lb_listener_rule', 'action', false],
  ['aws_wafv2_web_acl', 'rule.statement.a.text_transformation', true],
  ['aws_lb', 'lifecycle.ignore_changes', true],
  ['data.aws_vpc', 'filter.values', true],
  ['aws_vpc', 'filter.values', false],
  ['google_thing', 'depends_on', true],
  ['constructor', 'name', false],
])('%s %s is a set: %s', (type, path, answer) => {
  expect(isSet(type, path)).toBe(answer);
});

test('attributes that hold JSON are known in any resource, and not in a map of names', () => {
  expect(isJson('container_definitions')).toBe(true);
  expect(isJson('inline_policy.policy')).toBe(true);
  expect(isJson('tags.policy')).toBe(false);
});

test('of two variables with the same name the last one applies: their order stays', () => {
  const environment = [
    { name: 'B', value: '1' },
    { name: 'A', value: '2' },
    { name: 'A', value: '1' },
  ];
  const [, ...sorted] = environment;
  expect(sortedJson('container_definitions', [{ name: 'a', environment }])).toEqual([
    { name: 'a', environment: [...sorted, environment[0]] },
  ]);
});

test('JSON with an unexpected shape stays unchanged', () => {
  for (const value of [{ a: 1 }, [1, null, ['b', 'a']], { Statement: 'x', Action: 'y' }]) {
    expect(sortedJson('policy', value)).toEqual(value);
    expect(sortedJson('container_definitions', value)).toEqual(value);
  }
});
