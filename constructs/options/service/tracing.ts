import type { Size } from './fargate-sizes';
import type { TaskOptions } from './task-options';

/** How a container sends traces to AWS X-Ray: with X-Ray's SDK, or with that of OpenTelemetry. */
export type Tracing = NonNullable<TaskOptions['tracing']>;

/** The container of a task that receives the traces of the others, and sends them to AWS X-Ray. */
interface TraceReceiver {
  /** Name of the container, and its hostname for containers that do not share 127.0.0.1 with it. */
  readonly name: string;

  /** How messages call it. */
  readonly title: string;

  /** Ports on which it listens. */
  readonly ports: readonly number[];
  readonly size: Size;

  /** Environment variables that say where traces go. The stacks set them. */
  readonly variables: readonly string[];
}

/** Port of X-Ray's daemon: https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-configuration.html */
export const xrayPort = 2000;

/** Ports of the OpenTelemetry collector for OTLP over gRPC and over HTTP: https://opentelemetry.io/docs/specs/otlp/ */
export const otlpPorts = { grpc: 4317, http: 4318 } as const;

export const traceReceivers: Readonly<Record<Tracing, TraceReceiver>> = {
  // https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-ecs.html
  xray: {
    name: 'xray-daemon',
    title: "X-Ray's daemon",
    ports: [xrayPort],
    size: { cpuUnits: 32, memoryMiB: 256 },
    variables: ['AWS_XRAY_DAEMON_ADDRESS', 'AWS_XRAY_TRACING_NAME'],
  },
  // With this size, a service of the smallest size still fits into the smallest task of Fargate.
  opentelemetry: {
    name: 'otel-collector',
    title: 'the OpenTelemetry collector',
    ports: Object.values(otlpPorts),
    size: { cpuUnits: 64, memoryMiB: 256 },
    variables: [
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      // These two have precedence over the two above.
      'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
      'OTEL_SERVICE_NAME',
    ],
  },
};

/** The receiver that belongs to a value of `tracing`; `undefined` if there is none, or the value is wrong. */
export function traceReceiver(tracing: unknown): TraceReceiver | undefined {
  return tracing === 'xray' || tracing === 'opentelemetry' ? traceReceivers[tracing] : undefined;
}

/**
 * Variables of a service with OpenTelemetry that are the same on the laptop and on AWS.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 *
 * @param environment the variables of its description, which replace all but the protocol and the name.
 */
export function openTelemetryVariables(
  service: string,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  // An argument alone is for the sampler that is set here. A sampler alone may need no argument, or another one.
  const sampler: Record<string, string> =
    'OTEL_TRACES_SAMPLER' in environment
      ? {}
      : { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.05' };
  return {
    // By default SDKs sample all requests. X-Ray's SDK samples five percent.
    ...sampler,
    // The collector has a pipeline for traces only.
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
    ...environment,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_SERVICE_NAME: service,
  };
}
