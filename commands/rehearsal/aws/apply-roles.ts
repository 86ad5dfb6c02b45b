import { RootConstruct } from 'constructs';
import { Account } from '../../../constructs/iam/account';
import { pipelineActionGrants } from '../../../constructs/iam/pipeline-action-grants';
import type { PipelineEnvironment } from '../../../constructs/iam/pipeline-environment';
import { applyStatements, planStatements } from '../../../constructs/iam/pipeline-statements';
import type { Statement } from '../../../constructs/iam/policy-document';
import { undividedActions } from '../../../constructs/iam/undivided-actions';
import { recordNames, recordTypes } from '../../../constructs/iam/write-scopes';
import { isAllowed } from './policy-evaluation';

/** A call of Terraform, as it was recorded. */
export interface RecordedCall {
  /** For example `ecs:CreateService`. */
  readonly action: string;
  readonly resources: readonly string[];

  /** Names and types of DNS records that it changes. */
  readonly records?: { readonly names: readonly string[]; readonly types: readonly string[] };
}

/** Account of the emulator. */
export const emulatedAccount = '000000000000';

/** The roles with which the pipeline applies environments, each limited to its own. */
export class ApplyRoles {
  private readonly account: Account;
  private readonly environments: readonly PipelineEnvironment[];
  private readonly statements: ReadonlyMap<string, readonly Statement[]>;

  /** @param compared environments of one region. A role of an environment "other" is compared, too. */
  constructor(project: string, compared: readonly PipelineEnvironment[]) {
    const region = compared[0]?.region ?? '';
    const environments = [
      ...compared,
      { name: 'other', region, hostnames: [], pipelineActions: [] },
    ];
    this.account = new Account(new RootConstruct(), 'account', {
      ...{ project, region },
      id: emulatedAccount,
    });
    this.environments = environments;
    const read = planStatements(this.account, [region]);
    this.statements = new Map(
      environments.map((one) => {
        const others = environments.filter((other) => other !== one);
        const own = Object.values(pipelineActionGrants(one.pipelineActions)).flat();
        const added = own.map(({ statement }) => statement);
        return [one.name, [...read, ...applyStatements(this.account, one, others), ...added]];
      }),
    );
  }

  /** What the role of an environment does not allow of the calls for it: `ecs:CreateService on arn:…`. */
  lacking(environment: string, calls: readonly RecordedCall[]): string[] {
    return this.each(calls).flatMap(([call, resource]) =>
      this.allows(environment, environment, call, resource)
        ? []
        : [`${call.action} on ${resource}`],
    );
  }

  /** What the roles of other environments allow of the changes for one: `role of staging allows ecs:UpdateService on arn:…`. */
  crossing(environment: string, changes: readonly RecordedCall[]): string[] {
    const others = this.environments.filter(({ name }) => name !== environment);
    const divided = changes.filter(({ action }) => !undividedActions.includes(action));
    return this.each(divided).flatMap(([call, resource]) =>
      others
        .filter(({ name }) => this.allows(name, environment, call, resource))
        .map(({ name }) => `role ${name}-apply allows ${call.action} on ${resource}`),
    );
  }

  private each(calls: readonly RecordedCall[]): [RecordedCall, string][] {
    return calls.flatMap((call) =>
      call.resources.map((one): [RecordedCall, string] => [call, one]),
    );
  }

  /** @param owner the environment that has the resource, whose tags it has. */
  private allows(role: string, owner: string, call: RecordedCall, resource: string): boolean {
    const { project, region, boundaryArn, iamPath } = this.account;
    const isTagged = !undividedActions.includes(call.action);
    const context = {
      'aws:RequestedRegion': [region],
      ...(isTagged ? { ...tags('ResourceTag', project, owner) } : {}),
      ...(isTagged ? { ...tags('RequestTag', project, owner) } : {}),
      'ecs:account-setting': ['awsvpcTrunking'],
      'elasticloadbalancing:CreateAction': ['CreateRule'],
      'iam:PassedToService': ['ecs-tasks.amazonaws.com'],
      'iam:PermissionsBoundary': [boundaryArn],
      ...(call.records && { [recordNames]: call.records.names, [recordTypes]: call.records.types }),
    };
    // Only the call that creates a role has its path.
    const named = resource.replace(/:(role|instance-profile)\/([^/]+)$/, `:$1${iamPath}$2`);
    return isAllowed(this.statements.get(role) ?? [], { ...call, resource: named, context });
  }
}

function tags(key: string, project: string, stack: string) {
  return { [`aws:${key}/project`]: [project], [`aws:${key}/stack`]: [stack] };
}
