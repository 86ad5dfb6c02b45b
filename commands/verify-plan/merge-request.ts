import { UserError } from '../cli/command';
import type { GitlabApi } from '../gitlab/gitlab-api';
import type { Fingerprint } from '../review/policy/fingerprint';
import { parsedJson, parseFingerprint } from './fingerprint';

/** The used part of a merge request in GitLab's API: https://docs.gitlab.com/api/commits/ */
export interface MergeRequest {
  readonly iid: number;
  readonly state: string;
  readonly target_branch: string;

  /** Head commit of its source branch, which its pipelines plan. */
  readonly sha: string;
  readonly merge_commit_sha: string | null;
  readonly squash_commit_sha: string | null;
  readonly merged_at?: string | null;
  readonly web_url: string;
}

/** Project, branch and commit of a pipeline. */
export interface PipelineContext {
  /** ID of the project. */
  readonly project: string;
  readonly branch: string;
  readonly commit: string;
}

/**
 * The merge request that merged a commit into its branch.
 *
 * @throws UserError if there is none, or more than one.
 */
export async function mergedRequest(
  api: GitlabApi,
  { project, branch, commit }: PipelineContext,
): Promise<MergeRequest> {
  const path = `/projects/${project}/repository/commits/${commit}/merge_requests?per_page=100`;
  const { isFound, body } = await api.get(path);
  if (!isFound) throw new UserError(`GitLab has no commit ${commit} in project ${project}`);
  const all = parsedJson(body, `GitLab's response to GET ${path}`);
  if (!Array.isArray(all)) throw new UserError(`GitLab's response to GET ${path} is not a list`);
  const merged = (all as MergeRequest[]).filter(
    ({ state, target_branch }) => state === 'merged' && target_branch === branch,
  );
  const short = commit.slice(0, 8);
  if (merged.length === 0) {
    throw new UserError(
      `Commit ${short} was not merged into ${branch} by a merge request, so its plan was not reviewed`,
    );
  }
  // A merge request that was merged as part of another one also has the commit.
  const own = merged.filter(({ sha, merge_commit_sha, squash_commit_sha }) =>
    [merge_commit_sha, squash_commit_sha, sha].includes(commit),
  );
  const [only, ...more] = own.length > 0 ? own : merged;
  if (only && more.length === 0) return only;
  const names = [only, ...more].map((one) => `!${one?.iid}`).join(', ');
  throw new UserError(
    `Commit ${short} was merged into ${branch} by several merge requests: ${names}`,
  );
}

/**
 * The fingerprint that the last successful pipeline of a merge request reported for its head commit.
 *
 * @param review the job that plans in merge requests, and its artifact with the fingerprint.
 * @throws UserError if there is none, if it is for another commit, or if it was created after the merge.
 */
export async function reviewedFingerprint(
  api: GitlabApi,
  project: string,
  request: MergeRequest,
  { job, file }: { readonly job: string; readonly file: string },
): Promise<Fingerprint> {
  const { iid, sha } = request;
  const other = new Set<string>();
  let missing = '';
  for (const ref of refsOf(iid)) {
    const path = `/projects/${project}/jobs/artifacts/${ref}/raw/${file}?job=${encodeURIComponent(job)}`;
    const { isFound, body } = await api.get(path);
    if (!isFound) {
      missing = body;
      continue;
    }
    const fingerprint = parseFingerprint(body, `The report of job "${job}" in !${iid}`);
    if (fingerprint.commit === sha) {
      requireBefore(request, fingerprint, job);
      return fingerprint;
    }
    other.add(fingerprint.commit?.slice(0, 8) ?? '(unknown)');
  }
  if (other.size > 0) {
    throw new UserError(
      `The report of job "${job}" in !${iid} is for commit ${[...other].join(', ')}, but ${sha.slice(0, 8)} was merged: the last pipeline of !${iid} failed, or finished after the merge`,
    );
  }
  // GitLab responds in this way if its licence does not include the feature.
  const tier = /project not found/i.test(missing)
    ? '; or this GitLab does not give artifacts to job tokens, which requires Premium'
    : '';
  throw new UserError(
    `Job "${job}" in !${iid} has no report (404): the pipeline failed, it has no such job, or the artifacts have expired${tier}`,
  );
}

/** A job can be started again after the merge. Its report is then for the current state, and no reviewer has seen it. */
function requireBefore(
  { iid, merged_at: merged }: MergeRequest,
  { planned }: Fingerprint,
  job: string,
): void {
  if (!merged || planned === undefined || Date.parse(planned) <= Date.parse(merged)) return;
  throw new UserError(
    `The report of job "${job}" in !${iid} is for a plan of ${planned}, but !${iid} was merged at ${merged}: the job ran again after the merge, so this plan was not reviewed`,
  );
}

/**
 * The refs of a merge request's pipelines: for its branch, and for its merged result. Each in the form of the documentation,
 * and encoded as one path segment. https://docs.gitlab.com/api/job_artifacts/
 */
function refsOf(iid: number): string[] {
  const refs = ['head', 'merge'].map((kind) => `refs/merge-requests/${iid}/${kind}`);
  return [...refs, ...refs.map(encodeURIComponent)];
}
