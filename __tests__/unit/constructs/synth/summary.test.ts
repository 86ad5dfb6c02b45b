import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import { formatSummary } from '../../../../constructs/synth/summary';

test('each route of a service has a line, and each column the width of its longest cell', () => {
  const services = resolveServices([
    {
      ...{ name: 'shop', image: { folder: 'containers/web' }, routes: ['/', '/a'] },
      scaling: { maxTasks: 3 },
    },
    {
      ...{ name: 'b', image: { reference: 'nginx:1' } },
      routes: [{ path: '/x', stripPrefix: true }],
    },
  ]);
  expect(
    formatSummary({ services, stacks: ['fargate'] })
      .split('\n')
      .slice(0, 5),
  ).toEqual([
    'service  routes         image           vCPU  memory   tasks   count    revision   page',
    'shop     /              containers/web  0.25  512 MiB  1 to 3  scaling  Terraform',
    '         /a',
    'b        /x (stripped)  nginx:1         0.25  512 MiB  1 to 4  scaling  Terraform',
    '',
  ]);
});

test('an image has its target beside its folder', () => {
  const image = { folder: 'containers/api', target: 'app' };
  const services = resolveServices([{ name: 'shop', image, routes: ['/'] }]);
  expect(formatSummary({ services, stacks: [] }).split('\n')[1]).toMatch(
    /^shop +\/ +containers\/api \(app\) /,
  );
});

test('without services only the titles are there', () => {
  const [first, second] = formatSummary({ services: [], stacks: [] }).split('\n');
  expect([first, second]).toEqual([
    'service  routes  image  vCPU  memory  tasks  count  revision  page',
    '',
  ]);
});
