import { type Fields, isPlainObject } from '../../constructs/options/validation-issues';

/** An expression of Terraform. `$${` is a variable of IAM. */
const expression = /(?<!\$)\$\{[^}]*\}/g;

const account = '123456789012';

/** ARNs of resources, where that of the service does not tell enough. */
const arns: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: `arn:aws:logs:eu-central-1:${account}:log-group:name`,
};

/** A statement with samples in place of expressions, so that tools for policies can read it. */
export function sampledStatement(statement: Fields): Fields {
  const { Action: action, Resource: resource, ...others } = statement;
  const services = [...new Set([action].flat().map((one) => String(one).split(':')[0] ?? ''))];
  const sampled = Object.entries(others).map(([name, value]) => [name, sampledValue(value, name)]);
  return {
    ...Object.fromEntries(sampled),
    ...(action === undefined ? {} : { Action: action }),
    ...(resource === undefined ? {} : { Resource: sampledResources(resource, services) }),
  };
}

/** A resource that is an expression becomes any resource of the services of the statement. */
function sampledResources(resource: unknown, services: readonly string[]): unknown {
  const samples = [resource].flat().flatMap((one) => {
    const [, text, rest = ''] = /^\$\{([^}]*)\}(.*)$/.exec(String(one)) ?? [];
    if (text === undefined) return [sampledText(String(one), '*')];
    const known = arns[text.split('.')[0] ?? ''];
    if (known !== undefined) return [known + rest];
    return services.map((service) => `arn:aws:${service}:*:*:*${rest}`);
  });
  return Array.isArray(resource) || samples.length > 1 ? samples : samples[0];
}

function sampledValue(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => sampledValue(one, name));
  if (isPlainObject(value)) {
    const entries = Object.entries(value).map(([key, one]) => [key, sampledValue(one, key)]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== 'string') return value;
  return sampledText(value, account, principals[name] ?? `arn:aws:iam::${account}:policy/name`);
}

const principals: Readonly<Record<string, string>> = {
  AWS: `arn:aws:iam::${account}:role/name`,
  Federated: `arn:aws:iam::${account}:oidc-provider/name`,
};

/** Parts of an ARN by the number of colons before them. */
const partsOfArn: Readonly<Record<number, string>> = { 1: 'aws', 3: 'eu-central-1', 4: account };

function sampledText(text: string, other: string, arn?: string): string {
  const isArn = text.startsWith('arn:');
  const whole = /^\$\{[^}]*\barn\}$/.test(text);
  if (whole && arn !== undefined) return arn;
  return text
    .replace(expression, (_, offset: number) => {
      const before = text.slice(0, offset).replace(expression, '').split(':').length - 1;
      return (isArn ? partsOfArn[before] : undefined) ?? other;
    })
    .replaceAll('$${', '${');
}
