import type { ResolvedService, ResolvedSidecar } from '../options/service/resolve-services';

/** What Terraform knows of the containers of a task: text that it fills in. */
export interface TaskContext {
  /** The image of a service or a sidecar, with its tag. */
  readonly imageOf: (container: ResolvedService | ResolvedSidecar) => string;

  /** The ARN of a secret, as ECS takes it. */
  readonly secretOf: (secret: ResolvedService['secrets'][string]) => string;
  readonly logGroup: string;
  readonly region: string;

  /**
   * How containers of a task find each other: all at 127.0.0.1 (`awsvpc`), or by links (`bridge`), where they also share the
   * ports of the host.
   */
  readonly networkMode: 'awsvpc' | 'bridge';

  /** Whether it is a host of EC2, whose metadata containers cannot ask for their region; Fargate tells it by itself. */
  readonly onEc2: boolean;

  /** Image of X-Ray's daemon, where it is in each task; else the address at which tasks find it. */
  readonly xray: { readonly image: string } | { readonly address: string };
}

/** A container that logs faster than CloudWatch takes it loses lines, and is not held up. */
export function logConfiguration(
  prefix: string,
  { logGroup, region }: Pick<TaskContext, 'logGroup' | 'region'>,
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
