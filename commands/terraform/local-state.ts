import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../cli/command';

/** State file of the local stack. */
export const stateFile = 'terraform.local.tfstate';

interface State {
  readonly resources?: { instances: { attributes?: { labels?: Label[] | null } }[] }[];
}

interface Label {
  readonly label: string;
  readonly value: string;
}

/**
 * The name of the local stack in the state: `undefined` without a state, empty if the state has resources but no network and
 * no container.
 *
 * @throws UserError if the file is not valid JSON.
 */
export function nameInState(): string | undefined {
  if (!existsSync(stateFile)) return undefined;
  const { resources = [] } = parsed(readFileSync(stateFile, 'utf8'));
  const labels = resources
    .flatMap(({ instances }) => instances)
    .flatMap(({ attributes }) => attributes?.labels ?? []);
  const name = labels.find(({ label }) => label === 'magicnight.name')?.value;
  return name ?? (resources.length > 0 ? '' : undefined);
}

function parsed(text: string): State {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${stateFile} is not valid JSON; delete it and run: npm run local:down`);
  }
}
