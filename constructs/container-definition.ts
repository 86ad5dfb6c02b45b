import { readFileSync } from 'node:fs';
import type { Service, Sidecar } from './service';
import { besideSize, xraySize } from './task-size';

/** Name of the container of X-Ray's daemon, under which others reach it where they do not share 127.0.0.1. */
export const xrayName = 'xray-daemon';

/** Where X-Ray's daemon listens: https://docs.aws.amazon.com/xray/latest/devguide/xray-daemon-configuration.html */
export const xrayPort = 2000;

/** What Terraform knows of the containers of a task: text that it fills in. */
export interface ContainerPlace {
  /** The image of a service or a sidecar, with its tag. */
  readonly imageOf: (container: Service | Sidecar) => string;

  /** The ARN of a secret, as ECS takes it. */
  readonly secretOf: (secret: Service['secrets'][string]) => string;
  readonly logGroup: string;
  readonly region: string;

  /**
   * How containers of a task find each other: all at 127.0.0.1 (`awsvpc`), or by links (`bridge`), where they also share the
   * ports of the host.
   */
  readonly networkMode: 'awsvpc' | 'bridge';

  /** Whether it is a host of EC2, whose metadata containers cannot ask for their region; Fargate tells it by itself. */
  readonly onHosts: boolean;

  /** Image of X-Ray's daemon, where it is in each task; else the address at which tasks find it. */
  readonly xray: { readonly image: string } | { readonly address: string };
}

/**
 * The containers of a task as ECS takes them: in the order, and with the defaults filled in, in which ECS gives them back, so
 * that a second plan has nothing to change.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerDefinitions(service: Service, place: ContainerPlace): object[] {
  const sidecars = service.sidecars.map((sidecar) => sidecarDefinition(service, sidecar, place));
  const hasDaemon = service.tracing !== undefined && 'image' in place.xray;
  return [
    serviceDefinition(service, place),
    ...sidecars,
    ...(hasDaemon ? [daemonDefinition(place)] : []),
  ];
}

function serviceDefinition(service: Service, place: ContainerPlace): object {
  const { name, port, page, sidecars, tracing } = service;
  const isBridge = place.networkMode === 'bridge';
  const pageText: Record<string, string> =
    page === undefined ? {} : { INDEX_HTML: readFileSync(`${page}/index.html`, 'utf8') };
  const linked = [
    ...sidecars.filter(({ waitFor }) => waitFor !== 'success').map((sidecar) => sidecar.name),
    ...(tracing && 'image' in place.xray ? [xrayName] : []),
  ];
  return {
    name,
    image: place.imageOf(service),
    essential: true,
    // The same wherever X-Ray's daemon runs: the task is smaller without it.
    cpu: service.cpuUnits - besideSize(service).cpuUnits,
    portMappings: [{ containerPort: port, hostPort: isBridge ? 0 : port, protocol: 'tcp' }],
    ...(isBridge && linked.length > 0 ? { links: linked } : {}),
    ...common(service, place, { ...pageText, ...(tracing ? xrayVariables(name, place) : {}) }),
    ...dependencies(service),
    stopTimeout: service.stopSeconds,
  };
}

function sidecarDefinition(service: Service, sidecar: Sidecar, place: ContainerPlace): object {
  const { name, cpuUnits, memoryMiB, essential } = sidecar;
  return {
    name,
    image: place.imageOf(sidecar),
    essential,
    cpu: cpuUnits,
    memory: memoryMiB,
    portMappings: [],
    ...common(sidecar, place),
    stopTimeout: service.stopSeconds,
  };
}

/** X-Ray's daemon: never essential, since tracing must not end a service. */
function daemonDefinition(place: ContainerPlace): object {
  const { networkMode, xray } = place;
  return {
    essential: false,
    ...xrayDaemon('image' in xray ? xray.image : '', place.region, [
      {
        containerPort: xrayPort,
        hostPort: networkMode === 'bridge' ? 0 : xrayPort,
        protocol: 'udp',
      },
    ]),
    logConfiguration: logConfiguration(xrayName, place),
  };
}

/** X-Ray's daemon as a container, apart from its logs. */
export function xrayDaemon(image: string, region: string, portMappings: readonly object[]): object {
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

function xrayVariables(service: string, { networkMode, xray }: ContainerPlace) {
  const host = networkMode === 'bridge' ? xrayName : '127.0.0.1';
  return {
    AWS_XRAY_DAEMON_ADDRESS: 'address' in xray ? xray.address : `${host}:${xrayPort}`,
    AWS_XRAY_TRACING_NAME: service,
  };
}

/** What a container of a service and one beside it have in the same way. */
function common(
  container: Service | Sidecar,
  place: ContainerPlace,
  more: Readonly<Record<string, string>> = {},
): object {
  const {
    name,
    entryPoint,
    command,
    environment,
    secrets,
    healthCheck,
    user,
    writableRoot,
    tmpfs,
  } = container;
  const region: Record<string, string> = place.onHosts ? { AWS_REGION: place.region } : {};
  return {
    ...(entryPoint ? { entryPoint: entryPoint.map(literal) } : {}),
    ...(command ? { command: command.map(literal) } : {}),
    environment: Object.entries({ ...region, ...environment, ...more })
      .map(([variable, value]) => ({ name: variable, value: literal(value) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(Object.keys(secrets).length > 0
      ? {
          secrets: Object.entries(secrets)
            .map(([variable, secret]) => ({ name: variable, valueFrom: place.secretOf(secret) }))
            .sort((a, b) => (a.name < b.name ? -1 : 1)),
        }
      : {}),
    healthCheck: healthCheck && {
      command: ['CMD', ...healthCheck.command.map(literal)],
      interval: healthCheck.intervalSeconds,
      timeout: healthCheck.timeoutSeconds,
      retries: healthCheck.retries,
      startPeriod: healthCheck.startPeriodSeconds,
    },
    user,
    readonlyRootFilesystem: !writableRoot,
    linuxParameters: {
      capabilities: { add: [], drop: ['ALL'] },
      ...(container.initProcess ? { initProcessEnabled: true } : {}),
      tmpfs: Object.entries(tmpfs)
        .map(([containerPath, size]) => ({ containerPath, size, mountOptions: ['mode=1777'] }))
        .sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1)),
    },
    logConfiguration: logConfiguration(name, place),
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
  };
}

/** A container that logs faster than CloudWatch takes it loses lines, and is not held up. */
export function logConfiguration(
  prefix: string,
  { logGroup, region }: Pick<ContainerPlace, 'logGroup' | 'region'>,
): object {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroup,
      'awslogs-region': region,
      'awslogs-stream-prefix': prefix,
      mode: 'non-blocking',
      'max-buffer-size': '4m',
    },
  };
}

const conditions = { start: 'START', healthy: 'HEALTHY', success: 'SUCCESS' } as const;

function dependencies({ sidecars }: Service): object {
  const dependsOn = sidecars.flatMap(({ name, waitFor }) =>
    waitFor ? [{ containerName: name, condition: conditions[waitFor] }] : [],
  );
  return dependsOn.length > 0 ? { dependsOn } : {};
}

/** A text in which Terraform evaluates nothing. */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
