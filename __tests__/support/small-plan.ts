import type { Plan, ResourceChange } from '../../commands/review/plan/plan';

type Attributes = Readonly<Record<string, unknown>>;

/** A resource of a plan, with only what tests need: values before and after, and expressions. */
export interface SmallResource {
  readonly address: string;
  readonly before?: Attributes;
  readonly after?: Attributes;
  readonly sensitive?: Attributes;

  /** References by attribute. */
  readonly written?: Readonly<Record<string, unknown>>;
  readonly isReplaced?: boolean;
}

/** An unchanged resource. */
export function unchanged(address: string, attributes: Attributes): SmallResource {
  return { address, before: attributes, after: attributes };
}

/** An expression with references. */
export function to(...references: string[]) {
  return { references };
}

/** A plan with a few resources in one region. */
export function smallPlan(resources: readonly SmallResource[], region = 'eu-central-1'): Plan {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: resources.map(change),
    resource_drift: [],
    output_changes: {},
    configuration: {
      provider_config: { aws: { expressions: { region: { constant_value: region } } } },
      root_module: {
        resources: resources.map(({ address, written = {} }) => ({
          address: address.replace(/\[.*$/, ''),
          mode: 'managed',
          type: typeOf(address),
          expressions: written,
        })),
      },
    },
  };
}

function change(resource: SmallResource): ResourceChange {
  const { address, before, after, sensitive = {} } = resource;
  return {
    ...{ address, mode: 'managed', type: typeOf(address), name: 'x' },
    change: {
      actions: actions(resource),
      ...{ before: before ?? null, after: after ?? null },
      ...{ before_sensitive: sensitive, after_sensitive: sensitive },
    },
  };
}

function actions({
  before,
  after,
  isReplaced,
}: SmallResource): ResourceChange['change']['actions'] {
  if (isReplaced) return ['delete', 'create'];
  if (!before) return ['create'];
  if (!after) return ['delete'];
  return JSON.stringify(before) === JSON.stringify(after) ? ['no-op'] : ['update'];
}

function typeOf(address: string): string {
  return /(aws_\w+)\./.exec(address)?.[1] ?? '';
}
