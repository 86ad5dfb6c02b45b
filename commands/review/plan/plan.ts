/** The parts of a plan in JSON that a review reads: https://developer.hashicorp.com/terraform/internals/json-format */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version: string;

  /** When it was created; Terraform 1.5 and newer. */
  readonly timestamp?: string;
  readonly resource_changes: readonly ResourceChange[];
  readonly resource_drift: readonly ResourceChange[];
  readonly output_changes: Readonly<Record<string, ValueChange>>;
  readonly prior_state?: { readonly values?: Values };
  readonly planned_values?: Values;
  readonly configuration?: PlanConfiguration;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;

  /** Changes that are deferred to a later plan; Terraform 1.10 and newer. */
  readonly deferred_changes?: readonly unknown[];

  /** Actions besides changes of resources; Terraform 1.14 and newer. */
  readonly action_invocations?: readonly unknown[];

  /** Whether nothing remains to be done after the apply; Terraform 1.8 and newer. */
  readonly complete?: boolean;
  readonly checks?: readonly Check[];
}

/** The result of a `check` block or a condition. */
export interface Check {
  readonly address?: { readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly { readonly problems?: readonly { readonly message?: string }[] }[];
}

export type Action = 'no-op' | 'create' | 'read' | 'update' | 'delete' | 'forget';

/** Values before and after. Fields about unknown and sensitive values have their shape, with `true` for each of them. */
export interface ValueChange {
  readonly actions: readonly Action[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly deposed?: string;
  readonly action_reason?: string;
  readonly change: ValueChange & {
    /** Paths that force a replacement, each a list of attribute names and indices. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
    readonly importing?: { readonly id?: string };
  };
}

/** Resources of the prior state, or as planned. */
export interface Values {
  readonly root_module?: ModuleValues;
}

export interface ModuleValues {
  readonly resources?: readonly ResourceValues[];
  readonly child_modules?: readonly ModuleValues[];
}

export interface ResourceValues {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly values?: Readonly<Record<string, unknown>>;

  /** Has the shape of `values`, with `true` for each sensitive value. */
  readonly sensitive_values?: unknown;
  readonly depends_on?: readonly string[];
}

/** The configuration that was planned: which expression refers to what. */
export interface PlanConfiguration {
  readonly provider_config?: Readonly<
    Record<string, { readonly expressions?: Readonly<Record<string, unknown>> }>
  >;
  readonly root_module?: ModuleConfiguration;
}

export interface ModuleConfiguration {
  readonly resources?: readonly {
    readonly address: string;
    readonly mode: 'managed' | 'data';
    readonly type: string;
    readonly expressions?: Readonly<Record<string, unknown>>;
    readonly for_each_expression?: unknown;
  }[];
  readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>>;
  readonly outputs?: Readonly<Record<string, { readonly expression?: unknown }>>;
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
}

export interface ModuleCall {
  /** The values of its variables. */
  readonly expressions?: Readonly<Record<string, unknown>>;
  readonly module?: ModuleConfiguration;
}
