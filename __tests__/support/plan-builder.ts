import type { Action, Plan, ResourceChange } from '../../commands/review/plan/plan';

/** A resource change in the format of `terraform show -json`, for an address such as `aws_lb.main`. */
export function changeOf(
  address: string,
  actions: Action[],
  change: Partial<ResourceChange['change']> = {},
  other: Partial<ResourceChange> = {},
): ResourceChange {
  const [type = '', name = ''] = address.split('.').slice(-2);
  return { address, mode: 'managed', type, name, change: { actions, ...change }, ...other };
}

/** A plan with these changes. */
export function planOf(changes: readonly ResourceChange[], other: Partial<Plan> = {}): Plan {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: changes,
    resource_drift: [],
    output_changes: {},
    planned_values: {},
    ...other,
  };
}

/** The state before a plan, from values by address. */
export function stateOf(
  resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Plan['prior_state'] {
  const list = Object.entries(resources).map(([address, values]) => ({
    address,
    mode: 'managed' as const,
    type: address.split('.')[0] ?? '',
    values,
  }));
  return { values: { root_module: { resources: list } } };
}
