import type { Risk } from '../model/report';

/** Consequences of destroying or replacing a resource of one type. */
export interface Consequence {
  readonly area: Extract<Risk['area'], 'state' | 'traffic' | 'protection' | 'capacity'>;

  /** Name of the type in sentences. */
  readonly noun: string;

  /** Effect of a replacement; `undefined` if a replacement has no effect. */
  readonly replaced?: string;

  /** Effect of its destruction. */
  readonly destroyed: string;
}
