import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceActions } from '../../../constructs/iam/actions/resource-actions';
import { UserError } from '../../cli/command';
import { folderOf } from '../session/session-record';
import { type AwsRequest, iamAction } from './iam-action';

/** Begins the mark with which Terraform's requests say for which stack and by which command they are. */
const mark = 'magicnight-rehearsal';

/** What Terraform is to add to the name it gives itself: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#custom-user-agent-information */
export function userAgent(stack: string, command: string): string {
  return `${mark}/${stack}/${command}`;
}

/** Notes which actions Terraform calls, each once for a stack and a command. */
export class RecordedActions {
  private readonly file: string;
  private readonly seen = new Set<string>();

  /** @param id name of the rehearsal. */
  constructor(id: string) {
    this.file = fileOf(id);
  }

  note(request: AwsRequest): void {
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
 * Compares what Terraform called for a stack with what the roles of the pipeline may do: plans with the role `plan`, all
 * with the role `apply`. The emulator itself allows everything.
 *
 * @throws UserError where a role lacks an action, or where no call was noted: then nothing was compared.
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
    throw new UserError(`No calls of Terraform for stack "${stack}" were noted in ${fileOf(id)}`);
  }
  const missing = [
    ...lacking(planned, read).map((action) => `role plan lacks ${action}`),
    ...lacking(all, [...read, ...write]).map((action) => `role apply lacks ${action}`),
  ];
  if (missing.length > 0) {
    throw new UserError(
      `Terraform called what constructs/iam/actions/resource-actions.ts does not allow\n  ${missing.join('\n  ')}`,
    );
  }
  return `all ${all.length} actions called are allowed to role apply, the ${planned.length} of plans to role plan`;
}

function fileOf(id: string): string {
  return join(folderOf(id), 'actions.log');
}

function namesOf(calls: readonly { action: string }[]): string[] {
  return [...new Set(calls.map(({ action }) => action))].sort();
}

/** Policies do not distinguish capitals. */
function lacking(called: readonly string[], allowed: readonly string[]): string[] {
  const known = new Set(allowed.map((action) => action.toLowerCase()));
  return called.filter((action) => !known.has(action.toLowerCase()));
}
