import { type Fields, isPlainObject } from '../../constructs/options/validation-issues';

/**
 * The policy that a data source describes.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function documentOf(block: unknown): Fields {
  const { version = '2012-10-17', statement = [] } = isPlainObject(block) ? block : {};
  return { Version: version, Statement: [statement].flat().filter(isPlainObject).map(statementOf) };
}

/** Names of the data source, and those of a policy. */
const elements = {
  sid: 'Sid',
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
};

function statementOf(block: Fields): Fields {
  const statement: Fields = { Effect: block.effect ?? 'Allow' };
  for (const [name, element] of Object.entries(elements)) {
    if (block[name] !== undefined) statement[element] = block[name];
  }
  const principal = principalOf(block.principals);
  if (principal !== undefined) statement.Principal = principal;
  const notPrincipal = principalOf(block.not_principals);
  if (notPrincipal !== undefined) statement.NotPrincipal = notPrincipal;
  const conditions: Record<string, Fields> = {};
  for (const { test, variable, values } of blocksOf(block.condition)) {
    conditions[String(test)] = { ...conditions[String(test)], [String(variable)]: values };
  }
  if (Object.keys(conditions).length > 0) statement.Condition = conditions;
  return statement;
}

function principalOf(value: unknown): unknown {
  const principals = blocksOf(value);
  if (principals.length === 0) return undefined;
  if (principals.some(({ type }) => type === '*')) return '*';
  return Object.fromEntries(principals.map(({ type, identifiers }) => [type, identifiers]));
}

function blocksOf(value: unknown): Fields[] {
  return value === undefined ? [] : [value].flat().filter(isPlainObject);
}
