import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { dependable, type IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Ingress, Protection } from '../load-balancer/ingress';
import type { ResolvedService } from '../options/service/resolved-service';
import { Alarms } from './alarms';
import { ContainerService } from './container-service';
import type { Capacity, CapacityContext } from './fargate-capacity';
import type { Secrets } from './secrets';
import type { TaskImages } from './task-images';

export interface ClusterServicesProps {
  /** Prefix of all resource names. */
  readonly name: string;

  /** Returns the account-wide name of a service. */
  readonly nameOf: (service: string) => string;
  readonly ingress: Ingress;
  readonly services: readonly ResolvedService[];
  readonly images: TaskImages;
  readonly secrets: Secrets;
  readonly protection: Protection;

  /** ARNs of the SNS topics that alarms notify. */
  readonly alarmTopicArns?: string[];

  /** Whether an apply waits until the tasks run, and fails if ECS has rolled back the deployment. */
  readonly waitForSteadyState: boolean | IResolvable;

  /** Tags of all resources of the stack. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The cluster of an environment, and its services. */
export interface ClusterServices {
  readonly cluster: EcsCluster;

  /** By name of the service. */
  readonly containerServices: ReadonlyMap<string, ContainerService>;
}

/** Creates the ECS cluster, its log group for Container Insights, its capacity, the services and the alarms. */
export function addServices(
  stack: Construct,
  props: ClusterServicesProps,
  createCapacity: (context: CapacityContext) => Capacity,
): ClusterServices {
  const { name, nameOf, ingress, services, protection, tags } = props;
  const { logDays, containerInsights, alarms } = protection;
  const cluster = new EcsCluster(stack, 'cluster', {
    name,
    setting: [{ name: 'containerInsights', value: containerInsights ? 'enabled' : 'disabled' }],
  });
  if (containerInsights) {
    // Container Insights would create it itself: without retention and tags, and a destroy would leave it.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html
    const logGroup = new CloudwatchLogGroup(cluster, 'insights', {
      name: `/aws/ecs/containerinsights/${name}/performance`,
      retentionInDays: logDays,
    });
    cluster.dependsOn = [dependable(logGroup)];
  }
  const capacity = createCapacity({ stack, name, ingress, cluster, tags });
  const { images, secrets, waitForSteadyState } = props;
  const shared = { nameOf, ingress, cluster, capacity, images, secrets, logDays, tags };
  const containerServices = new Map(
    services.map((service) => {
      const serviceProps = { ...shared, waitForSteadyState, service };
      return [service.name, new ContainerService(stack, service.name, serviceProps)] as const;
    }),
  );
  if (alarms) {
    new Alarms(stack, 'alarms', {
      name,
      lb: ingress.loadBalancer.lb,
      isShared: ingress.loadBalancer.isShared,
      cluster,
      services: [...containerServices].map(([service, { ownTargetGroup }]) => ({
        name: service,
        accountName: nameOf(service),
        targetGroup: ownTargetGroup,
      })),
      containerInsights,
      topicArns: props.alarmTopicArns,
    });
  }
  return { cluster, containerServices };
}
