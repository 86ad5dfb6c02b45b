import { InvalidDescription } from './problems';
import { registryProblems } from './registry-checks';
import type { RegistryOptions } from './registry-description';
import { siteProblems } from './site-checks';
import type { SiteDescription } from './site-description';

/**
 * Looks at all that was chosen, before anything is written.
 *
 * @throws InvalidDescription with one line for each thing that is wrong.
 */
export function requireOptions(site: SiteDescription, registry: RegistryOptions): void {
  const { https } = site;
  const problems = [...registryProblems({ ...registry, https }), ...siteProblems(site)];
  if (problems.length > 0) throw new InvalidDescription(problems);
}
