/** A variable of a module, as in `main.tf.json`. */
export interface ModuleVariable {
  readonly type?: string;
  readonly description?: string;

  /** Default value; it can be `null`. Without a default, the caller must set a value. */
  readonly default?: unknown;
}

/** The blocks of one kind, by type and then by name: `aws_vpc`, `network`. */
export type ModuleBlocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The parts of a module's `main.tf.json` that its README describes. */
export interface ModuleConfiguration {
  readonly terraform?: {
    readonly required_version?: string;
    readonly required_providers?: Readonly<
      Record<string, { readonly source?: string; readonly version?: string }>
    >;
  };
  readonly variable?: Readonly<Record<string, ModuleVariable>>;
  readonly locals?: object;
  readonly data?: ModuleBlocks;
  readonly resource?: ModuleBlocks;
  readonly output?: Readonly<Record<string, { readonly description?: string }>>;
}

/** The inputs of a module, sorted by name. */
export function inputsOf({ variable = {} }: ModuleConfiguration): [string, ModuleVariable][] {
  return byName(variable);
}

/** Whether the caller must set the input. */
export function isRequired(variable: ModuleVariable): boolean {
  return !('default' in variable);
}

/** The fields of an object sorted by name, capital letters first, as Terraform and its tools sort them. */
export function byName<T>(fields: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
}
