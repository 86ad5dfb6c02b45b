import { fieldsOf } from '../plan/json-values';
import type { Plan } from '../plan/plan';
import { type PlannedResource, textOf } from '../plan/planned-resources';

/** The region of a plan: that of its provider, else the most frequent region of its resources. */
export function regionOf(plan: Plan, resources: Iterable<PlannedResource>): string | undefined {
  return providerRegion(plan) ?? mostFrequentRegion(resources);
}

function providerRegion({ configuration, variables }: Plan): string | undefined {
  const providers = Object.entries(fieldsOf(configuration?.provider_config));
  const found =
    providers.find(([key]) => key === 'aws') ?? providers.find(([key]) => /(^|:)aws$/.test(key));
  const { constant_value, references } = fieldsOf(
    fieldsOf(fieldsOf(found?.[1]).expressions).region,
  );
  const constant = textOf(constant_value);
  // A template with a reference is a constant, too: ${var.region}
  if (constant !== undefined && !constant.includes('${')) return constant;
  const names = Array.isArray(references) ? references : [];
  const variable = names.map((name) => /^var\.([\w-]+)$/.exec(String(name))?.[1]).find(Boolean);
  return variable === undefined ? undefined : textOf(fieldsOf(fieldsOf(variables)[variable]).value);
}

function mostFrequentRegion(resources: Iterable<PlannedResource>): string | undefined {
  const counts = new Map<string, number>();
  for (const resource of resources) {
    const region = ownRegion(resource);
    if (region !== undefined) counts.set(region, (counts.get(region) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return most?.[0];
}

/** The region of a resource, if its attributes name it. */
export function ownRegion({ before, after }: PlannedResource): string | undefined {
  const { region, arn, availability_zone } = after ?? before ?? {};
  const ofArn = /^arn:[^:]*:[^:]*:([a-z]+(?:-[a-z]+)+-\d):/.exec(textOf(arn) ?? '')?.[1];
  const ofZone = /^([a-z]+(?:-[a-z]+)+-\d)[a-z]$/.exec(textOf(availability_zone) ?? '')?.[1];
  return textOf(region) ?? ofArn ?? ofZone;
}
