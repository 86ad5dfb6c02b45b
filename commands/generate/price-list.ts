import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { UserError } from '../cli/command';

/** One price of AWS's price list: on demand, in USD, of the first tier. */
export interface PriceRow {
  /** Empty for global services. */
  readonly region: string;

  /** `EUC1-NatGateway-Hours`. */
  readonly usageType: string;

  /** `LoadBalancing:Application`; empty if the usage type is sufficient. */
  readonly operation: string;
  readonly unit: string;
  readonly usd: number;
}

/** Rows that were published together. */
export interface PriceList {
  /** `AmazonEC2-20260904231117`, also the name of its file. */
  readonly id: string;
  readonly url: string;

  /** The day of its publication or, if that is not known, the day on which it was read: `2026-09-04`. */
  readonly date: string;

  /** A note for readers of the source. */
  readonly note?: string;
  readonly rows: readonly PriceRow[];
}

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html */
export const priceListUrl = 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws';

const columns = [
  ...['TermType', 'StartingRange', 'Unit', 'PricePerUnit', 'Currency'],
  ...['usageType', 'operation', 'Region Code'],
] as const;
type Column = (typeof columns)[number];

/**
 * Reads an offer file of AWS, or a part of one in the same format. The lines before the header are metadata. A file for one
 * region of AmazonEC2 has more than 400 MB, so it is read line by line.
 *
 * @throws UserError if the file is not an offer file.
 */
export async function readPriceList(
  file: string,
  isWanted: (row: PriceRow) => boolean = () => true,
): Promise<PriceList> {
  const metadata = new Map<string, string>();
  const rows: PriceRow[] = [];
  let header: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (header === undefined) {
      const fields = fieldsOf(line);
      if (fields.includes('PricePerUnit')) header = fields;
      else metadata.set(fields[0] ?? '', fields[1] ?? '');
    } else if (line.includes('"OnDemand"')) {
      const row = rowOf(header, fieldsOf(line));
      if (row && isWanted(row)) rows.push(row);
    }
  }
  const { date, ...origin } = originOf(file, metadata);
  if (date === undefined || columns.some((column) => !header?.includes(column))) {
    throw new UserError(`${file} is not an offer file of AWS in CSV format`);
  }
  return { ...origin, date, rows };
}

/** A saved list contains its source. The URL of an offer file follows from its version. */
function originOf(file: string, metadata: ReadonlyMap<string, string>) {
  const date = metadata.get('Publication Date')?.slice(0, 10);
  const [source, note] = [metadata.get('Source'), metadata.get('Note')];
  if (source !== undefined) {
    return { id: basename(file, '.csv'), url: source, date, ...(note !== undefined && { note }) };
  }
  const [code, version] = [metadata.get('OfferCode'), metadata.get('Version')];
  const url = `${priceListUrl}/${code}/${version}/index.csv`;
  return { id: `${code}-${version}`, url, date };
}

/** A price list as an offer file with the columns that are used. */
export function priceListText({ url, date, note, rows }: PriceList): string {
  const values = rows.map(({ region, usageType, operation, unit, usd }) => {
    const row: Record<Column, string> = {
      ...{ TermType: 'OnDemand', StartingRange: '0', Unit: unit, PricePerUnit: String(usd) },
      ...{ Currency: 'USD', usageType, operation, 'Region Code': region },
    };
    return columns.map((column) => row[column]);
  });
  const metadata = [
    ...[
      ['Publication Date', date],
      ['Source', url],
    ],
    ...(note === undefined ? [] : [['Note', note]]),
  ];
  const lines = [...metadata, columns, ...values.sort(byPlace)];
  return lines.map((fields) => `${fields.map(quoted).join(',')}\n`).join('');
}

function byPlace(one: readonly string[], other: readonly string[]): number {
  const place = (row: readonly string[]) => [row.at(-1), ...row].join(' ');
  return place(one) < place(other) ? -1 : 1;
}

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

function fieldsOf(line: string): string[] {
  const fields = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return [...fields].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

function rowOf(header: readonly string[], fields: readonly string[]): PriceRow | undefined {
  const of = (column: Column) => fields[header.indexOf(column)] ?? '';
  const usd = Number(of('PricePerUnit'));
  const isFirst = of('StartingRange') === '0' && of('Currency') === 'USD';
  if (of('TermType') !== 'OnDemand' || !isFirst || !(usd > 0)) return undefined;
  const [region, usageType] = [of('Region Code'), of('usageType')];
  return { region, usageType, operation: of('operation'), unit: of('Unit'), usd };
}
