/**
 * One description to be synthesized, as plain JSON in the words of version 1: those that services.ts and main.ts had when the
 * guard was made. They stay as they are when the options change: it is the adapter of each checkout, `synth.ts`, that knows how
 * to say the same in its own words.
 */
export interface GuardCase {
  /** Also the name of its folder. */
  readonly name: string;

  readonly services: readonly object[];

  readonly options: object;

  /** Without them there is no stack `ec2`. */
  readonly hosts?: object;

  readonly registry: object;

  /** Whether the modules for HCL users are made, too: they take nearly as long as the stacks. */
  readonly modules: boolean;
}

/** What `cases.ts` writes and `synth.ts` reads. */
export interface CaseFile {
  readonly version: 1;
  readonly cases: readonly GuardCase[];
}

/** Folder, among those of the cases, of what main.ts writes as it is in the checkout. */
export const mainCase = 'main.ts';

/** What a case that the checkout refuses has in place of all others. Not its message, which may change. */
export const refusedFile = 'error.txt';
