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
    { gitlab: { ...gitlab, protectedBranch: 'release-*' } },
    'main.ts: registry.gitlab.protectedBranch must be the name of a single branch, got "release-*"; write for example "main"',
  ],
  [
    { gitlab: { ...gitlab, url: 'https://gitlab.com/' } },
    'main.ts: registry.gitlab.url must be an HTTPS URL without a path, got "https://gitlab.com/"; write it without a trailing slash: "https://gitlab.example.com"',
  ],
  [
    { gitlab: { ...gitlab, branch: 'main' } },
    'main.ts: registry.gitlab has no field "branch"; there are project, protectedBranch, url, existingProvider',
  ],
])('%j is an error', (registry, message) => {
  expect(validateRegistry(registry, [])).toEqual([message]);
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
