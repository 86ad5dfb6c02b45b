import { UserError } from '../cli/command';
import type { GitlabReply } from '../gitlab/gitlab-api';
import { type PublishContext, packageName } from './registry-place';

/** An upload that GitLab does not take, with what a person can do. */
export function refusal(
  { status, body }: GitlabReply,
  context: PublishContext,
  name: string,
): UserError {
  const message = messageOf(body);
  const detail = message ? `${status}: ${message}` : String(status);
  return new UserError(
    `GitLab does not take ${packageName(name)} ${context.version} (${detail}): ${mend(status, message, context)}. What is published stays`,
  );
}

function mend(status: number, message: string, { project, namespace }: PublishContext): string {
  // GitLab has changed the noun, and writes no code beside it.
  if (status === 403 && /same name already exists in the namespace/.test(message)) {
    return `another project of group "${namespace}" has a module of that name. Let an owner of the group allow duplicates (Settings > Packages and registries > Terraform module), and start this job again; or give the module another name, in a version of its own`;
  }
  if (status === 403 && /version already exists|same name & version/.test(message)) {
    return 'this version is there, but this job cannot read it to compare. Delete it under Operate > Terraform modules, and start this job again; or set another version (npm version --no-git-tag-version), and tag that';
  }
  if (status === 401 || status === 403) {
    return 'who starts the job must be a developer of the project at least, no rule may protect packages of that name (Settings > Packages and registries), and the token of a job ends with the job. Then start this job again';
  }
  if (status === 404) {
    return `project ${project} has no package registry. Switch it on (Settings > General > Visibility > Package registry), and start this job again`;
  }
  if (status === 413 || /too large/i.test(message)) {
    return 'it is larger than this GitLab allows. Its administrator sets the limits: of packages (terraform_module_max_file_size), and of the web server before it. Then start this job again';
  }
  return 'its administrator finds the reason in the logs of GitLab';
}

/** What GitLab says: `{"message": …}` or `{"error": …}`; where another server has answered, how that begins. */
function messageOf(body: Buffer): string {
  const text = body.toString().trim();
  try {
    const { message, error } = JSON.parse(text) ?? {};
    const said = message ?? error;
    return typeof said === 'string' ? said : JSON.stringify(said ?? '');
  } catch {
    return text.split('\n')[0]?.slice(0, 80) ?? '';
  }
}
