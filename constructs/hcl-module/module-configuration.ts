/** A variable of a module, as `main.tf.json` has it. */
export interface ModuleVariable {
  readonly type?: string;
  readonly description?: string;

  /** Where there is none, not even `null`, the caller must give a value. */
  readonly default?: unknown;
}

/** The blocks of one kind, by type and by name: `aws_vpc`, then `network`. */
export type ModuleBlocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What the `main.tf.json` of a module says of it, as far as a reader wants to know. */
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

/** The inputs of a module by name, in the order of the alphabet. */
export function inputsOf({ variable = {} }: ModuleConfiguration): [string, ModuleVariable][] {
  return byName(variable);
}

/** Whether the caller must give the input a value. */
export function isRequired(variable: ModuleVariable): boolean {
  return !('default' in variable);
}

/** The fields of an object in the order of their names, capitals first, as Terraform and its tools sort. */
export function byName<T>(fields: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
}
