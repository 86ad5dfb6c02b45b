import { otlpPorts, traceReceivers } from '../options/service/tracing';
import { logConfiguration, type TaskContext, versionConsistency } from './task-context';

const { name, size } = traceReceivers.opentelemetry;

/**
 * The OpenTelemetry collector in a task, which sends traces to AWS X-Ray. It is not essential: a failure of tracing must not stop
 * the service. It has no health check either: ECS does nothing for an unhealthy container that is not essential, but can take it
 * for the health of a task whose other containers have no check.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export function collectorDefinition(context: TaskContext): object {
  return {
    name,
    image: context.collectorImage,
    essential: false,
    cpu: size.cpuUnits,
    memory: size.memoryMiB,
    // The other containers of the task need no port of the instance, also not through links.
    portMappings: [],
    environment: [
      // It replaces the configuration files of the image:
      // https://github.com/aws-observability/aws-otel-collector/blob/main/pkg/config/config_factory.go
      { name: 'AOT_CONFIG_CONTENT', value: JSON.stringify(collectorConfig(context)) },
      // Without it the collector queries instance metadata, which containers cannot reach.
      { name: 'AWS_REGION', value: context.region },
    ],
    // The user of the image.
    user: '4317:4317',
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { add: [], drop: ['ALL'] } },
    logConfiguration: logConfiguration(name, context),
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    versionConsistency,
  };
}

/** Address to which the containers of a task send traces: HTTP, which more SDKs support than gRPC. */
export function collectorAddress({ networkMode }: Pick<TaskContext, 'networkMode'>): string {
  return `http://${networkMode === 'bridge' ? name : '127.0.0.1'}:${otlpPorts.http}`;
}

/**
 * Configuration of the collector: OTLP in, AWS X-Ray out. The files in the image either also send metrics, for which the task has
 * no permission, or query the metadata of the instance.
 * https://opentelemetry.io/docs/collector/configuration/
 */
function collectorConfig({ networkMode }: TaskContext): object {
  const host = networkMode === 'bridge' ? '0.0.0.0' : '127.0.0.1';
  return {
    receivers: {
      otlp: {
        protocols: {
          grpc: { endpoint: `${host}:${otlpPorts.grpc}` },
          http: { endpoint: `${host}:${otlpPorts.http}` },
        },
      },
    },
    processors: {
      // Refuses traces instead of exceeding the memory of the container, of which about 50 MiB are not on the heap.
      memory_limiter: { check_interval: '1s', limit_mib: size.memoryMiB - 64 },
      // Adds cluster, task and log group, so that X-Ray shows them with a trace.
      resourcedetection: { detectors: ['ecs'], override: false },
      batch: { timeout: '1s', send_batch_size: 50 },
    },
    exporters: { awsxray: {} },
    service: {
      pipelines: {
        traces: {
          receivers: ['otlp'],
          processors: ['memory_limiter', 'resourcedetection', 'batch'],
          exporters: ['awsxray'],
        },
      },
      // Otherwise it serves its own metrics on a port that the service may need.
      telemetry: { metrics: { level: 'none' } },
    },
  };
}
