import { isPlainObject } from '../../constructs/problems';
import { masked, maskedOther } from './masks';

/** Names of environment variables whose values are taken for secrets, whatever Terraform says. */
const secretName =
  /pass(wd|phrase)?$|password|secret|token|credential|api_?key|access_?key|private_?key|signing_?key|encryption_?key|connection_?string|(^|_)dsn$/i;

/**
 * Container definitions without the values of environment variables whose names speak of secrets.
 *
 * @param other the container definitions on the other side: a value that differs from it gets another mask.
 */
export function withoutEnvironmentSecrets(text: string, other = '[]'): string {
  const containers = listIn(text);
  const before = new Map(listIn(other).map((one) => [one.name, environmentOf(one)]));
  let isChanged = false;
  for (const container of containers) {
    for (const entry of environmentOf(container)) {
      if (!secretName.test(String(entry.name))) continue;
      const was = before.get(container.name)?.find((one) => one.name === entry.name);
      entry.value = was && was.value !== entry.value ? maskedOther : masked;
      isChanged = true;
    }
  }
  return isChanged ? JSON.stringify(containers) : text;
}

function environmentOf({ environment }: Record<string, unknown>): Record<string, unknown>[] {
  return Array.isArray(environment) ? environment.filter((entry) => isPlainObject(entry)) : [];
}

function listIn(text: string): Record<string, unknown>[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => isPlainObject(one)) ? list : [];
  } catch {
    return [];
  }
}
