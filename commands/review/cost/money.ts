import type { Range } from './estimate';

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
