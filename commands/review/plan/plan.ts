/** What `terraform show -json` prints of a plan, as far as a review reads it: https://developer.hashicorp.com/terraform/internals/json-format */
export interface Plan {
  readonly format_version: string;
  readonly terraform_version: string;

  /** When it was made; not known of Terraform before 1.5. */
  readonly timestamp?: string;
  readonly resource_changes: readonly ResourceChange[];
  readonly resource_drift: readonly ResourceChange[];
  readonly output_changes: Readonly<Record<string, ValueChange>>;
  readonly prior_state?: { readonly values?: Values };
  readonly planned_values?: Values;
  readonly configuration?: PlanConfiguration;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;

  /** What waits for another plan; of Terraform 1.10 and newer. */
  readonly deferred_changes?: readonly unknown[];

  /** What is done besides resources; of Terraform 1.14 and newer. */
  readonly action_invocations?: readonly unknown[];

  /** Whether an apply leaves nothing to do; not known of Terraform before 1.8. */
  readonly complete?: boolean;
  readonly checks?: readonly Check[];
}

/** What a `check` block or a condition has said. */
export interface Check {
  readonly address?: { readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly { readonly problems?: readonly { readonly message?: string }[] }[];
}

export type Action = 'no-op' | 'create' | 'read' | 'update' | 'delete' | 'forget';

/** Values before and after; where these are unknown or sensitive a `true` is in the same place. */
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

/** Resources of a state, or as they will be. */
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

  /** `true` in the place of each value that is sensitive. */
  readonly sensitive_values?: unknown;
  readonly depends_on?: readonly string[];
}

/** How the plan's resources were written: which expression refers to what. */
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
  /** What is given to its variables. */
  readonly expressions?: Readonly<Record<string, unknown>>;
  readonly module?: ModuleConfiguration;
}
