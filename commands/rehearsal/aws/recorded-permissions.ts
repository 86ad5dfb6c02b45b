import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceActions } from '../../../constructs/iam/actions/resource-actions';
import { UserError } from '../../cli/command';
import { folderOf } from '../session/session-record';
import type { ApplyRoles } from './apply-roles';
import type { AwsRequest } from './iam-action';
import { callsOf, type RecordedCall } from './recorded-calls';

/** Prefix of the user agent that names the stack and the command of Terraform's requests. */
const mark = 'magicnight-rehearsal';

/** Suffix of Terraform's user agent: https://registry.terraform.io/providers/hashicorp/aws/latest/docs#custom-user-agent-information */
export function userAgent(stack: string, command: string): string {
  return `${mark}/${stack}/${command}`;
}

/** Records what Terraform calls, each once for a stack and a command. */
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
    for (const call of callsOf(request)) {
      const line = JSON.stringify({ stack, command, ...call });
      if (this.seen.has(line)) continue;
      this.seen.add(line);
      appendFileSync(this.file, `${line}\n`);
    }
  }
}

/**
 * Compares what Terraform called for an environment with the permissions of the pipeline's roles. The role `plan` must allow the
 * actions of plans, the environment's own role `apply` must allow all calls, on the resources that they name, and the roles of
 * other environments none that changes something. The emulator itself allows everything.
 *
 * @throws UserError if a role lacks a permission or has one too many, or if no call was recorded, so that there is nothing to
 *   compare.
 */
export function comparePermissions(id: string, environment: string, roles: ApplyRoles): string {
  const calls = recordedCalls(id).filter(({ stack }) => stack === environment);
  const tables = Object.values(resourceActions);
  const read = new Set(tables.flatMap((actions) => actions.read).map((one) => one.toLowerCase()));
  const planned = namesOf(calls.filter(({ command }) => command === 'plan'));
  const all = namesOf(calls);
  if (planned.length === 0 || all.length === planned.length) {
    throw new UserError(
      `No calls of Terraform for stack "${environment}" are recorded in ${fileOf(id)}`,
    );
  }
  const isRead = ({ action }: RecordedCall) => read.has(action.toLowerCase());
  const unplanned = planned.filter((action) => !read.has(action.toLowerCase()));
  const wrong = [
    ...unplanned.map((action) => `role plan lacks ${action}`),
    ...roles.lacking(environment, calls).map((one) => `role ${environment}-apply lacks ${one}`),
    ...roles.crossing(
      environment,
      calls.filter((call) => !isRead(call)),
    ),
  ];
  if (wrong.length > 0) {
    throw new UserError(
      `The roles of the pipeline do not fit what Terraform called for "${environment}"; see constructs/iam\n  ${[...new Set(wrong)].join('\n  ')}`,
    );
  }
  return `role apply allows all ${all.length} called actions, role plan the ${planned.length} of plans`;
}

interface RecordedLine extends RecordedCall {
  readonly stack: string;
  readonly command: string;
}

function recordedCalls(id: string): RecordedLine[] {
  if (!existsSync(fileOf(id))) return [];
  const lines = readFileSync(fileOf(id), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

function fileOf(id: string): string {
  return join(folderOf(id), 'actions.log');
}

function namesOf(calls: readonly RecordedCall[]): string[] {
  return [...new Set(calls.map(({ action }) => action))].sort();
}
