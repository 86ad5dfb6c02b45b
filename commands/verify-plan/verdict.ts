import { UserError } from '../cli/command';
import type { GitlabApi } from '../gitlab/gitlab-api';
import type { Fingerprint } from '../review/policy/fingerprint';
import { fingerprintDifferences } from './fingerprint';
import { mergedRequest, type PipelineContext, reviewedFingerprint } from './merge-request';

/** Name of the variable by which a person accepts a plan that nobody has reviewed. */
export const acceptVariable = 'ACCEPT_PLAN';

/**
 * Whether a person has accepted this very plan.
 *
 * @throws UserError where another one was accepted.
 */
export function isAccepted(own: Fingerprint, accepted: string | undefined): boolean {
  if (!accepted) return false;
  if (accepted === own.fingerprint) return true;
  throw new UserError(
    `${acceptVariable} is "${accepted}", but the plan of this pipeline has the fingerprint ${own.fingerprint}: another plan was accepted`,
  );
}

/**
 * Compares the plan of a pipeline with the one that was reviewed in the merge request of its commit.
 *
 * @returns a sentence that says by which merge request it was reviewed.
 * @throws UserError where they differ, or that cannot be known, with what a person can do then.
 */
export async function verifyPlan(
  api: GitlabApi,
  context: PipelineContext,
  own: Fingerprint,
  job: string,
): Promise<string> {
  try {
    if (own.commit !== context.commit) {
      throw new UserError(
        `The plan is of commit ${own.commit ?? 'unknown'}, this pipeline of ${context.commit}`,
      );
    }
    const request = await mergedRequest(api, context);
    const reviewed = await reviewedFingerprint(api, context.project, request, job);
    if (own.stack !== reviewed.stack) {
      throw new UserError(
        `The plan is of stack "${own.stack}", but "${reviewed.stack}" was reviewed in !${request.iid}`,
      );
    }
    const lines = fingerprintDifferences(own, reviewed);
    if (lines.length === 0) {
      return `The plan does what was reviewed in !${request.iid}: ${request.web_url}`;
    }
    const list = lines.map((line) => `  ${line}`).join('\n');
    throw new UserError(
      `The plan of this pipeline is not the one that was reviewed in !${request.iid}:\n${list}`,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${error.message}\n${acceptanceHint(own)}`);
  }
}

function acceptanceHint({ fingerprint }: Fingerprint): string {
  return `Nothing was applied. If the plan in the log of job "plan" is wanted, as a first plan is, start this job again with the variable
${acceptVariable}=${fingerprint}`;
}
