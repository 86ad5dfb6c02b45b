import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../cli/command';
import type { GeneratedFile } from './generated-file';
import { type PriceList, type PriceRow, priceListText, readPriceList } from './price-list';

/** The used part of AWS's price list, with one file for each source. */
export const priceListFolder = 'commands/generate/price-list';

export const generatedPrices: GeneratedFile = {
  file: 'constructs/pricing/prices.json',
  text: async () => pricesText(await priceLists(priceListFolder)),
};

/** Names of prices, by usage type without its region, with the operation if it matters. */
const perRegion = new Map([
  ['Fargate-vCPU-Hours:perCPU', 'fargateVcpuHour'],
  ['Fargate-GB-Hours', 'fargateGbHour'],
  ['Fargate-ARM-vCPU-Hours:perCPU', 'fargateArmVcpuHour'],
  ['Fargate-ARM-GB-Hours', 'fargateArmGbHour'],
  ['Fargate-EphemeralStorage-GB-Hours', 'taskStorageGbHour'],
  ['LoadBalancerUsage LoadBalancing:Application', 'balancerHour'],
  ['EBS:VolumeUsage.gp3', 'gp3GbMonth'],
  ['NatGateway-Hours', 'natHour'],
  ['VpcEndpoint-Hours', 'endpointHour'],
]);

/** Prices that are the same in all regions. They are read from us-east-1 or from global services. */
const everywhere = new Map([
  ['PublicIPv4:InUseAddress', 'publicIpv4Hour'],
  ['VpcEndpoint-Bytes', 'endpointGb'],
  ['HostedZone', 'hostedZoneMonth'],
  ['CW:AlarmMonitorUsage', 'alarmMonth'],
  ['KMS-Keys', 'kmsKeyMonth'],
  ['AWSSecretsManager-Secrets', 'secretMonth'],
  ['WebACLV2', 'webAclMonth'],
  ['RuleV2', 'webAclRuleMonth'],
]);

/** The region in a usage type: `EUC1-`, `EU-`, `eu-central-1-`. Most services have none in us-east-1. */
const ofRegion = /^(EU-|[A-Z]{3}\d-|[a-z]{2}-[a-z]+-\d-)?/;

/** Matches regions, but not Local Zones, whose names are longer. */
const regionName = /^[a-z]{2}(-gov)?-[a-z]+-\d$/;

interface Figure {
  /** `eu-central-1`, or `everywhere`. */
  readonly place: string;

  /** `natHour`, `t3.large`. */
  readonly name: string;
}

function figureOf({ region, usageType, operation }: PriceRow): Figure | undefined {
  const usage = usageType.replace(ofRegion, '');
  const [, instance] = /^BoxUsage:(\w+\.large) RunInstances$/.exec(`${usage} ${operation}`) ?? [];
  const name = instance ?? perRegion.get(usage) ?? perRegion.get(`${usage} ${operation}`);
  if (name !== undefined) return regionName.test(region) ? { place: region, name } : undefined;
  const common = everywhere.get(usage);
  const isTaken = common !== undefined && ['', 'us-east-1'].includes(region);
  return isTaken ? { place: 'everywhere', name: common } : undefined;
}

/** The price lists of a folder, by name. */
export function priceLists(
  folder: string,
  isWanted?: (row: PriceRow) => boolean,
): Promise<PriceList[]> {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith('.csv'))
    : [];
  if (files.length === 0) throw new UserError(`${folder} has no file that ends with .csv`);
  return Promise.all(files.sort().map((file) => readPriceList(join(folder, file), isWanted)));
}

/**
 * Saves the used part of AWS's offer files: the prices above, and those of the instance types in the saved price lists.
 *
 * @param from folder with the offer files.
 * @param to folder of the saved price lists.
 * @returns the paths of the files that were written.
 */
export async function saveOffers(from: string, to = priceListFolder): Promise<string[]> {
  const saved = await priceLists(to);
  const nameOf = (row: PriceRow) => figureOf(row)?.name ?? '';
  const names = new Set(saved.flatMap(({ rows }) => rows.map(nameOf)));
  const offers = await priceLists(from, (row) => names.has(nameOf(row)));
  // The offer files of several regions have the same version: they become one file.
  const byId = new Map<string, PriceList>(saved.map((list) => [list.id, list]));
  for (const offer of offers) byId.set(offer.id, joined(byId.get(offer.id), offer));
  const ids = [...new Set(offers.filter(({ rows }) => rows.length > 0).map(({ id }) => id))];
  return ids.map((id) => {
    const file = join(to, `${id}.csv`);
    writeFileSync(file, priceListText(byId.get(id) as PriceList));
    return file;
  });
}

/** Merges two lists. If both have a row for the same price, the second one is used. */
function joined(before: PriceList | undefined, { note: _, ...offer }: PriceList): PriceList {
  const rows = [...(before?.rows ?? []), ...offer.rows];
  const thing = ({ region, usageType, operation }: PriceRow) =>
    `${region} ${usageType} ${operation}`;
  return { ...offer, rows: [...new Map(rows.map((row) => [thing(row), row])).values()] };
}

/**
 * The text of prices.json: the sources, and the prices by region and source. If two sources have the same price, the newer
 * one is used.
 *
 * @throws UserError if a source has two prices for the same thing, or a price for all regions is missing.
 */
export function pricesText(lists: readonly PriceList[]): string {
  const prices = new Map<string, Figure & { readonly usd: number; readonly source: string }>();
  for (const { id, rows } of lists.toSorted((one, other) => (one.date < other.date ? -1 : 1))) {
    for (const row of rows) {
      const figure = figureOf(row);
      if (figure === undefined) continue;
      const thing = `${figure.place} ${figure.name}`;
      const before = prices.get(thing);
      if (before?.source === id && before.usd !== row.usd) {
        throw new UserError(`${id} has two prices for ${thing}: ${before.usd} and ${row.usd}`);
      }
      prices.set(thing, { ...figure, usd: row.usd, source: id });
    }
  }
  const all = [...prices.values()].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  const places: Record<string, Record<string, Record<string, number>>> = {};
  for (const { place, source, name, usd } of all) {
    places[place] ??= {};
    const ofPlace = places[place];
    ofPlace[source] ??= {};
    ofPlace[source][name] = usd;
  }
  const used = new Set(all.map(({ source }) => source));
  const sources = lists
    .filter(({ id }) => used.has(id))
    .map(({ id, url, date, note }) => [id, { url, date, note }] as const);
  const { everywhere: common = {}, ...regions } = places;
  const known = Object.values(common).flatMap(Object.keys);
  const missing = [...everywhere.values()].filter((name) => !known.includes(name));
  if (missing.length > 0) throw new UserError(`No source has these prices: ${missing.join(', ')}`);
  const content = { sources: Object.fromEntries(sources), everywhere: common, regions };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function orderOf({ place, source, name }: Record<'place' | 'source' | 'name', string>): string {
  return [place, source, name].join(' ');
}
