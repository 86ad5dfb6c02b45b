import { publishedVersion } from '../../../../commands/modules/published-version';

test.each(['0.1.0', '1.20.3', '1.2.3-rc.1', '1.2.3-0.x-y.z'])('version %s has a tag', (version) => {
  expect(publishedVersion(`v${version}`, version)).toBe(version);
});

test.each([
  [
    'v1.0.0',
    '0.1.0',
    'The tag is "v1.0.0", but package.json has version "0.1.0", which the tag v0.1.0 publishes: delete this tag, set the version (npm version --no-git-tag-version), run npm run synth, commit both, and tag the commit',
  ],
  [
    'v1.0',
    '1.0',
    'package.json has version "1.0", which is not a valid version; use for example "1.2.3" or "1.2.3-rc.1".',
  ],
  [
    'v01.0.0',
    '01.0.0',
    'package.json has version "01.0.0", which is not a valid version; use for example "1.2.3" or "1.2.3-rc.1".',
  ],
  [
    'vv1.0.0',
    'v1.0.0',
    'package.json has version "v1.0.0", which is not a valid version; use for example "1.2.3" or "1.2.3-rc.1".',
  ],
  [
    'v1.0.0+a',
    '1.0.0+a',
    'package.json has version "1.0.0+a", which is not a valid version; use for example "1.2.3" or "1.2.3-rc.1".',
  ],
  [
    'v1.0.0',
    undefined,
    'package.json has version undefined, which is not a valid version; use for example "1.2.3" or "1.2.3-rc.1".',
  ],
])('tag %s with version %s publishes nothing', (tag, version, message) => {
  expect(() => publishedVersion(tag, version)).toThrow(new Error(message));
});
