import { instanceKeyOf, withoutInstanceKeys } from './addresses';
import { fieldsOf, listOf } from './json-values';
import type { ModuleConfiguration } from './plan';
import { isRecord, textOf } from './planned-resources';

/** A resource that an expression refers to. */
export interface ReferencedResource {
  /** Without instance keys. */
  readonly address: string;

  /** The instance key in the expression, if it has one. */
  readonly key?: string;
}

/** The resources of a plan's configuration, and what their expressions refer to. */
export interface ConfigurationReferences {
  readonly resources: ReadonlyMap<
    string,
    { readonly expressions: unknown; readonly forEach: readonly string[] }
  >;

  /** The resources that a reference leads to, followed through variables and outputs of modules. */
  follow(module: string, reference: string, seen: Set<string>): ReferencedResource[];
}

/** Reads the resources of all modules of a configuration. */
export function configurationReferences(
  root: ModuleConfiguration | undefined,
): ConfigurationReferences {
  const resources = new Map<string, { expressions: unknown; forEach: readonly string[] }>();
  const modules = new Map<string, Record<string, unknown>>();
  const calls = new Map<string, Record<string, unknown>>();
  const walk = (path: string, module: unknown) => {
    if (!isRecord(module)) return;
    modules.set(path, module);
    for (const resource of listOf(module.resources)) {
      const { address, expressions, for_each_expression } = fieldsOf(resource);
      if (typeof address !== 'string') continue;
      const forEach = referencesIn(for_each_expression);
      resources.set(join(path, address), { expressions, forEach });
    }
    for (const [name, call] of Object.entries(fieldsOf(module.module_calls))) {
      const inner = join(path, `module.${name}`);
      calls.set(inner, fieldsOf(call));
      walk(inner, fieldsOf(call).module);
    }
  };
  walk('', root);

  const follow = (module: string, reference: string, seen: Set<string>): ReferencedResource[] => {
    const visited = `${module} ${reference}`;
    if (seen.has(visited)) return [];
    seen.add(visited);
    const all = (path: string, found: readonly string[]) =>
      found.flatMap((one) => follow(path, one, seen));
    const [head = '', name = '', output = ''] = partsOf(reference);
    if (head === 'var') {
      const given = fieldsOf(fieldsOf(calls.get(module)).expressions)[name];
      return all(parentOf(module), referencesIn(given));
    }
    if (head === 'module') {
      const inner = join(module, `module.${withoutInstanceKeys(name)}`);
      const outputs = fieldsOf(fieldsOf(modules.get(inner)).outputs);
      const key = instanceKeyOf(name);
      const ends = all(
        inner,
        referencesIn(fieldsOf(outputs[withoutInstanceKeys(output)]).expression),
      );
      return ends.map((end) => ({ ...end, ...(key && end.key === undefined && { key }) }));
    }
    if (['each', 'count', 'local', 'data', 'path', 'terraform', 'self', ''].includes(head))
      return [];
    const key = instanceKeyOf(name);
    return [{ address: join(module, `${head}.${withoutInstanceKeys(name)}`), ...(key && { key }) }];
  };
  return { resources, follow };
}

function join(path: string, rest: string): string {
  return path === '' ? rest : `${path}.${rest}`;
}

function parentOf(module: string): string {
  return module.replace(/\.?module\.[^.]+$/, '');
}

/** `aws_lb.a["x.y"].arn` → `aws_lb`, `a["x.y"]`, `arn`. */
function partsOf(reference: string): string[] {
  return reference.match(/(?:[^.["]|\[(?:\d+|"(?:[^"\\]|\\.)*")\])+/g) ?? [];
}

/** All references in an expression. Of references with the same start only the longest is returned. */
export function referencesIn(expression: unknown): string[] {
  const found: string[] = [];
  const walk = (value: unknown, depth: number) => {
    if (depth > 20) return;
    if (Array.isArray(value)) for (const item of value) walk(item, depth + 1);
    if (!isRecord(value)) return;
    for (const [name, item] of Object.entries(value)) {
      if (name === 'references' && Array.isArray(item)) {
        found.push(...item.flatMap((reference) => textOf(reference) ?? []));
      } else if (name !== 'constant_value') walk(item, depth + 1);
    }
  };
  walk(expression, 0);
  // Terraform lists aws_lb.a["x"].arn, aws_lb.a["x"] and aws_lb.a, in this order.
  return found.filter(
    (one, index) =>
      !(
        index > 0 &&
        found
          .slice(Math.max(0, index - 3), index)
          .some((longer) => longer.startsWith(one) && /^[.[]/.test(longer.slice(one.length)))
      ),
  );
}
