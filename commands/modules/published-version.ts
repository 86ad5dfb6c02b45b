import { valid } from 'semver';
import { UserError } from '../cli/command';

/**
 * The version that a tag publishes: that of package.json. Build metadata is not supported, because it does not affect the
 * order of versions.
 *
 * @throws UserError if the two differ, or the version is not valid.
 */
export function publishedVersion(tag: string, packageVersion: unknown): string {
  // semver also accepts "v1.2.3" and "1.2.3+build", but returns them in another form.
  if (typeof packageVersion !== 'string' || valid(packageVersion) !== packageVersion) {
    throw new UserError(
      `package.json has version ${JSON.stringify(packageVersion)}, which is not a valid version; use for example "1.2.3" or "1.2.3-rc.1".`,
    );
  }
  if (tag === `v${packageVersion}`) return packageVersion;
  throw new UserError(
    `The tag is "${tag}", but package.json has version "${packageVersion}", which the tag v${packageVersion} publishes: delete this tag, set the version (npm version --no-git-tag-version), run npm run synth, commit both, and tag the commit`,
  );
}
