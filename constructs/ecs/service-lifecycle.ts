import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { IResolvable, TerraformResourceLifecycle } from 'cdktf';
import type { ResolvedService } from '../options/service/resolved-service';

/** What Terraform ignores of a service, and when an apply that has waited fails. */
export function serviceLifecycle(
  service: ResolvedService,
  definition: EcsTaskDefinition,
  waitForSteadyState: boolean | IResolvable,
): TerraformResourceLifecycle {
  return {
    ...ignoredChanges(service),
    ...(waitForSteadyState && service.deployedBy === 'terraform'
      ? { postcondition: [deploymentPostcondition(service, definition, waitForSteadyState)] }
      : {}),
  };
}

/**
 * Attributes that Terraform must not reset. Application Auto Scaling changes the task count, and a pipeline that deploys the
 * service changes the revision.
 */
function ignoredChanges({ isScaled, deployedBy }: ResolvedService): { ignoreChanges?: string[] } {
  const ignoreChanges = [
    ...(isScaled ? ['desired_count'] : []),
    ...(deployedBy === 'pipeline' ? ['task_definition'] : []),
  ];
  return ignoreChanges.length > 0 ? { ignoreChanges } : {};
}

/** Fails the apply when the deployment circuit breaker has rolled back. Newer provider versions do so themselves. */
function deploymentPostcondition(
  { name }: ResolvedService,
  definition: EcsTaskDefinition,
  waitForSteadyState: boolean | IResolvable,
) {
  // The caller of a module decides whether an apply waits.
  const unlessSet = waitForSteadyState === true ? '' : '!self.wait_for_steady_state || ';
  return {
    condition: `\${${unlessSet}self.task_definition == ${definition.fqn}.arn}`,
    errorMessage: `The deployment of service ${name} failed, and ECS rolled it back. See the service's events and logs.`,
  };
}
