import { inRegistry } from '../../../../commands/docker/registry-environments';
import { resolveServices } from '../../../../constructs/options/service/resolve-services';

const services = resolveServices([
  { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
  { name: 'api', image: { folder: 'containers/api' }, routes: ['/api'] },
]);
const [web, api] = services.map((service) => [service]);
const account = '123456789012';
const environment = {
  ...{ capacity: 'fargate' as const, registry: 'registry' },
  ...{ hostnames: [], pipelineActions: [], account: undefined },
};
const manifest = {
  services,
  environments: [
    { ...environment, name: 'staging', region: 'eu-central-1', services: web ?? [] },
    { ...environment, name: 'production', region: 'us-east-1', services: api ?? [], account },
  ],
};

test.each([
  [`${account}.dkr.ecr.eu-central-1.amazonaws.com`, web, ['production']],
  [`${account}.dkr.ecr.us-east-1.amazonaws.com`, api, ['staging']],
  // Not the account of that environment, and a registry that is not ECR: all images.
  ['210987654321.dkr.ecr.us-east-1.amazonaws.com', services, []],
  ['registry.example.com', services, []],
])('%s has the images of its environments', (host, expected, others) => {
  expect(inRegistry(manifest, host)).toEqual({ services: expected, others });
});
