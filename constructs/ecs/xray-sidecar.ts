import { xraySize } from '../options/service/task-size';
import { logConfiguration, type TaskContext } from './task-context';

/** Name of the container of X-Ray's daemon, under which others reach it where they do not share 127.0.0.1. */
export const xrayName = 'xray-daemon';

/** Where X-Ray's daemon listens: https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-configuration.html */
export const xrayPort = 2000;

/** X-Ray's daemon: never essential, since tracing must not end a service. */
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

/** X-Ray's daemon as a container, apart from its logs. */
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
    // Without it the daemon asks the host, which tells containers nothing, and ends.
    environment: [{ name: 'AWS_REGION', value: region }],
    // The one of AWS's own definitions, whatever the image has.
    user: '1337',
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { add: [], drop: ['ALL'] } },
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
  };
}

/** What tells a program that is traced where to send its segments, and under which name. */
export function xrayVariables(service: string, { networkMode, xray }: TaskContext) {
  const host = networkMode === 'bridge' ? xrayName : '127.0.0.1';
  return {
    AWS_XRAY_DAEMON_ADDRESS: 'address' in xray ? xray.address : `${host}:${xrayPort}`,
    AWS_XRAY_TRACING_NAME: service,
  };
}
