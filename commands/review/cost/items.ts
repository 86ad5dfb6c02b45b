import type { ComputePrices, VpcPrices } from '../../../constructs/pricing/prices';
import type { Range } from '../model/cost';
import type { PlannedService } from '../plan/ecs-services';
import type { PlannedResource } from '../plan/planned-resources';
import type { References } from '../plan/references';

/** One item of a bill. */
export interface CostItem {
  /** The same before and after the plan for the same item. */
  readonly key: string;

  /** `magicnight`; none if the text is enough. */
  readonly name?: string;

  /** `1 to 4 tasks of 0.25 vCPU, 512 MiB`. */
  readonly text: string;
  readonly range: Range;
}

/** Items before or after a plan, and notes about costs that are not known: sentences without a full stop. */
export interface Bill {
  readonly items: readonly CostItem[];
  readonly notes: readonly string[];
}

/** Everything that a bill is computed from. */
export interface Billed {
  readonly region: string;
  readonly network: VpcPrices;
  readonly compute: ComputePrices;

  /** The resources in the region. */
  readonly resources: readonly PlannedResource[];
  readonly services: readonly PlannedService[];
  readonly references: References;
}

export const empty: Bill = { items: [], notes: [] };

/** One bill from several. */
export function together(bills: readonly Bill[]): Bill {
  return {
    items: bills.flatMap(({ items }) => items),
    notes: bills.flatMap(({ notes }) => notes),
  };
}

/** An amount that does not depend on scaling. */
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

/** USD: `36.04`, `48.04 to 1,120.10`. */
export function formatUsdRange({ least, most }: Range): string {
  return money(least) === money(most) ? money(least) : `${money(least)} to ${money(most)}`;
}

/** A difference in USD: `+12.00`, `−12.00 to −22.00`; `undefined` if there is none. */
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
