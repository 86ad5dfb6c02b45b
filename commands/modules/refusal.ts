import { UserError } from '../cli/command';
import type { GitlabReply } from '../gitlab/gitlab-api';
import { type PublishContext, packageName } from './registry-place';

/** Error for a rejected upload, with what the user can do. */
export function refusal(
  { status, body }: GitlabReply,
  context: PublishContext,
  name: string,
): UserError {
  const message = messageOf(body);
  const detail = message ? `${status}: ${message}` : String(status);
  return new UserError(
    `GitLab rejects ${packageName(name)} ${context.version} (${detail}): ${fix(status, message, context)}. Published modules are unchanged`,
  );
}

function fix(status: number, message: string, { project, namespace }: PublishContext): string {
  // Matched by text, because GitLab returns no error code. Its first words depend on the version.
  if (status === 403 && /same name already exists in the namespace/.test(message)) {
    return `another project of group "${namespace}" has a module with this name. Ask an owner of the group to allow duplicates (Settings > Packages and registries > Terraform module), and retry this job; or publish the module under another name with a new version`;
  }
  if (status === 403 && /version already exists|same name & version/.test(message)) {
    return 'this version is already published, but this job cannot download it for comparison. Delete it under Operate > Terraform modules, and retry this job; or set another version (npm version --no-git-tag-version), and tag it';
  }
  if (status === 401 || status === 403) {
    return 'the user who starts the job must have at least the Developer role, no rule may protect packages with this name (Settings > Packages and registries), and the token of a job expires with the job. Then retry this job';
  }
  if (status === 404) {
    return `project ${project} has no package registry. Enable it (Settings > General > Visibility > Package registry), and retry this job`;
  }
  if (status === 413 || /too large/i.test(message)) {
    return 'the module exceeds a size limit of this GitLab. Its administrator can raise the limits of packages (terraform_module_max_file_size) and of the web server. Then retry this job';
  }
  return 'the administrator can find the reason in the logs of GitLab';
}

/** GitLab's message: `{"message": …}` or `{"error": …}`. For responses of other servers, their first line. */
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
