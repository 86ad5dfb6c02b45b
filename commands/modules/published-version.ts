import { valid } from 'semver';
import { UserError } from '../cli/command';

/**
 * The version that a tag publishes. It is that of package.json, and has no build metadata, which does not count when versions
 * are ordered.
 *
 * @throws UserError if the two differ, or the version is not valid.
 */
export function publishedVersion(tag: string, packageVersion: unknown): string {
  // Also "v1.2.3" and "1.2.3+build" can be read, as versions that are written in another way.
  if (typeof packageVersion !== 'string' || valid(packageVersion) !== packageVersion) {
    throw new UserError(
      `package.json has version ${JSON.stringify(packageVersion)}, which is not a valid version; use for example "1.2.3" or "1.2.3-rc.1".`,
    );
  }
  if (tag === `v${packageVersion}`) return packageVersion;
  throw new UserError(
    `The tag is "${tag}", but package.json has version "${packageVersion}", which the tag v${packageVersion} publishes: remove this tag, set the version (npm version --no-git-tag-version), commit it with what npm run synth writes then, and tag that commit`,
  );
}
