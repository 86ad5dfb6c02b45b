import { RootConstruct } from 'constructs';
import { Account } from '../../../constructs/iam/account';
import { pipelineActionGrants } from '../../../constructs/iam/pipeline-action-grants';
import type { PipelineEnvironment } from '../../../constructs/iam/pipeline-environment';
import { applyStatements, planStatements } from '../../../constructs/iam/pipeline-statements';
import type { Statement } from '../../../constructs/iam/policy-document';
import { undividedActions } from '../../../constructs/iam/undivided-actions';
import { recordNames, recordTypes } from '../../../constructs/iam/write-scopes';
import { isAllowed } from './policy-evaluation';
import { emulatedAccount, type RecordedCall } from './recorded-calls';

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
    return calls.flatMap((call) =>
      partsOf(call)
        .filter((part) => !this.allows(environment, environment, call, part))
        .map(({ resource }) => `${call.action} on ${resource}`),
    );
  }

  /** What the roles of other environments allow of the changes for one: `role of staging allows ecs:UpdateService on arn:…`. */
  crossing(environment: string, changes: readonly RecordedCall[]): string[] {
    const others = this.environments.filter(({ name }) => name !== environment);
    const divided = changes.filter(({ action }) => !undividedActions.includes(action));
    return divided.flatMap((call) =>
      others.flatMap(({ name }) =>
        this.crossed(name, environment, call).map(
          (resource) => `role ${name}-apply allows ${call.action} on ${resource}`,
        ),
      ),
    );
  }

  /** AWS must allow all resources of a call. What has no tags counts only if there is nothing else. */
  private crossed(role: string, owner: string, call: RecordedCall): string[] {
    const { untagged = [] } = call;
    const isAllowed = (resource: string, isTagged: boolean) =>
      this.allows(role, owner, call, { resource, isTagged });
    if (!untagged.every((resource) => isAllowed(resource, false))) return [];
    if (call.resources.length === 0) return [...untagged];
    return call.resources.filter((resource) => isAllowed(resource, true));
  }

  /** @param owner the environment that has the resource, whose tags it has. */
  private allows(role: string, owner: string, call: RecordedCall, part: CalledPart): boolean {
    const { project, region, boundaryArn, iamPath } = this.account;
    const { vpcId } = this.environments.find(({ name }) => name === owner) ?? {};
    // A VPC that is there already has the tags of others.
    const isOwn = vpcId === undefined || !part.resource.endsWith(`:vpc/${vpcId}`);
    const context = {
      'aws:RequestedRegion': [region],
      ...(part.isTagged && isOwn ? tags('ResourceTag', { project, stack: owner }) : {}),
      ...tags('RequestTag', call.tags ?? {}),
      ...(call.createAction && { 'ec2:CreateAction': [call.createAction] }),
      'ecs:account-setting': ['awsvpcTrunking'],
      'elasticloadbalancing:CreateAction': ['CreateRule'],
      'iam:PassedToService': ['ecs-tasks.amazonaws.com'],
      'iam:PermissionsBoundary': [boundaryArn],
      ...(call.records && { [recordNames]: call.records.names, [recordTypes]: call.records.types }),
    };
    // Only the call that creates a role has its path.
    const resource = part.resource.replace(/:(role|instance-profile)\/([^/]+)$/, `:$1${iamPath}$2`);
    return isAllowed(this.statements.get(role) ?? [], { ...call, resource, context });
  }
}

/** A resource of a call, which AWS authorizes by itself. */
interface CalledPart {
  readonly resource: string;
  readonly isTagged: boolean;
}

function partsOf({ resources, untagged = [] }: RecordedCall): CalledPart[] {
  return [
    ...resources.map((resource) => ({ resource, isTagged: true })),
    ...untagged.map((resource) => ({ resource, isTagged: false })),
  ];
}

function tags(key: string, values: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(values).map(([tag, value]) => [`aws:${key}/${tag}`, [value]]),
  );
}
