import { UserError } from '../cli/command';

/** https://semver.org, without build metadata, which has no place in the order of versions. */
const semantic =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)?$/;

/**
 * The version that a tag publishes: that of package.json, so that the two are always the same.
 *
 * @throws UserError where they are not, or it is no version.
 */
export function publishedVersion(tag: string, packageVersion: unknown): string {
  if (typeof packageVersion !== 'string' || !semantic.test(packageVersion)) {
    throw new UserError(
      `The version of package.json, ${JSON.stringify(packageVersion)}, is none that can be published: write one such as "1.2.3" or "1.2.3-rc.1" (https://semver.org)`,
    );
  }
  if (tag === `v${packageVersion}`) return packageVersion;
  throw new UserError(
    `The tag is "${tag}", but package.json has version "${packageVersion}", which the tag v${packageVersion} publishes: remove this tag, set the version (npm version --no-git-tag-version), commit it with what npm run synth writes then, and tag that commit`,
  );
}
