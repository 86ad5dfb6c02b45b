import { Testing } from 'cdktf';
import { expiryPolicy } from '../../../../constructs/images/image-expiry';
import { RegistryStack } from '../../../../constructs/stacks/registry-stack';
import { emptyApp } from '../../../support/synth-environment';
import { all } from '../../../support/synth-fargate';
import { synthRegistry } from '../../../support/synth-registry';

test('the registry has one repository for each folder, with immutable tags', () => {
  expect(synthRegistry().resource.aws_ecr_repository).toEqual({
    magicnight_web: expect.objectContaining({
      name: 'magicnight/web',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
    }),
  });
});

test('images expire by the policy of all repositories', () => {
  expect(synthRegistry().resource.aws_ecr_lifecycle_policy).toEqual({
    magicnight_web_expiry: expect.objectContaining({
      repository: '${aws_ecr_repository.magicnight_web.name}',
      policy: expiryPolicy(),
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

test('a boundary that allows whole folders of secrets is a warning', () => {
  const warningsOf = (count: number) => {
    const secrets = Array.from({ length: count }, (_, index) => ({
      secret: `shop/db/user-${index}`,
    }));
    const plain = { project: 'acme', region: 'eu-central-1', folders: ['containers/web'] };
    const stack = new RegistryStack(emptyApp(), 'registry', { ...plain, secrets });
    Testing.synth(stack);
    return stack.warnings;
  };
  expect(warningsOf(3)).toEqual([]);
  expect(warningsOf(120)).toEqual([
    'main.ts: registry: the names of all secrets do not fit the permissions boundary of stack "registry" (6,144 characters), so that it allows all secrets in shop/db/. Each role still reads only its own',
  ]);
});
