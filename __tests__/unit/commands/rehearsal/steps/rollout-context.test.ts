import { endsWith, servicesWith } from '../../../../../commands/rehearsal/steps/rollout-context';
import { resolveServices } from '../../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../../constructs/options/service/service-options';

const api = { folder: 'containers/api' };
const service = (name: string, fields: Partial<ServiceOptions> = {}): ServiceOptions => ({
  name,
  image: { folder: 'containers/web' },
  routes: [`/${name}`],
  ...fields,
});
const beside = (essential: boolean) => ({
  sidecars: [{ name: 'cache', image: api, essential }],
});

test('an image is rolled out to the services that have it in a task, but for those of a pipeline', () => {
  const services = resolveServices([
    service('own', { image: api }),
    service('beside', beside(false)),
    service('piped', { image: api, deployedBy: 'pipeline' }),
    service('other'),
  ]);
  expect(servicesWith(services, api).map(({ name }) => name)).toEqual(['own', 'beside']);
  const [, , piped] = services;
  expect(servicesWith(piped ? [piped] : [], api)).toEqual([]);
});

test('another build of the same folder is another image', () => {
  const built = { ...api, args: { APP: 'a' } };
  const services = resolveServices([
    service('one', { image: built }),
    service('two', { image: { ...api, args: { APP: 'b' } } }),
    service('three', { image: api }),
  ]);
  expect(servicesWith(services, built).map(({ name }) => name)).toEqual(['one']);
  expect(services.map((one) => endsWith(one, built))).toEqual([true, false, false]);
});

test.each<[string, Partial<ServiceOptions>, boolean]>([
  ['its own container', { image: api }, true],
  ['an essential sidecar', beside(true), true],
  ['a sidecar that is not essential', beside(false), false],
  ['no container', {}, false],
])('a crash of the image of %s, with %j, ends a task: %s', (_what, fields, ends) => {
  const [resolved] = resolveServices([service('shop', fields)]);
  expect(resolved && endsWith(resolved, api)).toBe(ends);
});
