/**
 * The options of one case, as plain JSON with the names of version 1: those of services.ts and main.ts when the guard was
 * written. They do not change when the options change: the adapter of each checkout, `synth.ts`, translates them.
 */
export interface GuardCase {
  /** Name of the case and of its folder. */
  readonly name: string;

  readonly services: readonly object[];

  readonly options: object;

  /** Options of the EC2 capacity. Without them there is no stack `ec2`. */
  readonly hosts?: object;

  readonly registry: object;

  /** Whether the modules are synthesized as well, which takes nearly as long as the stacks. */
  readonly modules: boolean;
}

/** The file that `cases.ts` writes and `synth.ts` reads. */
export interface CaseFile {
  readonly version: 1;
  readonly cases: readonly GuardCase[];
}

/** Folder with the output of the unchanged main.ts, next to the folders of the cases. */
export const mainCase = 'main.ts';

/** The only file of a case that the checkout rejects. It does not contain the message, because messages may change. */
export const refusedFile = 'error.txt';
