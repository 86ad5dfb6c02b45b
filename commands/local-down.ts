import { existsSync, readFileSync } from 'node:fs';
import { runCommand } from './command';
import { removeImages, requireEngine, sweep } from './docker-engine';
import { Terraform } from './terraform';

const usage = `Usage: npm run local:down -- [--images] [--name <name>]

Removes the containers and the network that npm run local has made.

  --images       remove the images that were built, too
  --name <name>  the name that was given to npm run local (magicnight-local)
`;

const options = { images: { type: 'boolean' }, name: { type: 'string' } } as const;

const stackFile = 'cdktf.out/stacks/local/cdk.tf.json';

runCommand(usage, options, async ({ values }) => {
  await requireEngine();
  const { name = process.env.TF_VAR_name ?? 'magicnight-local' } = values;
  let removed = 0;
  if (existsSync(stackFile) && knowsResources('terraform.local.tfstate')) {
    const terraform = await Terraform.init('local');
    console.log('Removing containers and network');
    removed = await terraform.destroy();
  }
  // What a lost state or a killed run has left behind.
  removed += await sweep(name);
  console.log(removed === 0 ? 'There was nothing to remove.' : 'All is removed.');
  if (values.images) await removeBuiltImages();
});

/** Whether a Terraform state is there and holds anything. */
function knowsResources(path: string): boolean {
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).resources?.length > 0;
}

async function removeBuiltImages(): Promise<void> {
  const { removed, inUse } = await removeImages();
  for (const tag of removed) console.log(`  - ${tag}`);
  for (const tag of inUse) console.log(`    ${tag} is in use and stays`);
}
