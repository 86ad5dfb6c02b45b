import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlainObject } from '../../../constructs/options/validation-issues';
import { kindOf } from '../model/kind';
import type { Change } from '../model/report';
import { fieldsOf } from './json-values';
import type { ResourceChange } from './plan';

/** Origin of a resource: its construct, the construct's source file, and the service it belongs to. */
export type ConstructOrigin = Pick<Change, 'constructPath' | 'source' | 'service'>;

/** Maps Terraform addresses to the constructs that created the resources. */
export class Sources {
  /** For a plan that does not belong to a stack of this project. */
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

  /** The origin of a resource, by its address or its previous one. */
  of(address: string, previous?: string): ConstructOrigin {
    const source = this.byAddress.get(withoutLastKey(address));
    return (
      source ?? (previous === undefined ? {} : (this.byAddress.get(withoutLastKey(previous)) ?? {}))
    );
  }

  /**
   * Adds the resources that a plan removes and that are no longer synthesized. Their construct paths follow from the
   * names that CDKTF gave them.
   *
   * @param stack the stack that they belonged to; without one nothing is added
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

  /** Names of the services that these resources belong to, sorted. */
  services(addresses: Iterable<string>): string[] {
    const names = [...addresses].flatMap((address) => this.of(address).service ?? []);
    return [...new Set(names)].sort();
  }

  /** An attribute as it was synthesized, with Terraform's expressions as `${…}`; `undefined` if it is not known. */
  written(address: string, attribute: string): unknown {
    const [type = '', name = ''] = withoutLastKey(address).split('.');
    return fieldsOf(fieldsOf(this.resources[type])[name])[attribute];
  }

  has(address: string): boolean {
    return this.byAddress.has(withoutLastKey(address));
  }
}

/** The sources of a synthesized stack: those in sources.json, else the construct paths in cdk.tf.json. */
export function readSources(folder: string): Sources {
  const resources = fieldsOf(objectIn(join(folder, 'cdk.tf.json'))?.resource);
  const recorded = objectIn(join(folder, 'sources.json'));
  if (recorded) {
    const entries = Object.entries(recorded).flatMap(([address, source]) =>
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

/** An address without its instance key: all instances belong to one construct. */
function withoutLastKey(address: string): string {
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
