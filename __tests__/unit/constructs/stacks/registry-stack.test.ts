import { all } from '../../../support/synth-fargate';
import { gitlab, synthRegistry } from '../../../support/synth-registry';

test('the registry has one repository for each folder, with immutable tags', () => {
  expect(synthRegistry().resource.aws_ecr_repository).toEqual({
    magicnight_web: expect.objectContaining({
      name: 'magicnight/web',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
    }),
  });
});

test('a zone has its name servers as an output; without the option there is none', () => {
  const { resource, output } = synthRegistry({ zone: 'example.com' });
  expect(all(resource, 'aws_route53_zone')).toEqual([
    { name: 'example.com', comment: 'Names of the site' },
  ]);
  expect(output.name_servers?.value).toBe('${aws_route53_zone.zone.name_servers}');
  expect(synthRegistry().resource).not.toHaveProperty('aws_route53_zone');
  expect(synthRegistry().resource).not.toHaveProperty('aws_iam_role');
});

test.each<[object, string]>([
  [
    { region: 'x' },
    'registry: region must be one of AWS, outside of China and the sovereign clouds, got "x"; write for example "eu-central-1"',
  ],
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
])('%j is an error', (more, message) => {
  expect(() => synthRegistry(more)).toThrow(new Error(message));
});
