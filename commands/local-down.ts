import { existsSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import {
  engineEnvironment,
  removeProjectImages,
  requireEngine,
  sweep,
} from './docker/docker-engine';
import { nameInState } from './terraform/local-state';
import { Terraform } from './terraform/terraform';

const usage = `Usage: npm run local:down -- [--images] [--name <name>]

Removes the containers and the network that npm run local has made.

  --images       remove the images that were built, too
  --name <name>  the name that was given to npm run local (magicnight-local)
`;

const options = { images: { type: 'boolean' }, name: { type: 'string' } } as const;

const stackFile = 'cdktf.out/stacks/local/cdk.tf.json';

runCommand(usage, options, async ({ values, positionals }) => {
  if (positionals.length > 0)
    throw new UserError(`"${positionals.join(' ')}" is no option\n\n${usage.trimEnd()}`);
  await requireEngine();
  const known = knownName();
  const wanted = values.name ?? process.env.TF_VAR_name ?? (known || 'magicnight-local');
  let removed = 0;
  // The state of this folder may be that of another stack than the one that is named.
  if (known !== undefined && (known === '' || known === wanted) && existsSync(stackFile)) {
    const terraform = await Terraform.init({
      folder: 'cdktf.out/stacks/local',
      environment: withoutSecrets(await engineEnvironment()),
    });
    console.log('Removing containers and network');
    removed = await terraform.destroy();
  }
  // What a lost state or a killed run has left behind.
  removed += await sweep(wanted);
  console.log(removed === 0 ? 'There was nothing to remove.' : 'All is removed.');
  if (values.images) await removeBuiltImages();
});

/** An end needs no values of secrets, and a wrong one must not prevent it. */
function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('TF_VAR_secrets_')),
  );
}

/** The name in the state; where that is damaged, what it knew is found by its label. */
function knownName(): string | undefined {
  try {
    return nameInState();
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  }
}

async function removeBuiltImages(): Promise<void> {
  const { removed, inUse } = await removeProjectImages();
  for (const tag of removed) console.log(`  - ${tag}`);
  for (const tag of inUse) console.log(`    ${tag} is in use and stays`);
}
