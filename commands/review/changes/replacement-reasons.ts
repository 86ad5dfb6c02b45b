import { isPlainObject } from '../../../constructs/options/validation-issues';
import { type Kind, kindOf } from '../model/kind';
import { withoutInstanceKeys } from '../plan/addresses';
import { type Expressions, expressionReferences } from '../plan/expressions';
import { fieldsOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';

/** Reasons that Terraform gives: https://developer.hashicorp.com/terraform/internals/json-format */
const explanations: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted: its last apply failed',
  replace_by_request: 'its replacement was requested (-replace)',
  replace_by_triggers: 'a reference in its replace_triggered_by changes',
  delete_because_no_resource_config: 'it is no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_wrong_repetition: 'count or for_each was added or removed',
  delete_because_count_index: 'count is lower than before',
  delete_because_each_key: 'for_each no longer has its key',
  delete_because_no_move_target: 'it was moved to an address that is not in the configuration',
};

/** Why a plan replaces or destroys resources. */
export class ReplacementReasons {
  private readonly byPlainAddress: ReadonlyMap<string, { address: string; kind: Kind }>;
  private readonly expressions: ReadonlyMap<string, Expressions>;

  constructor({ plan, expressions }: PlanContext) {
    this.byPlainAddress = new Map(
      plan.resource_changes.flatMap((one) => {
        const { address } = one;
        const kind = kindOf(one);
        return kind ? [[withoutInstanceKeys(address), { address, kind }] as const] : [];
      }),
    );
    this.expressions = expressions;
  }

  /** The reasons for a change: sentences without a full stop. */
  of(change: ResourceChange, kind: Kind): string[] {
    if (kind !== 'replace' && kind !== 'destroy') return [];
    if (change.deposed !== undefined) return ['an interrupted replacement left it behind'];
    const attributes = [...new Set((change.change.replace_paths ?? []).map(nameOf))].sort();
    const inPlace = attributes.map((name) => this.ofAttribute(change, name));
    const reason = explanations[change.action_reason ?? ''];
    if (change.type === 'aws_ecs_task_definition') {
      return [...(reason ? [reason] : inPlace), ...ofRevision(change, kind)];
    }
    const order = kind === 'replace' ? [orderOf(change)] : [];
    return [...(reason ? [reason] : []), ...inPlace, ...order];
  }

  private ofAttribute({ address, change }: ResourceChange, attribute: string): string {
    const cannot = `${attribute} cannot be changed in place`;
    const isUnknown = isPlainObject(change.after_unknown) && change.after_unknown[attribute];
    const cause = isUnknown ? this.causeOf(address, attribute) : undefined;
    return cause ? `${cannot}, and ${cause}` : cannot;
  }

  /** Why an attribute is known only after the apply: `aws_vpc.main is replaced`; `undefined` if that is not known. */
  causeOf(address: string, attribute: string): string | undefined {
    const plain = withoutInstanceKeys(address);
    const module = plain.match(/^(module\.[^.]+\.)*/)?.[0] ?? '';
    const expression = this.expressions.get(plain)?.[attribute];
    for (const reference of expressionReferences(expression)) {
      const cause = this.changing(module + reference);
      if (cause) return cause;
    }
    return undefined;
  }

  /** What happens to the resource of a reference such as `aws_vpc.main.id`, if the value can differ afterwards. */
  private changing(reference: string): string | undefined {
    const words: Partial<Record<Kind, string>> = {
      replace: 'is replaced',
      create: 'is new',
      update: 'changes',
    };
    const resource =
      withoutInstanceKeys(reference).match(/^(module\.[^.]+\.)*[^.]+\.[^.]+/)?.[0] ?? '';
    const found = this.byPlainAddress.get(resource);
    const word = found && words[found.kind];
    return word && `${found.address} ${word}`;
  }
}

/** What happens to the old revision of a task definition, which Terraform deregisters without `skip_destroy`. */
function ofRevision({ change: { before } }: ResourceChange, kind: 'replace' | 'destroy'): string[] {
  const isKept = fieldsOf(before).skip_destroy === true;
  if (kind === 'destroy') return isKept ? ['its revision stays registered'] : [];
  const created = 'task definitions are immutable: this creates a new revision';
  return [isKept ? `${created}, and the old one stays registered` : created];
}

function nameOf(path: readonly (string | number)[]): string {
  return path.filter((part) => typeof part === 'string').join('.');
}

function orderOf({ change: { actions } }: ResourceChange): string {
  return actions[0] === 'create'
    ? 'the new one is created before the old one is destroyed'
    : 'the old one is destroyed before the new one is created';
}
