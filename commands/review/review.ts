import { affectedServices } from './changes/affected-services';
import { changesOf } from './changes/changes';
import { countsOf } from './changes/counts';
import { groupsOf } from './changes/groups';
import { noticesOf } from './changes/notices';
import { outputChangesOf } from './changes/output-changes';
import { ReplacementReasons } from './changes/replacement-reasons';
import { estimateCost } from './cost/estimate';
import type { Review, Risk } from './model/report';
import { expressionsOf } from './plan/expressions';
import type { Plan } from './plan/plan';
import type { Sources } from './plan/sources';
import { type Acknowledgement, policyVerdict } from './policy/acknowledgements';
import { fingerprintOf } from './policy/fingerprint';
import { redactPlan } from './redaction/redact-plan';
import { driftOf, driftRisks } from './risks/drift';
import { isFirst, risksOf } from './risks/risks';
import { topologyOf } from './topology/topology';

/** What is known besides a plan. */
export interface ReviewContext {
  readonly stack?: string;
  readonly sources: Sources;
  readonly acknowledgements: readonly Acknowledgement[];

  /** File of the acknowledgements, as messages name it. */
  readonly file?: string;

  /** Whether they were merged with the change: then one that matches nothing is only told. */
  readonly isMerged?: boolean;
}

/** The review of a plan, and the fingerprints of its changes. */
export function reviewOf(
  plan: Plan,
  { stack, sources: described, acknowledgements, file, isMerged }: ReviewContext,
): { review: Review; changes: Readonly<Record<string, string>> } {
  const redacted = redactPlan(plan);
  const sources =
    stack === undefined ? described : described.withRemoved(redacted.resource_changes, stack);
  const { fingerprint, changes } = fingerprintOf(redacted);
  const all = changesOf(redacted, sources, new ReplacementReasons(redacted));
  const drift = driftOf(redacted, sources);
  const risks = risksOf(plan, sources, redacted);
  const verdict = policyVerdict(
    [...risks.filter(blocks), ...driftRisks(drift), ...risks.filter((one) => !blocks(one))],
    acknowledgements,
    file,
    changes,
    isMerged,
  );
  const topology = topologyOf(redacted);
  const review: Review = {
    stack,
    counts: countsOf(redacted),
    isFirst: isFirst(redacted),
    notices: [
      ...affectedServices(all, described.services(expressionsOf(redacted).keys())),
      ...noticesOf(redacted),
      ...verdict.notices,
    ],
    risks: verdict.risks,
    problems: verdict.problems,
    proposal: verdict.proposal,
    acknowledgements: file,
    groups: groupsOf(all),
    drift,
    outputs: outputChangesOf(redacted),
    ...(topology && { topology }),
    cost: estimateCost(redacted),
    fingerprint,
    terraformVersion: plan.terraform_version,
  };
  return { review, changes };
}

function blocks({ isBlocking: isGated }: Risk): boolean {
  return isGated;
}
