import type { Kind } from '../model/kind';
import type { Risk } from '../model/report';
import { fieldsOf, listOf } from '../plan/json-values';
import type { ResourceChange } from '../plan/plan';
import { canonical } from '../plan/value-text';

type Finding = Omit<Risk, 'address' | 'action'>;

/** Attributes whose change starts a new deployment: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
const ofDeployment = [
  'task_definition',
  'network_configuration',
  'load_balancer',
  'capacity_provider_strategy',
  'platform_version',
];

/** Changes of a service that are worth knowing, although they destroy nothing: new tasks, lost revisions. */
export function serviceRisks(one: ResourceChange, kind: Kind): Finding[] {
  if (one.type === 'aws_ecs_service' && kind === 'update') return deployment(one);
  if (one.type === 'aws_ecs_task_definition' && kind === 'replace') return deregistered(one);
  return [];
}

function deployment({ change }: ResourceChange): Finding[] {
  const [before, after, sign] = [change.before, change.after, change.after_unknown].map(fieldsOf);
  const isOther = (attribute: string) =>
    canonical(before?.[attribute] ?? null) !== canonical(after?.[attribute] ?? null) ||
    hasSign(sign?.[attribute]);
  const name = String(after?.name ?? before?.name ?? 'a service');
  // A service without tasks has nothing to replace.
  if (!ofDeployment.some(isOther) || after?.desired_count === 0) return [];
  if (isOther('load_balancer')) {
    return [
      {
        area: 'traffic',
        what: `New tasks in another target group replace all tasks of ${name}`,
        consequence:
          'requests can fail until the new tasks are healthy; a rollback needs the old target group',
        isBlocking: false,
      },
    ];
  }
  const [breaker] = listOf(after?.deployment_circuit_breaker);
  const isRolledBack = fieldsOf(breaker).rollback === true;
  const otherwise = isRolledBack ? 'ECS rolls back' : 'the deployment does not complete';
  return [
    {
      area: 'traffic',
      what: `New tasks replace all tasks of ${name}`,
      consequence: `the old tasks serve requests until the new ones are healthy; if they do not become healthy, ${otherwise}`,
      isBlocking: false,
    },
  ];
}

/**
 * A plan that turns `skip_destroy` on and replaces the task definition still deregisters the old revision, because Terraform
 * destroys it with the values of its state. A service whose revision Terraform ignores then runs a revision that is inactive.
 */
function deregistered({ change }: ResourceChange): Finding[] {
  const [before, after] = [change.before, change.after].map(fieldsOf);
  if (before?.skip_destroy === true || after?.skip_destroy !== true) return [];
  return [
    {
      area: 'protection',
      what: `The revision of ${String(before?.family)} that its service can still run is deregistered`,
      consequence:
        'its tasks run on, but no deployment can go back to it; to keep it, apply deployedBy alone before you change the task',
      isBlocking: true,
    },
  ];
}

/** Whether any part of a value is known only after apply. */
function hasSign(sign: unknown): boolean {
  if (sign === true) return true;
  return typeof sign === 'object' && sign !== null && Object.values(sign).some(hasSign);
}
