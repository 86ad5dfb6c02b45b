import { existsSync } from 'node:fs';
import { runCommand, UserError } from './cli/command';
import { describe } from './cli/load-options';
import {
  engineEnvironment,
  removeProjectImages,
  requireEngine,
  sweep,
} from './docker/docker-engine';
import { reportKilled } from './docker/killed-containers';
import { nameInState } from './terraform/local-state';
import { Terraform } from './terraform/terraform';

const usage = `Usage: npm run local:down -- [--images] [--name <name>]

Removes the containers and the networks of npm run local.

  --images       also remove the built images
  --name <name>  the --name of npm run local (<project>-local)
`;

const options = { images: { type: 'boolean' }, name: { type: 'string' } } as const;

const stackFile = 'cdktf.out/stacks/local/cdk.tf.json';

runCommand(usage, options, async ({ values, positionals }) => {
  if (positionals.length > 0)
    throw new UserError(`unexpected argument "${positionals.join(' ')}"\n\n${usage.trimEnd()}`);
  await requireEngine();
  const known = knownName();
  const wanted =
    values.name ?? process.env.TF_VAR_name ?? (known || `${(await describe()).project}-local`);
  let removed = 0;
  // The state in this folder may belong to a stack with another name.
  if (known !== undefined && (known === '' || known === wanted) && existsSync(stackFile)) {
    const terraform = await Terraform.init({
      folder: 'cdktf.out/stacks/local',
      environment: withoutSecrets(await engineEnvironment()),
    });
    console.log('Removing containers and networks');
    removed = await reportKilled(wanted, stackFile, () => terraform.destroy());
  }
  // Containers that are not in the state, because it was deleted or a run was killed.
  removed += await sweep(wanted);
  console.log(removed === 0 ? 'Nothing to remove.' : 'Everything was removed.');
  if (values.images) await removeBuiltImages();
});

/** A destroy needs no secret values, and must not fail because of an invalid one. */
function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('TF_VAR_secrets_')),
  );
}

/** The name in the state. If the state is damaged, the containers are found by their label. */
function knownName(): string | undefined {
  try {
    return nameInState();
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  }
}

async function removeBuiltImages(): Promise<void> {
  const { removed, inUse } = await removeProjectImages((await describe()).project);
  for (const tag of removed) console.log(`  - ${tag}`);
  for (const tag of inUse) console.log(`    ${tag} is in use and was not removed`);
}
