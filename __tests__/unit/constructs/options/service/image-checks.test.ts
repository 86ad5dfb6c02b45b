import { validateServices } from '../../../../../constructs/options/service/service-checks';

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const two = { ...web, name: 'two', routes: ['/two'] };

test('one folder cannot be built for two processors', () => {
  expect(validateServices([web, { ...two, architecture: 'arm64' }])).toEqual([
    'services.ts: service "two": image.folder containers/web is built for arm64, but service "web" uses it with x86_64; use the same architecture for both',
  ]);
  expect(validateServices([web, { ...two, architecture: 'x86_64' }])).toEqual([]);
  const both = { architecture: 'arm64' };
  expect(
    validateServices([
      { ...web, ...both },
      { ...two, ...both },
    ]),
  ).toEqual([]);
});

test('another build of a folder can be for another processor', () => {
  const other = { folder: 'containers/web', args: { APP: 'two' } };
  expect(validateServices([web, { ...two, image: other, architecture: 'arm64' }])).toEqual([]);
  const sidecars = [{ name: 'beside', image: other }];
  expect(
    validateServices([
      { ...web, sidecars },
      { ...two, image: other, architecture: 'arm64' },
    ]),
  ).toEqual([
    'services.ts: service "two": image.folder containers/web is built for arm64, but service "web" uses it with x86_64; use the same architecture for both',
  ]);
});

test('the image of a sidecar is for the processor of its service', () => {
  const image = { folder: 'containers/api' };
  const sidecars = [{ name: 'cache', image: { folder: 'containers/web' } }];
  expect(validateServices([web, { ...two, image, sidecars, architecture: 'arm64' }])).toEqual([
    'services.ts: service "two": image.folder containers/web is built for arm64, but service "web" uses it with x86_64; use the same architecture for both',
  ]);
});

test('an image that is there may have several', () => {
  const image = { reference: 'public.ecr.aws/nginx/nginx:1.30' };
  expect(
    validateServices([
      { ...web, image },
      { ...two, image, architecture: 'arm64' },
    ]),
  ).toEqual([]);
});

test.each([5, null, ['a'], 'a b'])(
  'the host %p of a route to a page is an error, not a crash',
  (host) => {
    const problems = validateServices([{ ...web, page: 'sites/a', routes: [{ path: '/', host }] }]);
    expect(problems).toEqual([
      expect.stringMatching(
        /^services.ts: service "web": the host of a route must be a name such as "shop.local", got .*; leave out scheme, port and "\*"$/,
      ),
    ]);
  },
);
