/** Resources or data sources by type and id. */
export type ConfiguredResources = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
>;

/** The parts of a synthesized stack that a rehearsal reads. */
export interface StackConfiguration {
  readonly resource?: ConfiguredResources;
  readonly data?: ConfiguredResources;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}
