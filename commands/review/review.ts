import { changesOf } from './changes/changes';
import { groupsOf } from './changes/groups';
import { summaryOf } from './changes/summary';
import { estimateCost } from './cost/estimate';
import type { Review, Risk } from './model/report';
import type { Plan } from './plan/plan';
import type { Sources } from './plan/sources';
import { type Acknowledgement, policyVerdict } from './policy/acknowledgements';
import { fingerprintOf } from './policy/fingerprint';
import { planContexts } from './redaction/plan-contexts';
import { driftOf, driftRisks } from './risks/drift';
import { isFirst, risksOf } from './risks/risks';
import { topologyOf } from './topology/topology';

/** Everything that a review takes into account besides the plan. */
export interface ReviewContext {
  readonly stack?: string;
  readonly sources: Sources;
  readonly acknowledgements: readonly Acknowledgement[];

  /** The acknowledgements file, for messages. */
  readonly file?: string;

  /** Whether the acknowledgements are merged already: then an unused one is only a warning. */
  readonly isMerged?: boolean;
}

/** Reviews a plan. Returns the review and the SHA-256 of each change by its address. */
export function reviewOf(
  plan: Plan,
  { stack, sources, acknowledgements, file, isMerged }: ReviewContext,
): { review: Review; changes: Readonly<Record<string, string>> } {
  const contexts = planContexts(plan, sources.withRemoved(plan.resource_changes, stack));
  const { redacted } = contexts;
  const changes = changesOf(redacted);
  const summary = summaryOf(redacted, changes);
  const drift = driftOf(redacted);
  const risks = blockingFirst([...driftRisks(drift), ...risksOf(contexts)]);
  const topology = topologyOf(redacted);
  const cost = estimateCost(redacted);
  const { fingerprint, changes: digests } = fingerprintOf(redacted.plan);
  const verdict = policyVerdict(risks, acknowledgements, file, digests, isMerged);
  const review: Review = {
    stack,
    ...summary,
    isFirst: isFirst(redacted.plan),
    notices: [...summary.notices, ...verdict.notices],
    risks: verdict.risks,
    problems: verdict.problems,
    proposal: verdict.proposal,
    acknowledgements: file,
    groups: groupsOf(changes),
    drift,
    topology,
    cost,
    fingerprint,
    terraformVersion: plan.terraform_version,
  };
  return { review, changes: digests };
}

function blockingFirst(risks: readonly Risk[]): Risk[] {
  return [
    ...risks.filter(({ isBlocking }) => isBlocking),
    ...risks.filter(({ isBlocking }) => !isBlocking),
  ];
}
