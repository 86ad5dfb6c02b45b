import { isPlainObject } from '../../../constructs/options/validation-issues';
import { fieldsOf } from './json-values';
import type { ModuleConfiguration, ModuleValues, Plan, Values } from './plan';

/** Values of a state or a plan, without malformed parts. */
export function validateValues(values: unknown): Values | undefined {
  if (!isPlainObject(values)) return undefined;
  return { root_module: validateModule(values.root_module) };
}

/** The configuration of a plan, without malformed parts. */
export function validateConfiguration(configuration: unknown): Plan['configuration'] {
  if (!isPlainObject(configuration)) return undefined;
  const providers = entriesOf(configuration.provider_config);
  return {
    ...configuration,
    provider_config: Object.fromEntries(providers) as NonNullable<
      Plan['configuration']
    >['provider_config'],
    root_module: validateModuleConfiguration(configuration.root_module),
  };
}

/** Variables, without malformed ones. */
export function validateVariables(variables: unknown): Plan['variables'] {
  return Object.fromEntries(entriesOf(variables)) as Plan['variables'];
}

function validateModule(module: unknown): ModuleValues {
  const { resources, child_modules: children } = fieldsOf(module);
  return {
    resources: resourcesIn(resources) as unknown as ModuleValues['resources'],
    child_modules: objectsIn(children).map(validateModule),
  };
}

function validateModuleConfiguration(module: unknown): ModuleConfiguration {
  const { resources, variables, module_calls: calls, ...rest } = fieldsOf(module);
  return {
    ...rest,
    resources: resourcesIn(resources) as unknown as ModuleConfiguration['resources'],
    variables: Object.fromEntries(entriesOf(variables)) as ModuleConfiguration['variables'],
    module_calls: Object.fromEntries(
      entriesOf(calls).map(([name, call]) => [
        name,
        { ...call, module: validateModuleConfiguration(call.module) },
      ]),
    ),
  };
}

function resourcesIn(list: unknown): Record<string, unknown>[] {
  return objectsIn(list).filter(
    ({ address, type }) => typeof address === 'string' && typeof type === 'string',
  );
}

function objectsIn(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isPlainObject) : [];
}

function entriesOf(map: unknown): [string, Record<string, unknown>][] {
  return Object.entries(fieldsOf(map)).filter((entry): entry is [string, Record<string, unknown>] =>
    isPlainObject(entry[1]),
  );
}
