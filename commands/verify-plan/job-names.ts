/** Name of a job of ci/environment.yml. A plan of another project may have no stack. */
export function jobOfStack(job: 'plan' | 'review', stack: string | undefined): string {
  return stack === undefined ? job : `${job} ${stack}`;
}

/** Path of the fingerprint among the artifacts of such a job. */
export function reportFile(stack: string | undefined): string {
  const folder = stack === undefined ? 'report' : `report/${encodeURIComponent(stack)}`;
  return `${folder}/fingerprint.json`;
}
