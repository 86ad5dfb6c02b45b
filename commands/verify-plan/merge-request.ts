import { UserError } from '../cli/command';
import type { GitlabApi } from '../gitlab/gitlab-api';
import type { Fingerprint } from '../review/policy/fingerprint';
import { parsedJson, parseFingerprint } from './fingerprint';

/** A merge request, as far as GitLab's answer is read: https://docs.gitlab.com/api/commits/ */
export interface MergeRequest {
  readonly iid: number;
  readonly state: string;
  readonly target_branch: string;

  /** Head of its source branch, which its pipelines plan. */
  readonly sha: string;
  readonly merge_commit_sha: string | null;
  readonly squash_commit_sha: string | null;
  readonly merged_at?: string | null;
  readonly web_url: string;
}

/** Where a pipeline runs. */
export interface PipelineContext {
  /** Id of the project. */
  readonly project: string;
  readonly branch: string;
  readonly commit: string;
}

/**
 * The merge request by which a commit came to its branch.
 *
 * @throws UserError where there is none, or more than one.
 */
export async function mergedRequest(
  api: GitlabApi,
  { project, branch, commit }: PipelineContext,
): Promise<MergeRequest> {
  const path = `/projects/${project}/repository/commits/${commit}/merge_requests?per_page=100`;
  const { isFound, body } = await api.get(path);
  if (!isFound) throw new UserError(`GitLab knows no commit ${commit} of project ${project}`);
  const all = parsedJson(body, `GitLab's answer to GET ${path}`);
  if (!Array.isArray(all)) throw new UserError(`GitLab's answer to GET ${path} is no list`);
  const merged = (all as MergeRequest[]).filter(
    ({ state, target_branch }) => state === 'merged' && target_branch === branch,
  );
  const short = commit.slice(0, 8);
  if (merged.length === 0) {
    throw new UserError(
      `Commit ${short} came to ${branch} by no merge request, so that nobody has reviewed its plan`,
    );
  }
  // A merge request that went through another one has the commit, too, but was not merged with it.
  const own = merged.filter(({ sha, merge_commit_sha, squash_commit_sha }) =>
    [merge_commit_sha, squash_commit_sha, sha].includes(commit),
  );
  const [only, ...more] = own.length > 0 ? own : merged;
  if (only && more.length === 0) return only;
  const names = [only, ...more].map((one) => `!${one?.iid}`).join(', ');
  throw new UserError(`Commit ${short} came to ${branch} by several merge requests: ${names}`);
}

/**
 * The fingerprint that the last good pipeline of a merge request has reported for its head.
 *
 * @param job the job that plans in merge requests.
 * @throws UserError where there is none, only of other commits, or one that was made after the merge, when nobody reviews.
 */
export async function reviewedFingerprint(
  api: GitlabApi,
  project: string,
  request: MergeRequest,
  job: string,
): Promise<Fingerprint> {
  const { iid, sha } = request;
  const other = new Set<string>();
  let missing = '';
  for (const ref of refsOf(iid)) {
    const path = `/projects/${project}/jobs/artifacts/${ref}/raw/report/fingerprint.json?job=${encodeURIComponent(job)}`;
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
    other.add(fingerprint.commit?.slice(0, 8) ?? 'no known commit');
  }
  if (other.size > 0) {
    throw new UserError(
      `The report of job "${job}" in !${iid} is of ${[...other].join(', ')}, but ${sha.slice(0, 8)} was merged: the last pipeline of !${iid} did not end well, or not before the merge`,
    );
  }
  // That is what GitLab says where it lacks the licence for it.
  const tier = /project not found/i.test(missing)
    ? '; this GitLab gives no artifacts to the token of a job, which takes Premium'
    : '';
  throw new UserError(
    `There is no report of job "${job}" in !${iid} (404): its pipeline did not end well, had no such job, or its artifacts have expired${tier}`,
  );
}

/** A job can be started again after the merge: its report is then of what is there now, and was seen by no reviewer. */
function requireBefore(
  { iid, merged_at: merged }: MergeRequest,
  { planned }: Fingerprint,
  job: string,
): void {
  if (!merged || planned === undefined || Date.parse(planned) <= Date.parse(merged)) return;
  throw new UserError(
    `The report of job "${job}" in !${iid} is of a plan of ${planned}, but !${iid} was merged at ${merged}: the job ran again after the merge, when nobody reviews`,
  );
}

/**
 * How GitLab names the pipelines of a merge request: for its branch, and for its merged result; as the documentation
 * writes it, and as one part of the path. https://docs.gitlab.com/api/job_artifacts/
 */
function refsOf(iid: number): string[] {
  const refs = ['head', 'merge'].map((kind) => `refs/merge-requests/${iid}/${kind}`);
  return [...refs, ...refs.map(encodeURIComponent)];
}
