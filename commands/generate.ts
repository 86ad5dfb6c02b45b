import { writeFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { type GeneratedFile, staleness } from './generate/generated-file';
import { priceListUrl } from './generate/price-list';
import { generatedPrices, priceListFolder, saveOffers } from './generate/prices';
import { generatedSetAttributes } from './generate/set-attributes';

const usage = `Usage: npm run generate [-- <file> ...] [--check] [--from <folder>]

Generates data files in constructs/, which must not be edited by hand. Without a name, it generates all of them.

  prices          constructs/pricing/prices.json, from the price lists in ${priceListFolder}/
  set-attributes  constructs/terraform/set-attributes.json, from the schemas of the providers; needs Terraform

  --check          write nothing; print the differences from the existing files, and exit with 1 if there are any
  --from <folder>  first save the used prices from AWS's offer files in this folder (all .csv files) to
                   ${priceListFolder}/. If two sources have the same price, the newer one is used

Download offer files, for example for Frankfurt (AmazonEC2 has more than 400 MB):

  region=eu-central-1
  for offer in AmazonEC2 AmazonECS AmazonVPC AWSELB; do
    curl --fail --create-dirs --output offers/$offer-$region.csv \\
      ${priceListUrl}/$offer/current/$region/index.csv
  done

Prices that are the same in all regions are read from the offer files of us-east-1 for AmazonCloudWatch, AmazonVPC,
AWSSecretsManager, awskms and awswaf, and from that of AmazonRoute53, which is /current/index.csv without a region.
`;

const files: Readonly<Record<string, GeneratedFile>> = {
  prices: generatedPrices,
  'set-attributes': generatedSetAttributes,
};

const options = { check: { type: 'boolean' }, from: { type: 'string' } } as const;

runCommand(usage, options, async ({ positionals, values: { check = false, from } }) => {
  const names = positionals.length > 0 ? positionals : Object.keys(files);
  const chosen = names.map((name) => {
    const file = Object.hasOwn(files, name) ? files[name] : undefined;
    if (file) return file;
    throw new UserError(
      `"${name}" cannot be generated; supported names are ${Object.keys(files).join(', ')}`,
    );
  });
  if (check && from !== undefined) throw new UserError('Use either --check or --from');
  if (from !== undefined) {
    for (const file of await saveOffers(from)) console.log(`Written: ${file}`);
  }
  for (const file of chosen) await (check ? compare(file) : write(file));
});

async function compare(file: GeneratedFile): Promise<void> {
  const problem = await staleness(file);
  if (problem === undefined) {
    console.log(`${file.file} is up to date`);
    return;
  }
  console.error(problem);
  process.exitCode = 1;
}

async function write({ file, text }: GeneratedFile): Promise<void> {
  writeFileSync(file, await text());
  console.log(`Written: ${file}`);
}
