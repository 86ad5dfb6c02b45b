import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainObject } from '../../../constructs/options/validation-issues';
import { kindOf } from '../model/kind';
import type { Change } from '../model/report';
import { fieldsOf } from './json-values';
import type { ResourceChange } from './plan';

/** What made a resource: its construct, the file of that, and the service it belongs to. */
export type ConstructOrigin = Pick<Change, 'constructPath' | 'source' | 'service'>;

/** Leads addresses of Terraform back to what made them. */
export class Sources {
  /** Where nothing is known: a foreign plan. */
  static readonly none = new Sources(new Map());
  private readonly byAddress: ReadonlyMap<string, ConstructOrigin>;
  private readonly resources: Readonly<Record<string, unknown>>;

  constructor(
    byAddress: ReadonlyMap<string, ConstructOrigin>,
    resources: Readonly<Record<string, unknown>> = {},
  ) {
    this.byAddress = byAddress;
    this.resources = resources;
  }

  /** What made a resource, by its address, or by the one that it had before. */
  of(address: string, previous?: string): ConstructOrigin {
    const source = this.byAddress.get(plain(address));
    return source ?? (previous === undefined ? {} : (this.byAddress.get(plain(previous)) ?? {}));
  }

  /**
   * With what a plan takes away, which is described no longer: the names that CDKTF gave tell their constructs.
   *
   * @param stack the stack that they were of.
   */
  withRemoved(changes: readonly ResourceChange[], stack: string | undefined): Sources {
    if (stack === undefined) return this;
    const destroyed = changes.filter(
      (one) => ['destroy', 'forget'].includes(kindOf(one) ?? '') && !this.has(one.address),
    );
    const services = new Set(
      changes.flatMap(({ type, name }) => (type === 'aws_ecs_service' ? name : [])),
    );
    const entries = destroyed.map(({ address, name }) => {
      const path = name.replace(/_[0-9A-F]{8}$/, '').split('_');
      const [service = ''] = path;
      const constructPath = [stack, ...path].join('/');
      return [address, { constructPath, ...(services.has(service) ? { service } : {}) }] as const;
    });
    return new Sources(
      new Map<string, ConstructOrigin>([...this.byAddress, ...entries]),
      this.resources,
    );
  }

  /** The services that have one of these resources, in the order of their names. */
  services(addresses: Iterable<string>): string[] {
    const names = [...addresses].flatMap((address) => this.of(address).service ?? []);
    return [...new Set(names)].sort();
  }

  /** How an attribute is written, with what Terraform fills in as `${…}`; `undefined` where that is not known. */
  written(address: string, attribute: string): unknown {
    const [type = '', name = ''] = plain(address).split('.');
    return fieldsOf(fieldsOf(this.resources[type])[name])[attribute];
  }

  has(address: string): boolean {
    return this.byAddress.has(plain(address));
  }
}

/** The sources of a synthesized stack; without its sources.json the construct paths that CDKTF notes. */
export function readSources(folder: string): Sources {
  const resources = fieldsOf(objectIn(join(folder, 'cdk.tf.json'))?.resource);
  const noted = objectIn(join(folder, 'sources.json'));
  if (noted) {
    const entries = Object.entries(noted).flatMap(([address, source]) =>
      isPlainObject(source) ? [[address, originIn(source)] as const] : [],
    );
    return new Sources(new Map(entries), resources);
  }
  const found = new Map<string, ConstructOrigin>();
  for (const [type, byId] of Object.entries(resources)) {
    for (const [id, resource] of Object.entries(fieldsOf(byId))) {
      const { path } = fieldsOf(fieldsOf(fieldsOf(resource)['//']).metadata);
      found.set(`${type}.${id}`, typeof path === 'string' ? { constructPath: path } : {});
    }
  }
  return new Sources(found, resources);
}

/** Without the key of count or for_each: all of them are of one construct. */
function plain(address: string): string {
  return address.replace(/(\[[^\]]*\])+$/, '');
}

function originIn({ path, source, line, service }: Record<string, unknown>): ConstructOrigin {
  const at = typeof line === 'number' ? `:${line}` : '';
  return {
    ...(typeof path === 'string' ? { constructPath: path } : {}),
    ...(typeof source === 'string' ? { source: source + at } : {}),
    ...(typeof service === 'string' ? { service } : {}),
  };
}

function objectIn(file: string): Record<string, unknown> | undefined {
  if (!existsSync(file)) return undefined;
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isPlainObject(value) ? value : undefined;
}
