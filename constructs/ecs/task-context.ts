import type { ResolvedService, ResolvedSidecar } from '../options/service/resolved-service';

/** Values of other resources that container definitions need. Some are Terraform expressions. */
export interface TaskContext {
  /** The image of a service or a sidecar, with its tag. */
  readonly imageOf: (container: ResolvedService | ResolvedSidecar) => string;

  /** The `valueFrom` of a secret. */
  readonly secretOf: (secret: ResolvedService['secrets'][string]) => string;
  readonly logGroup: string;
  readonly region: string;

  /**
   * How containers of a task reach each other: at 127.0.0.1 (`awsvpc`), or through links (`bridge`). In mode `bridge`, they use
   * ports of the EC2 instance.
   */
  readonly networkMode: 'awsvpc' | 'bridge';

  /**
   * Whether the task runs on EC2. There it needs the variable `AWS_REGION`, because it cannot read instance metadata. Fargate
   * sets it.
   */
  readonly onEc2: boolean;

  /** Image of the X-Ray daemon if each task has a daemon; otherwise the address of the daemon on the instance. */
  readonly xray: { readonly image: string } | { readonly address: string };

  /** Image of the OpenTelemetry collector, which each task has whose service uses it. */
  readonly collectorImage: string;
}

/**
 * Mode and size are written, because AWS has changed their defaults, and accounts can have others:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
 */
export function logConfiguration(
  prefix: string,
  { logGroup, region }: Pick<TaskContext, 'logGroup' | 'region'>,
  mode: ResolvedService['logMode'] = 'non-blocking',
): object {
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroup,
      'awslogs-region': region,
      'awslogs-stream-prefix': prefix,
      mode,
      // Only this mode has a buffer.
      ...(mode === 'non-blocking' ? { 'max-buffer-size': '4m' } : {}),
    },
  };
}

/**
 * All tasks of a deployment run the same image, even if its tag moves meanwhile.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html#deployment-container-image-stability
 */
export const versionConsistency = 'enabled';
