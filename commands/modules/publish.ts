import { UserError } from '../cli/command';
import type { GitlabApi } from '../gitlab/gitlab-api';
import { compressed, isCompressed } from './archive';
import { refusal } from './refusal';
import { modulePath, type PublishContext } from './registry-place';
import type { ShippedModule } from './shipped-modules';

/**
 * Publishes modules in GitLab's registry of Terraform modules: https://docs.gitlab.com/user/packages/terraform_module_registry/
 *
 * GitLab never changes what is published. What is there already is compared, before anything is uploaded: the same content is
 * as good as published, so that a job which has ended half-way can be started again.
 *
 * @param say takes a line for each module, as soon as it is true.
 * @throws UserError if one is there with other content, or is refused.
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
      say(`${module.name} ${context.version} is there already, with the same content`);
    } else missing.push(module);
  }
  for (const module of missing) say(await uploaded(api, context, module));
}

/** @throws UserError if it is there with other content. */
async function isThere(
  api: GitlabApi,
  context: PublishContext,
  { name, tar }: ShippedModule,
): Promise<boolean> {
  const there = await api.download(modulePath(context, name));
  if (there === undefined) return false;
  if (isCompressed(there, tar)) return true;
  throw new UserError(
    `${name} ${context.version} is published already, with other content, and GitLab never changes what is published: set another version (npm version --no-git-tag-version), commit it with what npm run synth writes then, and tag that commit`,
  );
}

async function uploaded(
  api: GitlabApi,
  context: PublishContext,
  module: ShippedModule,
): Promise<string> {
  const path = `${modulePath(context, module.name)}/file`;
  const reply = await api.upload(path, compressed(module.tar));
  if (reply.status === 201) return `${module.name} ${context.version} is published`;
  // An attempt that GitLab has not answered has come in, or another job was faster.
  if (reply.status === 403 && (await isThere(api, context, module))) {
    return `${module.name} ${context.version} is published by another attempt, with the same content`;
  }
  throw refusal(reply, context, module.name);
}
