import { computePricesOf, pricesDate, vpcPricesOf } from '../../../constructs/pricing/prices';
import type { Cost } from '../model/cost';
import type { Side } from '../plan/ecs-services';
import type { PlanContext } from '../plan/plan-context';
import { ec2Bill } from './ec2';
import { fargateBill } from './fargate';
import { type Bill, type Billed, together } from './items';
import { costLines, sumOf } from './lines';
import { leftOutNotes, monthlyBill } from './monthly';
import { ownRegion, regionOf } from './region';
import { vpcBill } from './vpc';

/** Estimates the monthly cost before and after a plan: on-demand prices in USD, without tax and usage-based charges. */
export function estimateCost(context: PlanContext): Cost {
  const all = [...context.resources.values()];
  const region = regionOf(context.plan, all);
  const network = region === undefined ? undefined : vpcPricesOf(region);
  const compute = region === undefined ? undefined : computePricesOf(region);
  const known = { ...(region !== undefined && { region }), pricesDate };
  const none = sumOf([]);
  if (region === undefined || !network || !compute) {
    const note =
      region === undefined
        ? 'The region is not known, so there is no estimate'
        : `Prices of region ${region} are not known`;
    return { ...known, before: none, after: none, lines: [], notes: [note] };
  }
  const elsewhere = all.filter((resource) => (ownRegion(resource) ?? region) !== region);
  const isElsewhere = new Set(elsewhere);
  const here = all.filter((resource) => !isElsewhere.has(resource));
  const services = context.services.filter(({ service }) => !isElsewhere.has(service));
  const { references } = context;
  const billed = { region, network, compute, resources: here, services, references };
  const before = bill(billed, 'before');
  const after = bill(billed, 'after');
  const lines = costLines(
    before.items,
    after.items,
    new Set(services.map(({ service }) => service.address)),
  );
  return {
    ...known,
    before: sumOf(lines.flatMap((line) => line.before ?? [])),
    after: sumOf(lines.flatMap((line) => line.after ?? [])),
    lines,
    notes: [
      ...new Set([...after.notes, ...before.notes]),
      ...(elsewhere.length > 0
        ? [elsewhereNote(elsewhere.flatMap((one) => ownRegion(one) ?? []))]
        : []),
      ...leftOutNotes(here),
    ],
  };
}

function bill(billed: Billed, side: Side): Bill {
  return together([
    fargateBill(billed, side),
    ec2Bill(billed, side),
    vpcBill(billed, side),
    monthlyBill(billed, side),
  ]);
}

function elsewhereNote(regions: readonly string[]): string {
  const list = [...new Set(regions)].sort().join(', ');
  if (regions.length === 1) return `1 resource in another region (${list}) is not in the sums`;
  return `${regions.length} resources in other regions (${list}) are not in the sums`;
}
