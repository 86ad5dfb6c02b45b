import { readFileSync } from 'node:fs';
import * as environmentExamples from '../../commands/options/environment-examples';
import { optionInterfaces } from '../../commands/options/options-page';
import * as serviceExamples from '../../commands/options/service-examples';
import type { AppOptions } from '../../constructs/options/environment/app-options';

type Part = Readonly<Record<string, unknown>>;

/** A place in the options of an app where somebody writes a text. */
export interface TextField {
  /** `ContainerOptions.command.0` */
  readonly name: string;

  /** What the example has there. */
  readonly example: string;

  /** The part of the options with another text there, and otherwise as in the example. */
  readonly written: (part: Part, text: string) => Part;

  /** An app with such a part. Fields with the same function can be written together. */
  readonly appWith: (part: Part) => AppOptions;
}

const web = { name: 'web', image: { folder: 'containers/web' }, routes: ['/'] };
const https = { domain: 'shop.example.com', zone: 'example.com' };
const staging = { region: 'eu-central-1', network: { nat: 'single' }, https };
const app = (more: Part) => ({
  ...{ project: 'acme', services: [web], environments: { staging }, registry: {} },
  ...more,
});
/** Modules have what a service has, as the stacks have. */
const inService = (more: Part) => app({ services: [{ ...web, ...more }], modules: 'staging' });
const inEnvironment = (more: Part) => app({ environments: { staging: { ...staging, ...more } } });
const inSidecar = (more: Part) =>
  inService({ sidecars: [{ name: 'beside', image: web.image, ...more }] });
const inGitlab = (more: Part) =>
  app({ registry: { gitlab: { project: 'acme/shop', version: '18.5.0', ...more } } });
const { domain, ...loadBalancer } = environmentExamples.loadBalancer;
const existing = { ...environmentExamples.existingNetwork, publicSubnetIds: undefined };

/** Where a part of the options is, by interface: main.ts and services.ts of an app that is valid without the part. */
const places: Readonly<Record<string, readonly ((part: Part) => object)[]>> = {
  AppOptions: [app],
  EnvironmentOptions: [
    (part) => ({
      ...inEnvironment(part),
      services: [web, { ...web, name: 'report', routes: ['/report'] }],
    }),
  ],
  NewNetworkOptions: [(part) => inEnvironment({ network: { nat: 'single', ...part } })],
  ExistingNetworkOptions: [
    (part) => inEnvironment({ network: { ...environmentExamples.existingNetwork, ...part } }),
  ],
  HttpsOptions: [(part) => inEnvironment({ https: { ...https, ...part } })],
  LoadBalancerOptions: [
    (part) =>
      inEnvironment({
        ...{ https: undefined, network: { ...existing, dualStack: undefined } },
        loadBalancer: { ...loadBalancer, ...part },
      }),
  ],
  S3BackendOptions: [(part) => inEnvironment({ backend: { s3: { bucket: 'acme', ...part } } })],
  WafOptions: [(part) => inEnvironment({ waf: part })],
  QuotaOptions: [(part) => inEnvironment({ quotas: part })],
  PermissionOptions: [
    (part) => ({
      ...inEnvironment({ pipelineActions: [{ ...environmentExamples.permission, ...part }] }),
      registry: { gitlab: { project: 'acme/shop' } },
    }),
  ],
  Ec2CapacityOptions: [(part) => inEnvironment({ ec2: { instanceTypes: ['m7i.large'], ...part } })],
  InstanceTypeOptions: [
    (part) =>
      inEnvironment({
        ec2: {
          instanceTypes: [{ ...environmentExamples.instanceType, architecture: 'x86_64', ...part }],
        },
      }),
  ],
  RegistryOptions: [(part) => app({ registry: part })],
  GitlabOptions: [inGitlab],
  ServiceOptions: [inService],
  ContainerOptions: [inService, inSidecar, (part) => inEnvironment({ services: { web: part } })],
  TaskOptions: [inService],
  TmpfsOptions: [(part) => inService({ tmpfs: { '/tmp': { sizeMiB: 64, ...part } } })],
  RouteOptions: [(part) => inService({ routes: ['/', { path: '/shop', ...part }] })],
  ExpectedResponse: [(part) => inService({ routes: [{ path: '/', expect: part }] })],
  HealthCheckOptions: [
    (part) => inService({ healthCheck: { command: ['true'], ...part } }),
    (part) => inSidecar({ healthCheck: { command: ['true'], ...part } }),
  ],
  TargetHealthOptions: [(part) => inService({ targetHealth: part })],
  ScalingOptions: [(part) => inService({ scaling: part })],
  ScheduleOptions: [
    (part) => {
      const schedule = { name: 'day', cron: '0 7 ? * *', minTasks: 1, ...part };
      return inService({ scaling: { schedules: [schedule] } });
    },
  ],
  FolderImage: [(part) => inService({ image: { folder: 'containers/web', ...part } })],
  ReferencedImage: [(part) => inService({ image: part })],
  SecretOptions: [inService, inSidecar].map((place) => (part: Part) => {
    const secret = 'parameter' in part ? part : { secret: 'shop/db', ...part };
    return place({ secrets: { DB: secret } });
  }),
  SidecarOptions: [inSidecar],
};

