import { type Acknowledgement, verdictOf } from './acknowledgements';
import { changesOf } from './changes';
import { cost } from './cost';
import { countsOf } from './counts';
import { driftOf, driftRisks } from './drift';
import { expressionsOf } from './expressions';
import { fingerprintOf } from './fingerprint';
import { groupsOf } from './groups';
import { maskedPlan } from './masking';
import { outputChangesOf } from './output-changes';
import type { Plan } from './plan';
import { Reasons } from './reasons';
import { remarksOf } from './remarks';
import { requestWay } from './request-way';
import type { Review, Risk } from './review';
import { isFirst, risksOf } from './risks';
import type { Sources } from './sources';
import { touchedServices } from './touched-services';

/** What is known besides a plan. */
export interface Surroundings {
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
  { stack, sources: described, acknowledgements, file, isMerged }: Surroundings,
): { review: Review; changes: Readonly<Record<string, string>> } {
  const shown = maskedPlan(plan);
  const sources =
    stack === undefined ? described : described.withRemoved(shown.resource_changes, stack);
  const { fingerprint, changes } = fingerprintOf(shown);
  const all = changesOf(shown, sources, new Reasons(shown));
  const drift = driftOf(shown, sources);
  const risks = risksOf(plan, sources, shown);
  const verdict = verdictOf(
    [...risks.filter(isStopping), ...driftRisks(drift), ...risks.filter((one) => !isStopping(one))],
    acknowledgements,
    file,
    changes,
    isMerged,
  );
  const way = requestWay(shown);
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
    ...(way && { way }),
    cost: cost(shown),
    fingerprint,
    terraformVersion: plan.terraform_version,
  };
  return { review, changes };
}

function isStopping({ isGated }: Risk): boolean {
  return isGated;
}
