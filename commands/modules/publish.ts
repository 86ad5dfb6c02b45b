import { UserError } from '../cli/command';
import type { GitlabApi } from '../gitlab/gitlab-api';
import { compressed, isCompressed } from './archive';
import { refusal } from './refusal';
import { modulePath, type PublishContext } from './registry-place';
import type { ShippedModule } from './shipped-modules';

/**
 * Publishes modules in GitLab's registry of Terraform modules: https://docs.gitlab.com/user/packages/terraform_module_registry/
 *
 * GitLab never changes a published version. Published modules are compared before anything is uploaded, and skipped if their
 * content is the same, so that a failed job can be retried.
 *
 * @param say prints a line for each module.
 * @throws UserError if a module is published with other content, or GitLab rejects it.
 */
export async function publish(
  api: GitlabApi,
  context: PublishContext,
  modules: readonly ShippedModule[],
  say: (line: string) => void,
): Promise<void> {
  const missing: ShippedModule[] = [];
  for (const module of modules) {
    if (await isThere(api, context, module)) {
      say(`${module.name} ${context.version} is already published with the same content`);
    } else missing.push(module);
  }
  for (const module of missing) say(await uploaded(api, context, module));
}

/** @throws UserError if the module is published with other content. */
async function isThere(
  api: GitlabApi,
  context: PublishContext,
  { name, tar }: ShippedModule,
): Promise<boolean> {
  const there = await api.download(modulePath(context, name));
  if (there === undefined) return false;
  if (isCompressed(there, tar)) return true;
  throw new UserError(
    `${name} ${context.version} is already published with other content, and GitLab never changes a published version: set another version (npm version --no-git-tag-version), run npm run synth, commit both, and tag the commit`,
  );
}

async function uploaded(
  api: GitlabApi,
  context: PublishContext,
  module: ShippedModule,
): Promise<string> {
  const path = `${modulePath(context, module.name)}/file`;
  const reply = await api.upload(path, compressed(module.tar));
  if (reply.status === 201) return `${module.name} ${context.version} was published`;
  // An earlier attempt without a response has succeeded, or another job was faster.
  if (reply.status === 403 && (await isThere(api, context, module))) {
    return `${module.name} ${context.version} was published by another attempt with the same content`;
  }
  throw refusal(reply, context, module.name);
}
