import { ReplacementReasons } from '../changes/replacement-reasons';
import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import type { ResourceChange } from '../plan/plan';
import type { PlanContext } from '../plan/plan-context';
import { capacityRisks } from './capacity-risks';
import { destroyRisks } from './destroy-risks';
import { lifecycleRisks } from './lifecycle-risks';
import { ListenerRuleRisks } from './listener-rule-risks';
import { Owners } from './owners';
import { permissionRisks } from './permission-risks';
import { protectionRisks } from './protection-risks';
import { RoutingRisks } from './routing-risks';
import { ScalingRisks } from './scaling-risks';
import { SecurityGroupRisks } from './security-group-risks';
import { serviceRisks } from './service-risks';

/** A risk of one change. */
export type Finding = Omit<Risk, 'address' | 'action'>;

/** Returns a function that evaluates each change in the context of the state and of the other changes. */
export function evaluator(context: PlanContext): (one: ResourceChange, kind: Kind) => Finding[] {
  const { sources, knownValues } = context;
  const owners = context.derived(Owners);
  const securityGroups = context.derived(SecurityGroupRisks);
  const listenerRules = context.derived(ListenerRuleRisks);
  const routing = context.derived(RoutingRisks);
  const scaling = context.derived(ScalingRisks);
  const reasons = context.derived(ReplacementReasons);
  return (one, kind) => [
    ...destroyRisks(one, kind, securityGroups),
    ...serviceRisks(one, kind),
    ...listenerRules.risks(one, kind),
    ...permissionRisks(one, kind, { reasons, sources, knownValues, owners }),
    ...securityGroups.risks(one, kind, owners),
    ...routing.risks(one, kind),
    ...scaling.risks(one, kind, owners),
    ...lifecycleRisks(one, kind, owners),
    ...(kind === 'destroy' ? [] : [...capacityRisks(one), ...protectionRisks(one)]),
  ];
}
