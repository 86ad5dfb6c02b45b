import { traceReceivers, xrayPort } from '../options/service/tracing';
import { logConfiguration, type TaskContext, versionConsistency } from './task-context';

const { name: xrayName, size: xraySize } = traceReceivers.xray;

/** The X-Ray daemon in a task. It is not essential: a failure of tracing must not stop the service. */
export function xraySidecarDefinition(context: TaskContext): object {
  const { networkMode, xray } = context;
  return {
    essential: false,
    ...xrayContainerDefinition('image' in xray ? xray.image : '', context.region, [
      {
        containerPort: xrayPort,
        hostPort: networkMode === 'bridge' ? 0 : xrayPort,
        protocol: 'udp',
      },
    ]),
    logConfiguration: logConfiguration(xrayName, context),
  };
}

/** Container definition of the X-Ray daemon, without its log configuration. */
export function xrayContainerDefinition(
  image: string,
  region: string,
  portMappings: readonly object[],
): object {
  return {
    name: xrayName,
    image,
    cpu: xraySize.cpuUnits,
    memory: xraySize.memoryMiB,
    portMappings,
    // Without it the daemon queries instance metadata, which containers cannot reach, and exits.
    environment: [{ name: 'AWS_REGION', value: region }],
    // The same user as in AWS's own task definitions. It overrides the user of the image.
    user: '1337',
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { add: [], drop: ['ALL'] } },
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    versionConsistency,
  };
}

/** Environment variables of a traced service: where it sends segments, and its name in traces. */
export function xrayVariables(service: string, { networkMode, xray }: TaskContext) {
  const host = networkMode === 'bridge' ? xrayName : '127.0.0.1';
  return {
    AWS_XRAY_DAEMON_ADDRESS: 'address' in xray ? xray.address : `${host}:${xrayPort}`,
    AWS_XRAY_TRACING_NAME: service,
  };
}
