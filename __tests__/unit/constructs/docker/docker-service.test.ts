import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('a page is mounted read-only, by a path that Terraform makes absolute', () => {
  expect(container(synthLocal({ ...web, page: 'sites/a' }), 'web').mounts).toEqual([
    {
      type: 'bind',
      source: '${abspath("${path.module}/../../../sites/a")}',
      target: '/srv/www',
      read_only: true,
    },
  ]);
});
