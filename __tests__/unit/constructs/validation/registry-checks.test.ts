import { validateRegistry } from '../../../../constructs/validation/registry-checks';

const gitlab = { project: 'group/shop' };

test.each<[object, string]>([
  [
    { zone: 'example' },
    'main.ts: registry.zone must be the name of a hosted zone, got "example"; write for example "shop.example.com"',
  ],
  [
    { gitlab: 'group/shop' },
    `main.ts: registry.gitlab must be an object, got "group/shop"; write for example { project: 'group/shop' }`,
  ],
  [
    { gitlab: { project: 'shop' } },
    'main.ts: registry.gitlab.project must be the path of a project with its group, got "shop"; write it as in its URL: "group/shop"',
  ],
  [
    { gitlab: { project: 'group/*' } },
    'main.ts: registry.gitlab.project must be the path of a project with its group, got "group/*"; write it as in its URL: "group/shop"',
  ],
  [
    { gitlab: { ...gitlab, project: `g/${'p'.repeat(499)}` } },
    `main.ts: registry.gitlab.project can have at most 500 characters, got "g/${'p'.repeat(94)}...`,
  ],
  [
    { gitlab: { ...gitlab, protectedBranch: 'b'.repeat(256) } },
    `main.ts: registry.gitlab.protectedBranch can have at most 255 characters, got "${'b'.repeat(96)}...`,
  ],
  [
    {
      gitlab: { ...gitlab, url: `https://${'a'.repeat(60)}.${'b'.repeat(187)}`, version: '18.2.2' },
    },
    `main.ts: registry.gitlab.url can have at most 255 characters, got "https://${'a'.repeat(60)}.${'b'.repeat(27)}...`,
  ],
  [
    { gitlab: { ...gitlab, protectedBranch: 'release-*' } },
    'main.ts: registry.gitlab.protectedBranch must be the name of a single branch, got "release-*"; write for example "main"',
  ],
  [
    { gitlab: { ...gitlab, url: 'https://gitlab.com/' } },
    'main.ts: registry.gitlab.url must be an HTTPS URL without a path, got "https://gitlab.com/"; write it without a trailing slash: "https://gitlab.example.com"',
  ],
  [
    { gitlab: { ...gitlab, branch: 'main' } },
    'main.ts: registry.gitlab has no field "branch"; there are project, protectedBranch, forkPipelines, url, version, existingProvider',
  ],
  [
    { gitlab: { ...gitlab, url: 'https://git.example.com' } },
    'main.ts: registry.gitlab.version must say that GitLab is 18.2.2 or newer, since a branch of a fork could apply otherwise, got undefined; write the version that its page Help shows, or switch off pipelines of forks in GitLab, and set forkPipelines: false',
  ],
  [
    { gitlab: { ...gitlab, url: 'https://git.example.com', version: '18.2.1' } },
    'main.ts: registry.gitlab.version must be 18.2.2 or newer, since a branch of a fork could apply otherwise, got "18.2.1"; upgrade GitLab, or switch off pipelines of forks in GitLab, and set forkPipelines: false',
  ],
  [
    { gitlab: { ...gitlab, version: '18.2' } },
    'main.ts: registry.gitlab.version must have three numbers, got "18.2"; write it as the page Help of GitLab shows it, for example "18.2.2"',
  ],
  [
    { gitlab: { ...gitlab, forkPipelines: 'off' } },
    'main.ts: registry.gitlab.forkPipelines must be true or false, got "off"',
  ],
])('%j is an error', (registry, message) => {
  expect(validateRegistry(registry, [])).toEqual([message]);
});

test.each([
  {},
  { url: 'https://gitlab.com' },
  { url: 'https://git.example.com', version: '18.2.2' },
  { url: 'https://git.example.com', version: '18.10.0' },
  { url: 'https://git.example.com', version: '19.0.1' },
  { url: 'https://git.example.com', version: '17.11.7', forkPipelines: false },
  { url: 'https://git.example.com', forkPipelines: false },
])('a branch of a fork cannot apply with %j', (more) => {
  expect(validateRegistry({ gitlab: { ...gitlab, ...more } }, [])).toEqual([]);
});

const plain = { region: 'eu-central-1', network: { nat: 'single' } } as const;

test('the zone must be that of an environment, if any has one', () => {
  const one = { ...plain, https: { domain: 'shop.example.com', zone: 'Example.com' } };
  const other = { ...plain, https: { domain: 'example.org' } };
  const without = { ...plain, https: false } as const;
  expect(validateRegistry({ zone: 'example.com' }, [without])).toEqual([]);
  expect(validateRegistry({ zone: 'example.com' }, [without, other, one])).toEqual([]);
  expect(validateRegistry({ zone: 'shop.example.com' }, [one, one, other])).toEqual([
    'main.ts: registry.zone must be the zone of an environment, "Example.com" or "example.org", got "shop.example.com"; use the same zone for both',
  ]);
});
