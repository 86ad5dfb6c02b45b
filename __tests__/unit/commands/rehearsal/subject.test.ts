import { environmentsSubject, registrySubject } from '../../../../commands/rehearsal/subject';
import type { AppManifest } from '../../../../constructs/synth/manifest';

const environment = {
  ...({ services: [], capacity: 'fargate', account: undefined } as const),
  hostnames: [],
  pipelineActions: [],
};
const europe = { ...environment, region: 'eu-central-1', registry: 'registry' };
const america = { ...environment, region: 'us-east-1', registry: 'registry-us-east-1' };
const manifest: AppManifest = {
  version: 1,
  project: 'acme',
  services: [],
  environmentNames: ['staging', 'production', 'america', 'other'],
  environments: [
    { ...europe, name: 'staging' },
    { ...europe, name: 'production' },
    { ...america, name: 'america' },
    {
      ...europe,
      name: 'other',
      account: '123456789012',
      registry: 'registry-123456789012-eu-central-1',
    },
  ],
  stacks: ['registry', 'registry-us-east-1', 'staging', 'production', 'america'],
};
const [staging, production, inAmerica] = manifest.environments;

test('environments of one region and account are rehearsed side by side', () => {
  expect(environmentsSubject(['production', 'staging'], manifest)).toEqual({
    project: 'acme',
    registry: 'registry',
    region: 'eu-central-1',
    environments: [production, staging],
  });
});

test.each([
  [
    ['staging', 'america'],
    'One rehearsal is of one region and account, got staging in eu-central-1, america in us-east-1; rehearse them one after the other',
  ],
  [
    ['staging', 'other'],
    'One rehearsal is of one region and account, got staging in eu-central-1, other in eu-central-1 of 123456789012; rehearse them one after the other',
  ],
  [['stagin'], 'main.ts has no environment "stagin"; did you mean "staging"?'],
])('%j is an error', (names, message) => {
  expect(() => environmentsSubject(names, manifest)).toThrow(new Error(message));
});

test('a registry comes with its environments', () => {
  expect(registrySubject('registry-us-east-1', manifest)).toEqual({
    project: 'acme',
    registry: 'registry-us-east-1',
    region: 'us-east-1',
    environments: [inAmerica],
  });
  expect(() => registrySubject('registry-us-west-1', manifest)).toThrow(
    'main.ts has no registry "registry-us-west-1"; did you mean "registry-us-east-1"?',
  );
});
