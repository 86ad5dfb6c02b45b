import { InvalidDescription } from '../constructs/problems';
import { resolveServices, type Service } from '../constructs/service';
import { runChild } from './child';
import { UserError } from './command';

/**
 * The services of services.ts, checked.
 *
 * @throws UserError with what is wrong with them.
 */
export async function describedServices(): Promise<Service[]> {
  // Loaded here, so that a file that does not parse leaves --help alone.
  const { services } = await import('../services.js');
  try {
    return resolveServices(services);
  } catch (error) {
    throw error instanceof InvalidDescription ? new UserError(error.message) : error;
  }
}

/**
 * Writes all stacks, as npm run synth does.
 *
 * @throws UserError with what is wrong with the description.
 */
export async function synth(): Promise<void> {
  const { code, stderr } = await runChild(process.execPath, ['--import', 'tsx', 'main.ts']);
  if (code !== 0) throw new UserError(stderr.trim());
}
