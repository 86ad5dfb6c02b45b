import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceActions } from '../../../constructs/iam/actions/resource-actions';
import { UserError } from '../../cli/command';
import { folderOf } from '../session/session-record';
import { type AwsRequest, iamAction } from './iam-action';

/** Prefix of the user agent that names the stack and the command of Terraform's requests. */
const mark = 'magicnight-rehearsal';

/** Suffix of Terraform's user agent: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#custom-user-agent-information */
export function userAgent(stack: string, command: string): string {
  return `${mark}/${stack}/${command}`;
}

/** Records the actions that Terraform calls, each once for a stack and a command. */
export class RecordedActions {
  private readonly file: string;
  private readonly seen = new Set<string>();

  /** @param id id of the rehearsal. */
  constructor(id: string) {
    this.file = fileOf(id);
  }

  record(request: AwsRequest): void {
    const agent = String(request.headers['user-agent'] ?? '');
    const [, stack, command] = new RegExp(`${mark}/([\\w-]+)/(\\w+)`).exec(agent) ?? [];
    if (stack === undefined) return;
    const { method, path, headers } = request;
    const unknown = `unknown:${method} ${path} ${headers['x-amz-target'] ?? ''}`.trim();
    const line = `${stack} ${command} ${iamAction(request) ?? unknown}`;
    if (this.seen.has(line)) return;
    this.seen.add(line);
    appendFileSync(this.file, `${line}\n`);
  }
}

/**
 * Compares the actions that Terraform called for a stack with the permissions of the pipeline's roles. The role `plan` must
 * allow the actions of plans, and the role `apply` must allow all actions. The emulator itself allows everything.
 *
 * @throws UserError if a role lacks an action, or if no call was recorded, so that there is nothing to compare.
 */
export function comparePermissions(id: string, stack: string): string {
  const lines = existsSync(fileOf(id)) ? readFileSync(fileOf(id), 'utf8').trim().split('\n') : [];
  const calls = lines
    .map((line) => /^(\S+) (\S+) (.*)$/.exec(line) ?? [])
    .filter(([, of]) => of === stack)
    .map(([, , command = '', action = '']) => ({ command, action }));
  const tables = Object.values(resourceActions);
  const read = tables.flatMap((actions) => actions.read);
  const write = tables.flatMap((actions) => actions.write);
  const planned = namesOf(calls.filter(({ command }) => command === 'plan'));
  const all = namesOf(calls);
  if (planned.length === 0 || all.length === planned.length) {
    throw new UserError(`No calls of Terraform for stack "${stack}" are recorded in ${fileOf(id)}`);
  }
  const missing = [
    ...lacking(planned, read).map((action) => `role plan lacks ${action}`),
    ...lacking(all, [...read, ...write]).map((action) => `role apply lacks ${action}`),
  ];
  if (missing.length > 0) {
    throw new UserError(
      `Terraform called actions that constructs/iam/actions/resource-actions.ts does not allow\n  ${missing.join('\n  ')}`,
    );
  }
  return `role apply allows all ${all.length} called actions, role plan the ${planned.length} of plans`;
}

function fileOf(id: string): string {
  return join(folderOf(id), 'actions.log');
}

function namesOf(calls: readonly { action: string }[]): string[] {
  return [...new Set(calls.map(({ action }) => action))].sort();
}

/** Actions in policies are case-insensitive. */
function lacking(called: readonly string[], allowed: readonly string[]): string[] {
  const known = new Set(allowed.map((action) => action.toLowerCase()));
  return called.filter((action) => !known.has(action.toLowerCase()));
}
