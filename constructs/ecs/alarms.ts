import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { DataAwsLb } from '@cdktf/provider-aws/lib/data-aws-lb';
import type { EcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { Lb } from '@cdktf/provider-aws/lib/lb';
import type { LbTargetGroup } from '@cdktf/provider-aws/lib/lb-target-group';
import { Construct } from 'constructs';
import { setServiceMetadata } from '../terraform/service-metadata';

/** What alarms watch, and whom they notify. */
export interface AlarmsProps {
  /** Prefix of all resource names. */
  readonly name: string;

  /** The load balancer. */
  readonly lb: Lb | DataAwsLb;

  /**
   * Whether others use the load balancer, too. Then its own errors are left to its owner.
   *
   * @default false
   */
  readonly isShared?: boolean;

  /** The cluster of the services. */
  readonly cluster: EcsCluster;

  /** The services of the cluster. */
  readonly services: readonly AlarmedService[];

  /** Whether Container Insights is on, whose metrics include the number of running tasks. */
  readonly containerInsights: boolean;

  /**
   * ARNs of the SNS topics to notify.
   *
   * @default - none: alarms are only visible in CloudWatch
   */
  readonly topicArns?: string[];
}

/** A service that alarms watch. */
export interface AlarmedService {
  /** Name of the service in its cluster. */
  readonly name: string;

  /** Name of the service in the account, with which the names of its alarms begin. */
  readonly accountName: string;

  /**
   * The target group of its tasks.
   *
   * @default - none: the service is not behind the load balancer
   */
  readonly targetGroup?: LbTargetGroup;
}

type Alarm = Partial<Pick<CloudwatchMetricAlarmConfig, 'alarmName'>> &
  Omit<CloudwatchMetricAlarmConfig, 'alarmName' | 'comparisonOperator' | 'evaluationPeriods'>;

/**
 * CloudWatch alarms for errors that users see, unhealthy tasks, and fewer running tasks than desired.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 *
 * Synthesizes `aws_cloudwatch_metric_alarm`.
 */
export class Alarms extends Construct {
  private readonly props: AlarmsProps;

  /** Names of alarms begin with `name` and with the `accountName` of each service. */
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.props = props;
    const { lb, isShared = false } = props;
    const LoadBalancer = lb.arnSuffix;

    if (!isShared) {
      this.add('balancer-5xx', 3, {
        alarmDescription:
          'The load balancer itself answers with errors, more than 5 a minute: no healthy task, or none answers in time',
        threshold: 5,
        namespace: 'AWS/ApplicationELB',
        metricName: 'HTTPCode_ELB_5XX_Count',
        statistic: 'Sum',
        period: 60,
        dimensions: { LoadBalancer },
      });
    }
    for (const { name, accountName, targetGroup } of props.services) {
      const alarms = targetGroup
        ? this.ofRequests(name, accountName, {
            LoadBalancer,
            TargetGroup: targetGroup.arnSuffix,
          })
        : [];
      if (props.containerInsights) {
        const alarm = { ...this.fewerTasks(name), alarmName: `${accountName}-tasks` };
        alarms.push(this.add(`${name}-tasks`, 15, alarm));
      }
      for (const alarm of alarms) setServiceMetadata(alarm, name);
    }
  }

  private ofRequests(name: string, accountName: string, dimensions: Record<string, string>) {
    const errors = this.add(`${name}-5xx`, 3, {
      alarmName: `${accountName}-5xx`,
      alarmDescription: `More than 5 percent of the answers of service ${name} are errors`,
      threshold: 5,
      metricQuery: rate('HTTPCode_Target_5XX_Count', 'RequestCount', dimensions),
    });
    const unhealthy = this.add(`${name}-unhealthy`, 5, {
      alarmName: `${accountName}-unhealthy`,
      alarmDescription: `Tasks of service ${name} fail their health checks`,
      threshold: 0,
      namespace: 'AWS/ApplicationELB',
      metricName: 'UnHealthyHostCount',
      statistic: 'Maximum',
      period: 60,
      dimensions,
    });
    return [errors, unhealthy];
  }

  /**
   * Adds an alarm that goes off after the given number of minutes above the threshold. It notifies again when it returns to OK.
   */
  private add(id: string, minutes: number, alarm: Alarm): CloudwatchMetricAlarm {
    const { name, topicArns } = this.props;
    return new CloudwatchMetricAlarm(this, id, {
      alarmName: `${name}-${id}`,
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: minutes,
      // Without requests there are no metrics, which is fine.
      treatMissingData: 'notBreaching',
      alarmActions: topicArns,
      okActions: topicArns,
      ...alarm,
    });
  }

  /** The alarm for fewer running tasks than desired: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html */
  private fewerTasks(service: string): Alarm {
    const dimensions = { ClusterName: this.props.cluster.name, ServiceName: service };
    const count = (id: string, metricName: string) => ({
      id,
      metric: {
        namespace: 'ECS/ContainerInsights',
        metricName,
        dimensions,
        period: 60,
        stat: 'Average',
      },
    });
    return {
      alarmDescription: `Fewer tasks of service ${service} run than should for a quarter of an hour`,
      threshold: 0,
      metricQuery: [
        {
          id: 'missing',
          expression: 'desired - FILL(running, 0)',
          label: 'missing tasks',
          returnData: true,
        },
        count('desired', 'DesiredTaskCount'),
        count('running', 'RunningTaskCount'),
      ],
    };
  }
}

/** Queries for one count as a percentage of another. */
function rate(part: string, whole: string, dimensions: Record<string, string>) {
  const count = (id: string, metricName: string) => ({
    id,
    metric: { namespace: 'AWS/ApplicationELB', metricName, dimensions, period: 60, stat: 'Sum' },
  });
  return [
    {
      id: 'percent',
      expression: '100 * FILL(part, 0) / whole',
      label: 'percent',
      returnData: true,
    },
    count('part', part),
    count('whole', whole),
  ];
}
