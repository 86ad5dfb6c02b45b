import { resolveServices } from '../../../../constructs/options/service/resolve-services';
import { resolveOptions } from '../../../../constructs/validation/resolve-options';

const services = resolveServices([
  { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] },
]);
const right = { region: 'eu-central-1', network: { nat: 'none' }, https: false } as const;

/** Tries what somebody could write, whatever its type. */
const tried = (options: object | null | undefined, registry: object = {}) =>
  resolveOptions(options as typeof right, registry, services);

test('what is right comes back with the services', () => {
  expect(tried(right)).toEqual({ ...right, services });
  expect(tried({ ...right, network: { vpcId: undefined, nat: 'none' } })).toMatchObject(right);
});

test.each<[object | null | undefined, object, string]>([
  [
    { ...right, prodcution: true },
    {},
    'main.ts: options has no field "prodcution"; did you mean "production"?',
  ],
  [
    { ...right, WAF: true },
    {},
    'main.ts: options has no field "WAF"; there are region, network, https, production, deletionProtection, accessLogs, waf, containerInsights, alarms, alarmTopicArn, waitForSteadyState, xrayImage, quotas',
  ],
  [right, { zones: 'example.com' }, 'main.ts: registry has no field "zones"; did you mean "zone"?'],
  [undefined, {}, 'main.ts: options must be an object, got undefined'],
  [null, {}, 'main.ts: options must be an object, got null'],
])('options %j and registry %j are an error', (options, registry, message) => {
  expect(() => tried(options, registry)).toThrow(new Error(message));
});

test('what is wrong with both stacks is said at once', () => {
  const options = { ...right, region: 'x', https: undefined };
  expect(() => tried(options, { gitlab: { project: 'shop' } })).toThrow(
    new Error(`registry: gitlab.project must be the path of a project, with its group, got "shop"; write it as in its address: "group/shop"
fargate: region must be one of AWS, outside of China and the sovereign clouds, got "x"; write for example "eu-central-1"
fargate: https must be an object, or false for HTTP alone, got undefined; write for example { domain: 'shop.example.com', zone: 'example.com' }`),
  );
});
