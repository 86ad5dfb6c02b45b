import { quoted } from '../validation-issues';
import { withoutUndefined } from '../without-undefined';
import type { SecretOptions } from './container-options';

/** A name with several levels must start with a slash: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export const parameterNamePattern = /^([\w.-]+|(\/[\w.-]+)+)$/;

/**
 * Names of secrets; those that another service manages have "!": `rds!cluster-0a1b`.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/service-linked-secrets.html
 */
export const secretNamePattern = /^[\w/+=.@!-]{1,512}$/;

/** ECS separates the key and the version of a secret by colons, and Terraform reads "${" and "%{". */
export const selectorPattern = /^[^:\s\p{Cc}\p{Surrogate}"$%{}]+$/u;

/** Fields in which somebody can name a secret. */
type Place = 'parameter' | 'secret';

/** A secret as other tools write it: an ARN, or a name with what ECS reads of it. */
interface WrittenSecret {
  readonly options: SecretOptions;

  /** The version or label of a parameter, which ECS does not support: https://github.com/aws/containers-roadmap/issues/859 */
  readonly parameterVersion?: string;

  /** The name with its last six characters, if they can be a word of the name and not those that AWS adds. */
  readonly longerName?: string;
}

/**
 * What to write instead of a text in which other tools name a secret: the same secret, with its key and its version.
 *
 * @param place the field in which it is written, if it is known.
 * @param others fields that are written beside it.
 */
export function secretInstead(
  text: string,
  place?: Place,
  others: SecretOptions = {},
): string | undefined {
  const byArn = parameterOfArn(text) ?? secretOfArn(text);
  const written = byArn ?? ofName(text, place);
  if (written === undefined) return undefined;
  const { options, parameterVersion, longerName } = written;
  const kind = options.secret === undefined ? 'parameter' : 'secret';
  const { kmsKey, ...selectors } = others;
  const instead = { ...(kind === 'secret' ? selectors : {}), ...withoutUndefined(options), kmsKey };
  return [
    `write ${objectText(instead)}`,
    ...(longerName ? [`or secret: '${longerName}' if the ARN lacks the end that AWS adds`] : []),
    ...(parameterVersion
      ? [`of which ECS always reads the newest version, not ${quoted(parameterVersion)}`]
      : []),
    ...(byArn
      ? [
          `the name of a ${kind} in the account and region of the environment; one of another account or region is not supported`,
        ]
      : []),
  ].join(', ');
}

/** Whether a text is the ARN of a secret or a parameter. */
export function isSecretArn(text: string): boolean {
  return text.startsWith('arn:') && (parameterOfArn(text) ?? secretOfArn(text)) !== undefined;
}

/** Both places in which a value can be stored under a path. */
export function bothPlaces(path: string): string | undefined {
  const parameter = path.includes('/') && !path.startsWith('/') ? `/${path}` : path;
  const places = [
    ...(parameterNamePattern.test(parameter) ? [objectText({ parameter })] : []),
    ...(secretNamePattern.test(path) ? [objectText({ secret: path })] : []),
  ];
  return places.length > 0 ? `write ${places.join(' or ')}` : undefined;
}

/**
 * Key, version stage and version ID, in the order in which ECS separates them by colons. `AWSCURRENT` is the default.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function selectorsOf(text: string): SecretOptions | undefined {
  const [key, stage, versionId, ...more] = text.split(':').map((one) => one || undefined);
  const written = [key, stage, versionId].filter((one) => one !== undefined);
  if (more.length > 0 || !written.every((one) => selectorPattern.test(one))) return undefined;
  return { key, versionStage: stage === 'AWSCURRENT' ? undefined : stage, versionId };
}

/** Options as they are written in services.ts: `{ secret: 'shop/db', key: 'password' }`. */
export function objectText({ parameter, secret, ...others }: SecretOptions): string {
  const fields = Object.entries(withoutUndefined({ parameter, secret, ...others })).map(
    ([name, value]) => `${name}: '${String(value).replace(/['\\]/g, '\\$&')}'`,
  );
  return `{ ${fields.join(', ')} }`;
}

/** `arn:aws:ssm:eu-central-1:123456789012:parameter/shop/db:3` */
function parameterOfArn(text: string): WrittenSecret | undefined {
  const [, name, version] =
    /^arn:[\w-]*:ssm:[^:]*:[^:]*:parameter\/+([^:]+)(?::(.*))?$/.exec(text) ?? [];
  // The ARN has a slash before the name, whether the name begins with one or not.
  return name === undefined
    ? undefined
    : ofParameter(name.includes('/') ? `/${name}` : name, version);
}

/**
 * `arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db-AbCdEf:password:AWSPREVIOUS:`, or its end from `secret:` on. AWS
 * adds a hyphen and six characters to the name; an ARN that somebody wrote can lack them.
 */
function secretOfArn(text: string): WrittenSecret | undefined {
  const [, name, rest] =
    /^(?:arn:[\w-]*:secretsmanager:[^:]*:[^:]*:)?secret:([^:]+)(?::(.*))?$/.exec(text) ?? [];
  if (name === undefined) return undefined;
  const written = ofSecret(name.replace(/-[A-Za-z0-9]{6}$/, ''), rest);
  return written && { ...written, longerName: /-([a-z]{6}|\d{6})$/.test(name) ? name : undefined };
}

/** A name with what follows a colon: `shop/db:password::`, `/shop/db:3`; not an ARN, and not a URL, which is a value. */
function ofName(text: string, place?: Place): WrittenSecret | undefined {
  const [, name = '', rest] = /^(?!arn:)([^:]+):(?!\/\/)(.*)$/.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const isParameter = place === undefined ? /^\/[^:]*:[^:]+$/.test(text) : place === 'parameter';
  return isParameter ? ofParameter(name, rest) : ofSecret(name, rest);
}

function ofParameter(parameter: string, parameterVersion?: string): WrittenSecret | undefined {
  if (!parameterNamePattern.test(parameter)) return undefined;
  return { options: { parameter }, parameterVersion };
}

function ofSecret(secret: string, rest = ''): WrittenSecret | undefined {
  const selectors = selectorsOf(rest);
  if (selectors === undefined || !secretNamePattern.test(secret)) return undefined;
  return { options: { secret, ...selectors } };
}
