import { DefaultTokenResolver, StringConcat, type TerraformStack, Tokenization } from 'cdktf';
import { inlineCode, textCell } from '../terraform/markdown';
import { type Grant, grantsMetadataKey, type RecordedGrants } from './grant';
import { serviceAuthorizationUrl } from './service-authorization-reference';

/**
 * A Markdown page for reviewers. It lists the actions of each role of the stacks, with resource and reason. If an action is
 * allowed on all resources, the page links to the AWS page that lists the resource types that the action supports.
 */
export function permissionReport(project: string, stacks: readonly TerraformStack[]): string {
  const parts = stacks.map((stack) => {
    const roles = [...grantsByRole(stack)].map(([role, grants]) => formatRole(stack, role, grants));
    return roles.length > 0 ? `## Stack ${stack.node.id}\n\n${roles.join('\n')}` : '';
  });
  return [introduction(project), ...parts.filter((part) => part !== '')].join('\n');
}

const introduction = (project: string) => `# Permissions

What the roles of the stacks may do, written by \`npm run synth\`. All but those of the pipeline can do no more than their boundary
allows, whatever they get: the policy \`/${project}/boundary\`. Text in braces is what Terraform fills in.
`;

/** Grants of each role of a stack, in the order of its constructs. */
function grantsByRole(stack: TerraformStack): Map<string, Grant[]> {
  const roles = new Map<string, Grant[]>();
  for (const { role, grants } of recordedGrantsOf(stack)) {
    roles.set(role, [...(roles.get(role) ?? []), ...grants]);
  }
  return roles;
}

function recordedGrantsOf(stack: TerraformStack): RecordedGrants[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === grantsMetadataKey)
    .map(({ data }) => data as RecordedGrants);
}

function formatRole(stack: TerraformStack, role: string, grants: readonly Grant[]): string {
  const title = `### ${formatExpression(resolved(stack, role))}\n\n`;
  if (grants.length === 0) return `${title}Nothing.\n`;
  const rows = grants.flatMap((grant) => formatRows(stack, grant));
  const head = ['| action | resource | reason |', '| --- | --- | --- |'];
  return `${title}${[...head, ...rows].join('\n')}\n`;
}

function formatRows(stack: TerraformStack, { statement, reason }: Grant): string[] {
  const actions = [statement.Action].flat();
  const resources = [resolved(stack, statement.Resource)].flat().map(String);
  const condition = statement.Condition
    ? ` where ${formatCondition(stack, statement.Condition)}`
    : '';
  return actions.map((action) => {
    const isUnlimited = resources.includes('*');
    const link = isUnlimited ? ` ([AWS](${serviceAuthorizationUrl(action)}))` : '';
    const resource = resources.map((one) => codeOf(formatExpression(one))).join(', ');
    const denied = statement.Effect === 'Deny' ? 'never ' : '';
    return `| ${denied}\`${action}\` | ${resource}${condition} | ${textCell(reason)}${link} |`;
  });
}

function formatCondition(stack: TerraformStack, condition: object): string {
  const known: Record<string, Record<string, unknown>> = resolved(stack, condition);
  return Object.entries(known)
    .flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, value]) =>
          `${operator} \`${key}\` ${[value]
            .flat()
            .map((one) => codeOf(formatExpression(String(one))))
            .join(' or ')}`,
      ),
    )
    .join(', ');
}

/** A value as code in the cell of a table. */
function codeOf(text: string): string {
  return inlineCode(text).replaceAll('|', '\\|');
}

/** Resolves CDKTF tokens to the expressions in the stack. */
function resolved(scope: TerraformStack, value: unknown) {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver });
}

/** A text with readable expressions: in braces, without hashes of addresses, and with `account` for the account id. */
function formatExpression(text: string): string {
  return text
    .replace(/\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, '{account}')
    .replace(/\$\{(?:data\.)?([^}]*)\}/g, '{$1}')
    .replace(/_[0-9A-F]{8}(?=\.)/g, '');
}
