import { validateRegistry } from '../../../../constructs/validation/registry-checks';

const gitlab = { project: 'group/shop' };

test.each<[object, string]>([
  [
    { zone: 'example' },
    'registry: zone must be the name of a hosted zone, got "example"; write for example "shop.example.com"',
  ],
  [
    { zone: 'shop.example.com', https: { domain: 'shop.example.com', zone: 'example.com' } },
    'registry: zone must be that of https, "example.com", in which the names of the site are, got "shop.example.com"; write the same for both',
  ],
  [
    { gitlab: 'group/shop' },
    `registry: gitlab must be an object, got "group/shop"; write for example { project: 'group/shop' }`,
  ],
  [
    { gitlab: { project: 'shop' } },
    'registry: gitlab.project must be the path of a project, with its group, got "shop"; write it as in its address: "group/shop"',
  ],
  [
    { gitlab: { project: 'group/*' } },
    'registry: gitlab.project must be the path of a project, with its group, got "group/*"; write it as in its address: "group/shop"',
  ],
  [
    { gitlab: { ...gitlab, protectedBranch: 'release-*' } },
    'registry: gitlab.protectedBranch must be the name of one branch, got "release-*"; write for example "main"',
  ],
  [
    { gitlab: { ...gitlab, url: 'https://gitlab.com/' } },
    'registry: gitlab.url must be an https address without a path, got "https://gitlab.com/"; write it without a slash at its end: "https://gitlab.example.com"',
  ],
  [
    { gitlab: { ...gitlab, branch: 'main' } },
    'registry: gitlab has no field "branch"; there are project, protectedBranch, url, existingProvider',
  ],
])('%j is an error', (registry, message) => {
  expect(validateRegistry(registry)).toEqual([message]);
});
