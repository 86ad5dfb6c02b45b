import * as ecsServices from '../../../../../commands/review/plan/ecs-services';
import * as expressions from '../../../../../commands/review/plan/expressions';
import { PlanContext } from '../../../../../commands/review/plan/plan-context';
import * as plannedResources from '../../../../../commands/review/plan/planned-resources';
import * as references from '../../../../../commands/review/plan/references';
import { Sources } from '../../../../../commands/review/plan/sources';
import * as sensitiveValues from '../../../../../commands/review/redaction/sensitive-values';
import { reviewOf } from '../../../../../commands/review/review';
import { Owners } from '../../../../../commands/review/risks/owners';
import { smallPlan } from '../../../../support/small-plan';

// Exports of a module are counted where other modules import them.
jest.mock('../../../../../commands/review/plan/ecs-services', () => counted('plan/ecs-services'));
jest.mock('../../../../../commands/review/plan/expressions', () => counted('plan/expressions'));
jest.mock('../../../../../commands/review/plan/planned-resources', () =>
  counted('plan/planned-resources'),
);
jest.mock('../../../../../commands/review/plan/references', () => counted('plan/references'));
jest.mock('../../../../../commands/review/redaction/sensitive-values', () =>
  counted('redaction/sensitive-values'),
);

function counted(module: string): Record<string, unknown> {
  const actual: object = jest.requireActual(`../../../../../commands/review/${module}`);
  return Object.fromEntries(
    Object.entries(actual).map(([name, value]) => [
      name,
      typeof value === 'function' ? jest.fn(value) : value,
    ]),
  );
}

const plan = smallPlan([
  { address: 'aws_lb.main', after: { name: 'shop' } },
  { address: 'aws_ssm_parameter.key', after: { value: 'zx9hunter' }, sensitive: { value: true } },
  { address: 'aws_vpc.main', before: { id: 'vpc-1' } },
]);

test('each part of a plan is built once, however often it is read', () => {
  const context = new PlanContext(plan);
  expect(context.resources).toBe(context.resources);
  expect(context.references).toBe(context.references);
  expect(context.services).toBe(context.services);
  expect(context.expressions).toBe(context.expressions);
  expect(context.knownValues).toBe(context.knownValues);
  expect(context.derived(Owners)).toBe(context.derived(Owners));
  expect(context.derived(Owners)).not.toBe(new PlanContext(plan).derived(Owners));
});

test('a review builds each part once for the plan with, and once without sensitive values', () => {
  jest.clearAllMocks();
  reviewOf(plan, { sources: Sources.none, acknowledgements: [] });
  expect(sensitiveValues.sensitiveValues).toHaveBeenCalledTimes(1);
  expect(expressions.expressionsOf).toHaveBeenCalledTimes(2);
  // Only the report needs these.
  expect(plannedResources.resourcesOf).toHaveBeenCalledTimes(1);
  expect(references.resourceReferences).toHaveBeenCalledTimes(1);
  expect(ecsServices.ecsServicesOf).toHaveBeenCalledTimes(1);
});
