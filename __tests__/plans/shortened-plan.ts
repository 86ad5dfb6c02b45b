type Fields = Readonly<Record<string, unknown>>;

interface Printed {
  readonly planned_values?: State;
  readonly prior_state?: { readonly values?: State };
  readonly resource_changes?: readonly Changed[];
}

interface State {
  readonly root_module?: { readonly resources?: readonly Resource[] };
}

interface Resource extends Fields {
  readonly address: string;
  readonly values?: Fields;
  readonly sensitive_values?: Fields;
}

interface Changed extends Fields {
  readonly address: string;
  readonly change: Fields & { readonly actions: readonly string[] };
}

/**
 * Leaves out of a plan what it says twice, so that a kept one is half as long: planned values of resources that stay as
 * they are, and empty attributes, where nothing changes.
 */
export function shortenedPlan(plan: object): object {
  const { planned_values: planned, prior_state: prior, resource_changes } = plan as Printed;
  if (!resource_changes) return plan;
  const [unchanged, changed] = [true, false].map((stays) =>
    resource_changes.filter(
      ({ change }) => change.actions.every((one) => one === 'no-op') === stays,
    ),
  );
  const same = new Set(unchanged?.map(({ address }) => address));
  const shorter = (state: State | undefined, isKept: (resource: Resource) => boolean) =>
    state && {
      ...state,
      root_module: {
        ...state.root_module,
        resources: state.root_module?.resources?.filter(isKept).map(shortResource),
      },
    };
  return {
    ...plan,
    ...(planned && { planned_values: shorter(planned, ({ address }) => !same.has(address)) }),
    ...(prior && { prior_state: { ...prior, values: shorter(prior.values, () => true) } }),
    resource_changes: resource_changes.map((one) =>
      changed?.includes(one) ? one : { ...one, change: shortChange(one.change) },
    ),
  };
}

function shortResource({ sensitive_values: marks, ...resource }: Resource): Fields {
  const values = resource.values && { values: withoutEmpty(resource.values) };
  return { ...resource, ...values, ...(isMarked(marks) && { sensitive_values: marks }) };
}

function shortChange({ before, after, ...change }: Fields): Fields {
  const marks = Object.entries(change).filter(
    ([name, part]) => !/_(sensitive|unknown)$/.test(name) || isMarked(part),
  );
  return { ...Object.fromEntries(marks), before: withoutEmpty(before), after: withoutEmpty(after) };
}

/** Whether something is sensitive, or unknown, in the shape of a value. */
function isMarked(marks: unknown): boolean {
  return JSON.stringify(marks ?? {}).includes('true');
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, withoutEmpty(part)] as const);
  return Object.fromEntries(
    parts.filter(([, part]) => !/^(null|""|\[\]|\{\})$/.test(JSON.stringify(part))),
  );
}
