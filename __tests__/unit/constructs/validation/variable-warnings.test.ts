import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import type { ServiceOptions } from '../../../../constructs/options/service/service-options';
import { variableWarnings } from '../../../../constructs/validation/variable-warnings';

const web: ServiceOptions = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const warningsOf = (service: Partial<ServiceOptions>) =>
  resolveServices([{ ...web, ...service }]).flatMap(variableWarnings);

test('a variable with the name of a secret is in plain text', () => {
  const environment = { DB_PASSWORD: 'x', DB_PASSWORD_FILE: '/run/x', PORTS: '1' };
  const rest =
    'looks like a secret, but is stored in plain text in the stack, its snapshot, its state and its plans; use secrets instead';
  expect(warningsOf({ environment })).toEqual([
    `services.ts: service "web": environment.DB_PASSWORD ${rest}`,
  ]);
});

test('an ARN of a secret in environment is not its value', () => {
  const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-a1B2c3';
  const environment = {
    DB_PASSWORD: `${secret}:password::`,
    TOKEN: 'arn:aws:ssm:eu-central-1:123456789012:parameter/shop/token',
    DB_SECRET_ARN: secret,
    SECRET_ID: secret,
    BUCKET: 'arn:aws:s3:::acme',
  };
  const rest =
    'is the ARN of a secret, and the container gets the ARN, not the value; in secrets, write';
  const place =
    'in the account and region of the environment; one of another account or region is not supported';
  expect(warningsOf({ environment })).toEqual([
    `services.ts: service "web": environment.DB_PASSWORD ${rest} { secret: 'shop/db', key: 'password' }, the name of a secret ${place}`,
    `services.ts: service "web": environment.TOKEN ${rest} { parameter: '/shop/token' }, the name of a parameter ${place}`,
  ]);
});
