import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { container, synthLocal } from '../../../support/synth-local';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };

test('the fake value of a version is another than that of the current one', () => {
  const secrets = {
    A: { secret: 'shop/db', key: 'user', versionStage: 'AWSPREVIOUS' },
    B: { secret: 'shop/db', versionId: '4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54' },
    C: { secret: 'shop/db' },
  };
  const { env } = container(synthLocal({ ...web, secrets }), 'web');
  const values = env.map((one: string) => /"(stand-in for .*)"/.exec(one)?.[1]);
  expect(values.slice(0, 3)).toEqual([
    'stand-in for shop/db:user:AWSPREVIOUS',
    'stand-in for shop/db:::4f8c1b2e-5d3a-4c79-9e21-0b6d7a3f8e54',
    'stand-in for shop/db',
  ]);
});

test('secrets have fake values, unless the variable sets one; it accepts no other keys', () => {
  const stack = synthLocal({
    ...web,
    name: 'my-shop',
    secrets: { PASSWORD: { parameter: '/shop/db' } },
    sidecars: [
      {
        name: 'cache',
        image: web.image,
        environment: { Z: '1', A: '2' },
        secrets: { KEY: { secret: 'shop/api', key: 'a\\b' }, PASSWORD: { secret: 'shop/db' } },
      },
    ],
  });
  const { secrets_my_shop: variable } = JSON.parse(stack).variable;
  expect(container(stack, 'my-shop').env).toEqual([
    'PASSWORD=${lookup(var.secrets_my_shop, "PASSWORD", "stand-in for /shop/db")}',
    'PORT=8080',
  ]);
  expect(container(stack, 'my-shop-cache').env).toEqual([
    'A=2',
    'KEY=${lookup(var.secrets_my_shop, "KEY", "stand-in for shop/api:a\\\\b")}',
    'PASSWORD=${lookup(var.secrets_my_shop, "PASSWORD", "stand-in for shop/db")}',
    'Z=1',
  ]);
  expect(variable).toMatchObject({ type: 'map(string)', default: {}, sensitive: true });
  expect(variable.validation[0].condition).toContain('["KEY","PASSWORD"]');
  expect(Object.keys(JSON.parse(synthLocal(web)).variable)).toEqual([
    'http_port',
    'https_port',
    'name',
  ]);
});
