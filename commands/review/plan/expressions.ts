import { isPlainObject } from '../../../constructs/options/validation-issues';
import type { ModuleConfiguration, Plan } from './plan';

/** The expressions of a resource in the configuration, by attribute. */
export type Expressions = Readonly<Record<string, unknown>>;

/** The expressions of all resources in the configuration, by address without instance keys. */
export function expressionsOf({ configuration }: Plan): ReadonlyMap<string, Expressions> {
  const found = new Map<string, Expressions>();
  const visit = (module: ModuleConfiguration | undefined, prefix: string): void => {
    for (const { address, expressions } of module?.resources ?? []) {
      found.set(prefix + address, expressions ?? {});
    }
    for (const [name, call] of Object.entries(module?.module_calls ?? {})) {
      visit(call.module, `${prefix}module.${name}.`);
    }
  };
  visit(configuration?.root_module, '');
  return found;
}

/** The references in an expression, as Terraform lists them: `aws_vpc.main.id` and `aws_vpc.main`. */
export function expressionReferences(expression: unknown): string[] {
  if (Array.isArray(expression)) return expression.flatMap(expressionReferences);
  if (!isPlainObject(expression)) return [];
  const { references } = expression;
  if (Array.isArray(references)) return references.filter((one) => typeof one === 'string');
  return Object.values(expression).flatMap(expressionReferences);
}
