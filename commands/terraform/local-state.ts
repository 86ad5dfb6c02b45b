import { existsSync, readFileSync } from 'node:fs';
import { UserError } from '../cli/command';

/** File in which Terraform remembers the local stack. */
export const stateFile = 'terraform.local.tfstate';

interface State {
  readonly resources?: { type: string; instances: { attributes?: { name?: string } }[] }[];
}

/**
 * The name under which the state knows a local stack; `undefined` if it knows none.
 *
 * @throws UserError if the file is damaged.
 */
export function nameInState(): string | undefined {
  if (!existsSync(stateFile)) return undefined;
  const { resources = [] } = parsed(readFileSync(stateFile, 'utf8'));
  const network = resources.find(({ type }) => type === 'docker_network');
  const name = network?.instances[0]?.attributes?.name;
  // Something was made, but not the network.
  return name ?? (resources.length > 0 ? '' : undefined);
}

function parsed(text: string): State {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${stateFile} is damaged; delete it and run: npm run local:down`);
  }
}
