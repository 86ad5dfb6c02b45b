import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { Construct } from 'constructs';
import type { Ingress, Protection } from '../load-balancer/ingress';
import type { ResolvedService } from '../options/service/resolve-services';
import { Alarms } from './alarms';
import { ContainerService } from './container-service';
import type { Capacity, CapacityContext } from './fargate-capacity';
import type { Secrets } from './secrets';
import type { TaskImages } from './task-images';

export interface ClusterServicesProps {
  /** What the names begin with. */
  readonly name: string;

  /** Name of a service in the account. */
  readonly nameOf: (service: string) => string;
  readonly ingress: Ingress;
  readonly services: readonly ResolvedService[];
  readonly images: TaskImages;
  readonly secrets: Secrets;
  readonly protection: Protection;

  /** ARNs of the topics that alarms tell. */
  readonly alarmTopicArns?: string[];

  /** Whether an apply ends only when the tasks run, and fails where ECS went back to the ones before. */
  readonly waitForSteadyState: boolean;

  /** Tags of all that the stack makes. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The services that run on a site. */
export interface ClusterServices {
  readonly cluster: EcsCluster;

  /** By name. */
  readonly containerServices: ReadonlyMap<string, ContainerService>;
}

/** Makes the cluster, what its tasks run on, the services and the alarms. */
export function addServices(
  stack: Construct,
  props: ClusterServicesProps,
  makeCapacity: (context: CapacityContext) => Capacity,
): ClusterServices {
  const { name, nameOf, ingress, services, protection, tags } = props;
  const { logDays, containerInsights, alarms } = protection;
  const cluster = new EcsCluster(stack, 'cluster', {
    name,
    setting: [{ name: 'containerInsights', value: containerInsights ? 'enabled' : 'disabled' }],
  });
  const capacity = makeCapacity({ stack, name, ingress, cluster, tags });
  const { images, secrets, waitForSteadyState } = props;
  const shared = { nameOf, ingress, cluster, capacity, images, secrets, logDays, tags };
  const containerServices = new Map(
    services.map((service) => {
      const own = { ...shared, waitForSteadyState, service };
      return [service.name, new ContainerService(stack, service.name, own)] as const;
    }),
  );
  if (alarms) {
    new Alarms(stack, 'alarms', {
      name,
      lb: ingress.loadBalancer.lb,
      cluster,
      services: [...containerServices].map(([service, { targetGroup }]) => ({
        name: service,
        accountName: nameOf(service),
        targetGroup,
      })),
      countsTasks: containerInsights,
      topicArns: props.alarmTopicArns,
    });
  }
  return { cluster, containerServices };
}
