import { changeOf } from '../../../../support/plan-builder';
import { create, destroy, risks, update } from '../../../../support/risk-lines';

const rule = (priority: number, paths: string[], other: object = {}) => ({
  listener_arn: 'arn:listener',
  priority,
  action: [{ type: 'forward' }],
  condition: [{ path_pattern: [{ values: paths }] }],
  ...other,
});
const shop = ['/shop', '/shop/*'];
const cart = ['/cart', '/cart/*'];
const [one, two] = ['aws_lb_listener_rule.one', 'aws_lb_listener_rule.two'];

test('a new route is reported, a redirect is not', () => {
  const condition = [
    { host_header: [{ values: ['shop.example.com'] }] },
    { path_pattern: [{ values: shop }] },
  ];
  expect(risks([create(one, rule(1, [], { condition }))])).toEqual([
    'informational A new rule routes requests for shop.example.com /shop, /shop/*: clients that can reach the load balancer can reach the service behind it',
  ]);
  expect(risks([create(one, rule(1, shop, { action: [{ type: 'redirect' }] }))])).toEqual([]);
});

test('a route that is renamed with its priority blocks: its old requests match nothing', () => {
  expect(risks([update(one, rule(1, shop), rule(1, ['/store', '/store/*']))])).toEqual([
    'blocking The rule for /shop, /shop/* matches /store, /store/* instead: requests for /shop, /shop/* match another rule, or get 404',
  ]);
});

test('two routes that swap their priorities are matched by the wrong rule for a moment', () => {
  const swapped = [
    update(one, rule(1, shop), rule(1, cart)),
    update(two, rule(2, cart), rule(2, shop)),
  ];
  expect(risks(swapped)).toEqual([
    'informational The rule for /shop, /shop/* matches /cart, /cart/* instead: for a moment requests for /shop, /shop/* match another rule, or get 404',
    'informational The rule for /cart, /cart/* matches /shop, /shop/* instead: for a moment requests for /cart, /cart/* match another rule, or get 404',
  ]);
});

test('a rule that matches more than before, or the same, is no risk', () => {
  expect(risks([update(one, rule(1, ['/shop']), rule(1, shop))])).toEqual([]);
  expect(risks([update(one, rule(1, shop), rule(2, shop))])).toEqual([]);
});

const taken = (what: string) =>
  `blocking ${what}: the apply can fail with PriorityInUse; use a free priority, or first apply a plan in which no rule has this one`;
const newCart =
  'informational A new rule routes requests for /cart, /cart/*: clients that can reach the load balancer can reach the service behind it';

test('a priority that another rule still has blocks, whatever happens to that rule', () => {
  const text = taken(
    'The rule for /cart, /cart/* gets priority 1 while the rule for /shop, /shop/* can still have it',
  );
  const has = rule(1, shop);
  expect(risks([destroy(one, has), create(two, rule(1, cart))])).toContain(text);
  expect(risks([update(one, has, rule(3, shop)), create(two, rule(1, cart))])).toContain(text);
  const same = changeOf(one, ['no-op'], { before: has, after: has });
  expect(risks([same, create(two, rule(1, cart))])).toEqual([text, newCart]);
  expect(risks([same, update(two, rule(2, cart), rule(1, cart))])).toEqual([text]);
});

test('a rule that is replaced keeps its priority until it is destroyed', () => {
  const replaced = (...actions: ('create' | 'delete')[]) =>
    risks([changeOf(one, actions, { before: rule(1, shop), after: rule(1, shop) })]);
  const text = taken(
    'The rule for /shop, /shop/* gets priority 1 while the rule for /shop, /shop/* can still have it',
  );
  expect(replaced('create', 'delete')).toContain(text);
  expect(replaced('delete', 'create')).not.toContain(text);
});

test('a free priority, or one on another listener, is no risk', () => {
  const other = rule(1, shop, { listener_arn: 'arn:other' });
  expect(risks([update(one, rule(1, shop), rule(3, shop))])).toEqual([]);
  expect(
    risks([changeOf(one, ['no-op'], { before: other, after: other }), create(two, rule(1, cart))]),
  ).toEqual([newCart]);
  // The listener is new, too: its ARN is known only after apply.
  const { listener_arn: _, ...unknown } = rule(1, cart);
  const same = changeOf(one, ['no-op'], { before: rule(1, shop), after: rule(1, shop) });
  expect(risks([same, create(two, unknown, { listener_arn: true })])).toEqual([newCart]);
});
