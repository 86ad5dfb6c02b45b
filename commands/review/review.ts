import { touchedServices } from './changes/affected-services';
import { changesOf } from './changes/changes';
import { countsOf } from './changes/counts';
import { groupsOf } from './changes/groups';
import { remarksOf } from './changes/notices';
import { outputChangesOf } from './changes/output-changes';
import { Reasons } from './changes/replacement-reasons';
import { cost } from './cost/estimate';
import type { Review, Risk } from './model/report';
import { expressionsOf } from './plan/expressions';
import type { Plan } from './plan/plan';
import type { Sources } from './plan/sources';
import { type Acknowledgement, verdictOf } from './policy/acknowledgements';
import { fingerprintOf } from './policy/fingerprint';
import { maskedPlan } from './redaction/redact-plan';
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
  const shown = maskedPlan(plan);
  const sources =
    stack === undefined ? described : described.withRemoved(shown.resource_changes, stack);
  const { fingerprint, changes } = fingerprintOf(shown);
  const all = changesOf(shown, sources, new Reasons(shown));
  const drift = driftOf(shown, sources);
  const risks = risksOf(plan, sources, shown);
  const verdict = verdictOf(
    [...risks.filter(blocks), ...driftRisks(drift), ...risks.filter((one) => !blocks(one))],
    acknowledgements,
    file,
    changes,
    isMerged,
  );
  const topology = topologyOf(shown);
  const review: Review = {
    stack,
    counts: countsOf(shown),
    isFirst: isFirst(shown),
    remarks: [
      ...touchedServices(all, described.services(expressionsOf(shown).keys())),
      ...remarksOf(shown),
      ...verdict.remarks,
    ],
    risks: verdict.risks,
    problems: verdict.problems,
    proposal: verdict.proposal,
    acknowledgements: file,
    groups: groupsOf(all),
    drift,
    outputs: outputChangesOf(shown),
    ...(topology && { topology }),
    cost: cost(shown),
    fingerprint,
    terraformVersion: plan.terraform_version,
  };
  return { review, changes };
}

function blocks({ isBlocking: isGated }: Risk): boolean {
  return isGated;
}
