import { writeFileSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { type GeneratedFile, staleness } from './generate/generated-file';
import { priceListUrl } from './generate/price-list';
import { generatedPrices, priceListFolder, saveOffers } from './generate/prices';
import { generatedSetAttributes } from './generate/set-attributes';

const usage = `Usage: npm run generate [-- <file> ...] [--check] [--from <folder>]

Writes files of data in constructs/ that nobody edits by hand. Without a name it writes all of them.

  prices          constructs/pricing/prices.json, from the price lists in ${priceListFolder}/
  set-attributes  constructs/terraform/set-attributes.json, from the schemas of the providers; needs Terraform

  --check          Write nothing. Show what differs from the files that are there, and exit with 1 if anything does.
  --from <folder>  Before that, save what is used of the offer files of AWS in this folder (CSV, any names that end with .csv)
                   in ${priceListFolder}/. Of two sources for a price the newer one counts.

Download offer files, for example for Frankfurt (AmazonEC2 has more than 400 MB):

  region=eu-central-1
  for offer in AmazonEC2 AmazonECS AmazonVPC AWSELB; do
    curl --fail --create-dirs --output offers/$offer-$region.csv \\
      ${priceListUrl}/$offer/current/$region/index.csv
  done

Prices that are the same in all regions are those of us-east-1, in AmazonCloudWatch, AmazonVPC, AWSSecretsManager, awskms and
awswaf, and in AmazonRoute53, whose file is /current/index.csv without a region.
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
    throw new UserError(`There is no "${name}" to generate; use: ${Object.keys(files).join(', ')}`);
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
