import { UserError } from '../cli/command';
import type { GitlabApi } from '../gitlab/gitlab-api';
import type { Fingerprint } from '../review/policy/fingerprint';
import { fingerprintDifferences } from './fingerprint';
import { jobOfStack, reportFile } from './job-names';
import { mergedRequest, type PipelineContext, reviewedFingerprint } from './merge-request';

/** Variable with which a person accepts a plan that was not reviewed. */
export const acceptVariable = 'ACCEPT_PLAN';

/**
 * Whether a person has accepted exactly this plan.
 *
 * @throws UserError if a different plan was accepted.
 */
export function isAccepted(own: Fingerprint, accepted: string | undefined): boolean {
  if (!accepted) return false;
  if (accepted === own.fingerprint) return true;
  throw new UserError(
    `${acceptVariable} is "${accepted}", but the plan of this pipeline has the fingerprint ${own.fingerprint}: a different plan was accepted`,
  );
}

/**
 * Compares the plan of a pipeline with the plan that was reviewed in the merge request of its commit.
 *
 * @returns a sentence that names the merge request of the review.
 * @throws UserError if the plans differ or cannot be compared; the message says how to continue.
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
        `The plan is for commit ${own.commit ?? '(unknown)'}, but this pipeline is for ${context.commit}`,
      );
    }
    const request = await mergedRequest(api, context);
    const reviewed = await reviewedFingerprint(api, context.project, request, {
      job,
      file: reportFile(own.stack),
    });
    if (own.stack !== reviewed.stack) {
      throw new UserError(
        `The plan is for stack "${own.stack}", but stack "${reviewed.stack}" was reviewed in !${request.iid}`,
      );
    }
    const lines = fingerprintDifferences(own, reviewed);
    if (lines.length === 0) {
      return `The plan matches the one reviewed in !${request.iid}: ${request.web_url}`;
    }
    const list = lines.map((line) => `  ${line}`).join('\n');
    throw new UserError(
      `The plan of this pipeline differs from the one reviewed in !${request.iid}:\n${list}`,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${error.message}\n${acceptanceHint(own)}`);
  }
}

function acceptanceHint({ stack, fingerprint }: Fingerprint): string {
  return `Nothing was applied. To accept the plan in the log of job "${jobOfStack('plan', stack)}", for example a first plan, start this job again with the variable
${acceptVariable}=${fingerprint}`;
}
