import { readFileSync } from 'node:fs';
import type { Service } from './service';

/** What Terraform knows of a container: text that it fills in. */
export interface ContainerPlace {
  /** Image with its tag. */
  readonly image: string;
  readonly logGroup: string;
  readonly region: string;
}

/**
 * The one container of a service as ECS takes it: in the order, and with the defaults filled in, in which ECS gives it
 * back, so that a second plan has nothing to change.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export function containerDefinition(
  service: Service,
  { image, logGroup, region }: ContainerPlace,
): object {
  const { name, port, environment, page, healthCheck, stopSeconds, user, writableRoot, tmpfs } =
    service;
  const pageText =
    page === undefined ? {} : { INDEX_HTML: readFileSync(`${page}/index.html`, 'utf8') };
  return {
    name,
    image,
    essential: true,
    cpu: 0,
    portMappings: [{ containerPort: port, hostPort: port, protocol: 'tcp' }],
    environment: Object.entries({ ...environment, ...pageText })
      .map(([variable, value]) => ({ name: variable, value: literal(value) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    healthCheck: healthCheck && {
      command: ['CMD', ...healthCheck.command.map(literal)],
      interval: healthCheck.intervalSeconds,
      timeout: healthCheck.timeoutSeconds,
      retries: healthCheck.retries,
      startPeriod: healthCheck.startPeriodSeconds,
    },
    stopTimeout: stopSeconds,
    user,
    readonlyRootFilesystem: !writableRoot,
    linuxParameters: {
      capabilities: { add: [], drop: ['ALL'] },
      tmpfs: Object.entries(tmpfs)
        .map(([containerPath, size]) => ({ containerPath, size, mountOptions: ['mode=1777'] }))
        .sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1)),
    },
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': logGroup,
        'awslogs-region': region,
        'awslogs-stream-prefix': name,
        mode: 'non-blocking',
        'max-buffer-size': '4m',
      },
    },
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
  };
}

/** A text in which Terraform evaluates nothing. */
export function literal(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
