import { type Fields, isPlainObject } from '../../constructs/options/validation-issues';
import { documentOf } from './policy-data-source';
import { sampledStatement } from './sample-values';

/** A policy of a stack or a plan, with samples in place of values that only Terraform knows. */
export interface ScannedPolicy {
  /** Address of its resource: `aws_iam_role_policy.write`. */
  readonly address: string;

  /** The role that has it, as an expression or a name; without one, its address. Policies of one role belong together. */
  readonly role: string;
  readonly document: Fields;
}

/** The policies of a stack or a plan. */
export interface ScannedPolicies {
  readonly policies: readonly ScannedPolicy[];

  /** Addresses of policies whose text only Terraform knows. */
  readonly unknown: readonly string[];
}

/** By type, then by id. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Finds all policies: of roles, of resources such as buckets, and who may assume a role.
 *
 * @param isPlan whether the ids are addresses. A plan does not say yet which policies a new role has, so all count as those of
 *   one role.
 */
export function policiesOf(
  { resource = {}, data = {} }: { readonly resource?: Blocks; readonly data?: Blocks },
  isPlan = false,
): ScannedPolicies {
  const policies: ScannedPolicy[] = [];
  const unknown: string[] = [];
  const roles = isPlan ? undefined : rolesOf(resource);
  const add = (address: string, document: unknown) => {
    if (!isPlainObject(document) || document.Statement === undefined) return;
    const statements = [document.Statement].flat().filter(isPlainObject).map(sampledStatement);
    const role = roles ? (roles.get(address) ?? address) : '';
    policies.push({ address, role, document: { ...document, Statement: statements } });
  };
  for (const [type, blocks] of Object.entries(resource)) {
    for (const [id, block] of Object.entries(blocks)) {
      const address = isPlan ? id : `${type}.${id}`;
      for (const [name, text] of textsOf(block)) {
        if (text.startsWith('{')) add(address, parsed(text));
        else if (/(^|_)policy$/.test(name) && isUnknown(text)) unknown.push(address);
      }
    }
  }
  for (const [id, block] of Object.entries(data.aws_iam_policy_document ?? {})) {
    add(`data.aws_iam_policy_document.${id}`, documentOf(block));
  }
  return { policies, unknown: [...new Set(unknown)] };
}

/** The role of each policy that is attached to one, by the address of the policy. */
function rolesOf(resource: Blocks): ReadonlyMap<string, string> {
  const attached = Object.values(resource.aws_iam_role_policy_attachment ?? {}).map((block) => {
    const { role, policy_arn: arn } = isPlainObject(block) ? block : {};
    const [, address = ''] = /^\$\{(aws_iam_policy\.[\w-]+)\.arn\}$/.exec(String(arn)) ?? [];
    return [address, String(role)] as const;
  });
  const inline = Object.entries(resource.aws_iam_role_policy ?? {}).map(([id, block]) => {
    const { role } = isPlainObject(block) ? block : {};
    return [`aws_iam_role_policy.${id}`, String(role)] as const;
  });
  return new Map([...attached, ...inline]);
}

/** Whether a text is an expression, other than a policy document, which is a data source of the same stack. */
function isUnknown(text: string): boolean {
  return text.startsWith('${') && !/^\$\{data\.aws_iam_policy_document\.[^}]*\.json\}$/.test(text);
}

/** All texts in a resource, however deep, each with the name of its attribute. */
function* textsOf(value: unknown, name = ''): Generator<[name: string, text: string]> {
  if (typeof value === 'string') yield [name, value];
  else if (Array.isArray(value)) for (const one of value) yield* textsOf(one, name);
  else if (isPlainObject(value)) {
    for (const [key, one] of Object.entries(value)) yield* textsOf(one, key);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
