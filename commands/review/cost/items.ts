import type { ComputePrices, VpcPrices } from '../../../constructs/pricing/prices';
import type { Range } from '../model/cost';
import type { PlannedService } from '../plan/ecs-services';
import type { PlannedResource } from '../plan/planned-resources';
import type { References } from '../plan/references';

/** One thing that costs on one side of a plan. */
export interface CostItem {
  /** The same on both sides for the same thing. */
  readonly key: string;

  /** `magicnight`; none where the text says it all. */
  readonly name?: string;

  /** `1 to 4 tasks of 0.25 vCPU, 512 MiB`. */
  readonly text: string;
  readonly range: Range;
}

/** What costs on one side, and what of it is not known, each a sentence without its full stop. */
export interface Bill {
  readonly items: readonly CostItem[];
  readonly notes: readonly string[];
}

/** What a bill is made from. */
export interface Billed {
  readonly region: string;
  readonly network: VpcPrices;
  readonly compute: ComputePrices;

  /** Those of the region. */
  readonly resources: readonly PlannedResource[];
  readonly services: readonly PlannedService[];
  readonly references: References;
}

export const empty: Bill = { items: [], notes: [] };

export function together(bills: readonly Bill[]): Bill {
  return {
    items: bills.flatMap(({ items }) => items),
    notes: bills.flatMap(({ notes }) => notes),
  };
}

/** The same, however many tasks or hosts there are. */
export function always(amount: number): Range {
  return { least: amount, most: amount };
}

/** `1 alarm`, `2 alarms`, `2 addresses`. */
export function pluralize(count: number, noun: string): string {
  if (count === 1) return `1 ${noun}`;
  return `${count} ${noun.endsWith('s') ? `${noun}es` : `${noun}s`}`;
}

/** `2`, or `1 to 4`. */
export function formatCount({ least, most }: Range): string {
  return least === most ? `${least}` : `${least} to ${most}`;
}

export function ofType(
  resources: readonly PlannedResource[],
  ...types: string[]
): PlannedResource[] {
  return resources.filter(({ type }) => types.includes(type));
}

/** USD, from the least to the most: `36.04`, `48.04 to 1,120.10`. */
export function formatUsdRange({ least, most }: Range): string {
  return money(least) === money(most) ? money(least) : `${money(least)} to ${money(most)}`;
}

/** By how much something changes: `+12.00`, `−12.00 to −22.00`; `undefined` where it does not. */
export function formatUsdDifference(before: Range, after: Range): string | undefined {
  const [least, most] = [after.least - before.least, after.most - before.most].map(signed);
  if (least === money(0) && most === money(0)) return undefined;
  return least === most ? least : `${least} to ${most}`;
}

function signed(amount: number): string {
  const text = money(Math.abs(amount));
  if (text === money(0)) return text;
  return `${amount < 0 ? '−' : '+'}${text}`;
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
