import type { Risk } from '../model/report';

/** What is lost with a resource. */
export interface Consequence {
  readonly area: Extract<Risk['area'], 'state' | 'traffic' | 'protection' | 'capacity'>;

  /** What it is, in the field's words. */
  readonly noun: string;

  /** What users see when it is replaced; `undefined` where a replacement harms nobody. */
  readonly replaced?: string;

  /** What users see when it is gone. */
  readonly destroyed: string;
}
