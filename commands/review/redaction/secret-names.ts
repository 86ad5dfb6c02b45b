import {
  isSecretName,
  mayContainSecretName,
} from '../../../constructs/options/service/secret-name';
import { isPlainObject } from '../../../constructs/options/validation-issues';

/** An environment variable as a container definition lists it. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Whether a value is an environment variable with the name of a secret: `{ name: 'DB_PASSWORD', value: … }`. */
export function isSecretVariable(value: unknown): value is Variable {
  return (
    isPlainObject(value) &&
    typeof value.value === 'string' &&
    typeof value.name === 'string' &&
    isSecretName(value.name)
  );
}

/** Whether a key of a map is the name of a secret: `DB_PASSWORD`. */
export function isSecretKey(key: string): boolean {
  if (/^[A-Z][A-Z0-9_]*$/.test(key)) return isSecretName(key);
  return /^(\w+_)?(password|private_key|secret_key|api_key|auth_token)$/.test(key);
}

/** Name and value of a variable as Docker lists it, `DB_PASSWORD=…`, if it has the name of a secret. */
export function secretPair(text: string): [name: string, value: string] | undefined {
  const [, name = '', value = ''] =
    text.match(/^([A-Z][A-Z0-9_]*|[A-Za-z_]\w*[.-][\w.-]*)=([\s\S]+)$/) ?? [];
  return isSecretName(name) ? [name, value] : undefined;
}

/** All texts with the name of a secret within a value, including those in JSON texts. */
export function namedSecretsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const pair = secretPair(value);
    if (pair) return [pair[1]];
    const document = documentOf(value);
    return document === undefined ? [] : namedSecretsIn(document);
  }
  if (Array.isArray(value)) return value.flatMap(namedSecretsIn);
  if (!isPlainObject(value)) return [];
  if (isSecretVariable(value)) return [value.value];
  return Object.entries(value).flatMap(([key, item]) =>
    isSecretKey(key) && typeof item === 'string' ? [item] : namedSecretsIn(item),
  );
}

/** The content of a JSON text that can contain environment variables with secrets. */
export function documentOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text) || !mayContainSecretName(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