/** Interfaces of options without a place here, to which a text could go unseen. */
export const interfacesWithoutPlace = [...optionInterfaces.keys()].filter(
  (name) => !Object.hasOwn(places, name),
);

/** Each text that can be written in options: those of the examples in docs/options.md, which have all options. */
export const textFields: readonly TextField[] = [...optionInterfaces].flatMap(([name, file]) =>
  (places[name] ?? []).flatMap((place, index) => {
    const appWith = place as (part: Part) => AppOptions;
    const fields = Object.entries({ ...alternatives(file, name), ...exampleOf(name) });
    return fields.flatMap(([field, value]) =>
      textsIn(value).map(({ path, example, written }) => ({
        name: [index > 0 ? `${name} ${index + 1}` : name, field, ...path].join('.'),
        example,
        written: (part: Part, text: string) => ({
          ...part,
          [field]: written(part[field] ?? value, text),
        }),
        appWith,
      })),
    );
  }),
);

function exampleOf(name: string): Part {
  for (const [subject, examples] of Object.entries({
    environment: environmentExamples,
    service: serviceExamples,
  })) {
    const source = readFileSync(`commands/options/${subject}-examples.ts`, 'utf8');
    const [, variable] = new RegExp(`^export const (\\w+): ${name} =`, 'm').exec(source) ?? [];
    if (variable) return (examples as unknown as Record<string, Part>)[variable] ?? {};
  }
  throw new Error(`there is no example of ${name}`);
}

/** Fields that the example has only in a comment, because they exclude others: `// or versionId: …`. */
function alternatives(file: string, name: string): Part {
  const [, body = ''] =
    new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(
      readFileSync(file, 'utf8'),
    ) ?? [];
  const fields = [...body.matchAll(/^ {2}readonly (\w+)\??: (.*);$/gm)];
  return Object.fromEntries(
    fields
      .filter(([, , type]) => type === 'string' || type === 'readonly string[]')
      .map(([, field, type]) => [field, type === 'string' ? 'x' : ['x']]),
  );
}

interface TextInValue {
  readonly path: readonly string[];
  readonly example: string;
  readonly written: (value: unknown, text: string) => unknown;
}

/** The texts in a value, and the keys of objects: names of variables, tags and folders. */
function textsIn(value: unknown): TextInValue[] {
  if (typeof value === 'string') {
    return [{ path: [], example: value, written: (_value, text) => text }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const within = textsIn(inner).map(({ path, example, written }) => ({
      path: [key, ...path],
      example,
      written: (whole: unknown, text: string) =>
        Array.isArray(whole)
          ? whole.with(Number(key), written(whole[Number(key)], text))
          : { ...(whole as Part), [key]: written((whole as Part)[key], text) },
    }));
    if (Array.isArray(value)) return within;
    const asKey = (whole: unknown, text: string) => {
      const { [key]: own, ...others } = whole as Part;
      return { ...others, [text]: own };
    };
    return [...within, { path: [`key ${key}`], example: key, written: asKey }];
  });
}
