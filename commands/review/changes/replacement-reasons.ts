import { isPlainObject } from '../../../constructs/options/validation-issues';
import type { Kind } from '../model/kind';
import { kindOf } from '../model/kind';
import { withoutInstanceKeys } from '../plan/addresses';
import { type Expressions, expressionReferences } from '../plan/expressions';
import type { ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';

/** What Terraform says itself of why: https://developer.hashicorp.com/terraform/internals/json-format */
const explanations: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted: its last apply did not end well',
  replace_by_request: 'the plan was told to replace it (-replace)',
  replace_by_triggers: 'something in its replace_triggered_by changes',
  delete_because_no_resource_config: 'it is no longer described',
  delete_because_no_module: 'its module is no longer described',
  delete_because_wrong_repetition: 'it is described with count or for_each now, or no longer is',
  delete_because_count_index: 'count is less than it was',
  delete_because_each_key: 'for_each no longer has its key',
  delete_because_no_move_target: 'it was moved to an address that is not described',
};

/** Why a plan replaces or destroys what it does. */
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

  /** Sentences without their full stop. */
  of(change: ResourceChange, kind: Kind): string[] {
    if (kind !== 'replace' && kind !== 'destroy') return [];
    if (change.deposed !== undefined) return ['a replacement that was interrupted has left it'];
    const attributes = [...new Set((change.change.replace_paths ?? []).map(nameOf))].sort();
    const inPlace = attributes.map((name) => this.ofAttribute(change, name));
    const reason = explanations[change.action_reason ?? ''];
    if (kind === 'replace' && change.type === 'aws_ecs_task_definition') {
      return [
        ...(reason ? [reason] : inPlace),
        'a task definition is never changed: it is a new revision',
      ];
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

  /** Why an attribute is known after the apply only: `aws_vpc.main is replaced`; `undefined` where that is not known. */
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

  /** What happens to the resource of `aws_vpc.main.id`, where that may be another then. */
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

function nameOf(path: readonly (string | number)[]): string {
  return path.filter((part) => typeof part === 'string').join('.');
}

function orderOf({ change: { actions } }: ResourceChange): string {
  return actions[0] === 'create'
    ? 'the new one is made before the old one goes'
    : 'the old one goes before the new one is made';
}
