import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { staleness } from '../../../../commands/generate/generated-file';
import {
  generatedPrices,
  priceListFolder,
  priceLists,
  pricesText,
  saveOffers,
} from '../../../../commands/generate/prices';

/** The lines of an offer file of AWS: https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AWSELB/current/us-east-1/index.csv */
const offer = (date: string, code: string, rows: readonly string[]) => `"FormatVersion","v1.0"
"Disclaimer","This pricing list is for informational purposes only, and ""as is"""
"Publication Date","${date}T09:22:55Z"
"Version","${date.replaceAll('-', '')}092255"
"OfferCode","${code}"
"SKU","TermType","StartingRange","EndingRange","Unit","PricePerUnit","Currency","Location","Tenancy","usageType","operation","Region Code"
${rows.join('\n')}
`;

const row = (
  usageType: string,
  price: string,
  { operation = '', region = 'eu-central-1', term = 'OnDemand', start = '0' } = {},
) =>
  `"37CUWUT8GSNQEPUV","${term}","${start}","Inf","Hrs","${price}","USD","EU, or ""Europe""",,"${usageType}","${operation}","${region}"`;

/** The folder of the saved price lists and one with offer files, which are removed afterwards. */
async function withFolders<T>(
  offers: Readonly<Record<string, string>>,
  work: (from: string, saved: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-'));
  const [from, saved] = [join(folder, 'offers'), join(folder, 'saved')];
  cpSync(priceListFolder, saved, { recursive: true });
  mkdirSync(from);
  for (const [file, text] of Object.entries(offers)) writeFileSync(join(from, file), text);
  try {
    return await work(from, saved);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pricesWith = (offers: Readonly<Record<string, string>>) =>
  withFolders(offers, async (from, saved) => {
    await saveOffers(from, saved);
    return JSON.parse(pricesText(await priceLists(saved)));
  });

test('prices.json is what the saved price lists give', async () => {
  expect(await staleness(generatedPrices)).toBeUndefined();
});

test('another price is shown with its lines', async () => {
  const text = async () => readFileSync(generatedPrices.file, 'utf8').replace('0.0572', '0.0573');
  const lines = (await staleness({ ...generatedPrices, text }))?.split('\n');
  expect(lines?.[0]).toBe(
    'constructs/pricing/prices.json is out of date: write it with npm run generate, and commit it',
  );
  expect(lines?.filter((line) => /^ {2}[+-]/.test(line))).toEqual([
    '  -        "natHour": 0.0572',
    '  +        "natHour": 0.0573',
  ]);
});

test('every saved source is used', async () => {
  const lists = await priceLists(priceListFolder);
  const { sources } = JSON.parse(pricesText(lists));
  expect(Object.keys(sources)).toEqual(lists.map(({ id }) => id));
});

test('offer files of AWS give what is used of them, and the newer source counts', async () => {
  const balancer = { operation: 'LoadBalancing:Application' };
  const { sources, regions, everywhere } = await pricesWith({
    'elb-1.csv': offer('2026-11-02', 'AWSELB', [
      row('EUC1-LoadBalancerUsage', '0.0280000000', balancer),
      row('EUC1-TS-LoadBalancerUsage', '0.0056000000', balancer),
      row('EUC1-LoadBalancerUsage', '0.0300000000', { operation: 'LoadBalancing:Network' }),
    ]),
    'elb-2.csv': offer('2026-11-02', 'AWSELB', [
      row('LoadBalancerUsage', '0.0230000000', { ...balancer, region: 'us-east-1' }),
    ]),
    'ec2.csv': offer('2026-11-03', 'AmazonEC2', [
      row('EUC1-RegionalNatGateway-Hours', '0.9'),
      row('EUC1-BoxUsage:m5.large', '0.1150000000', { operation: 'RunInstances' }),
      row('EUC1-BoxUsage:m5.large', '0.2070000000', { operation: 'RunInstances:0002' }),
      row('EUC1-BoxUsage:m5.large', '0.0700000000', {
        operation: 'RunInstances',
        term: 'Reserved',
      }),
      row('EUC1-BoxUsage:x1.large', '9.0', { operation: 'RunInstances' }),
      row('HAM1-BoxUsage:m5.large', '0.9', {
        operation: 'RunInstances',
        region: 'eu-central-1-ham-1',
      }),
    ]),
    'vpc.csv': offer('2026-01-01', 'AmazonVPC', [
      row('EUC1-VpcEndpoint-Hours', '0.5'),
      row('USE1-VpcEndpoint-Bytes', '0.006', { region: 'us-east-1', start: '1048576' }),
    ]),
  });
  const [elb, ec2] = ['AWSELB-20261102092255', 'AmazonEC2-20261103092255'];
  const url =
    'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AWSELB/20261102092255/index.csv';
  expect(sources[elb]).toEqual({ url, date: '2026-11-02' });
  expect(regions['eu-central-1'][elb]).toEqual({ balancerHour: 0.028 });
  expect(regions['us-east-1'][elb]).toEqual({ balancerHour: 0.023 });
  expect(regions['eu-central-1'][ec2]).toEqual({ 'm5.large': 0.115 });
  expect(regions['eu-central-1'].privatelink).toEqual({ endpointHour: 0.012 });
  expect(everywhere.privatelink).toEqual({ endpointGb: 0.01 });
  expect(Object.keys(regions).filter((region) => region.includes('ham'))).toEqual([]);
});

test('what is saved of offer files is read as it was', () =>
  withFolders(
    { 'a.csv': offer('2026-11-02', 'AmazonEC2', [row('EUC1-NatGateway-Hours', '0.0530000000')]) },
    async (from, saved) => {
      const file = join(saved, 'AmazonEC2-20261102092255.csv');
      expect(await saveOffers(from, saved)).toEqual([file]);
      const text = readFileSync(file, 'utf8');
      expect(text.split('\n').slice(-2)).toEqual([
        '"OnDemand","0","Hrs","0.053","USD","EUC1-NatGateway-Hours","","eu-central-1"',
        '',
      ]);
      await saveOffers(from, saved);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  ));

test.each([
  ['no file', {}, /offers has no file that ends with \.csv$/],
  ['JSON', { 'a.csv': '{\n}\n' }, /a\.csv is not an offer file of AWS in CSV format$/],
  [
    'two prices for one thing',
    {
      'a.csv': offer('2026-11-02', 'AmazonEC2', [
        row('EUC1-NatGateway-Hours', '0.05', { operation: 'NatGateway' }),
        row('EUC1-NatGateway-Hours', '0.06'),
      ]),
    },
    /^AmazonEC2-20261102092255 has two prices for eu-central-1 natHour: 0\.05 and 0\.06$/,
  ],
])('%s is an error', async (_, offers, message) => {
  await expect(pricesWith(offers)).rejects.toThrow(message);
});
