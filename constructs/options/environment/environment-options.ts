import type { PermissionOptions } from '../permission-options';
import type { BackendOptions } from './backend-options';
import type { Ec2CapacityOptions } from './ec2-capacity-options';
import type { HttpsOptions } from './https-options';
import type { LoadBalancerOptions } from './load-balancer-options';
import type { NetworkOptions } from './network-options';
import type { QuotaOptions } from './quota-options';
import type { ServiceOverride } from './service-overrides';
import type { WafOptions } from './waf-options';

/**
 * Options of an environment on AWS: everything around the services. Each environment is a stack of its name, with a state of its
 * own.
 */
export interface EnvironmentOptions {
  /** AWS region: `eu-central-1`. */
  readonly region: string;

  /** The VPC: a new one with a choice of NAT gateways, or an existing one. */
  readonly network: NetworkOptions;

  /**
   * Host names and certificates; `false` for HTTP only, which anyone on the network path can read and change. HTTPS responses set
   * HSTS for two years.
   *
   * @cost nothing for HTTPS; the load balancer costs about 20 USD, 3.7 USD for its address in each zone, and more with traffic
   * @default - that of the listener with `loadBalancer`; otherwise required
   */
  readonly https?: HttpsOptions | false;

  /**
   * A load balancer that is there already, in the VPC of `network`, which must be an existing one. With it, `https`, `accessLogs`,
   * `waf`, `deletionProtection` and `desyncMitigation` are matters of its owner.
   *
   * @cost nothing: its owner pays for it
   * @default - one of the environment's own
   */
  readonly loadBalancer?: LoadBalancerOptions;

  /**
   * EC2 instances on which the tasks run.
   *
   * @default - none: the tasks run on Fargate
   */
  readonly ec2?: Ec2CapacityOptions;

  /**
   * What differs for services in this environment, by their names: fields as in services.ts, merged deeply. Lists are replaced,
   * `null` removes a field, and `false` leaves the service out. Names and images that are built from a folder are fixed.
   *
   * @default - the services as in services.ts
   */
  readonly services?: Readonly<Record<string, ServiceOverride | false>>;

  /**
   * Account id of twelve digits. Terraform then refuses credentials of any other account.
   *
   * @default - the account of the credentials
   */
  readonly account?: string;

  /**
   * Where Terraform keeps the state of the stack: in a bucket, or in the GitLab project whose pipelines apply it (`'gitlab'`). For
   * GitLab, set Terraform's variables `TF_HTTP_*`, as the pipeline does.
   *
   * @default - the file `terraform.<environment>.tfstate` in the project's root folder; in the pipeline, GitLab
   */
  readonly backend?: BackendOptions;

  /**
   * Further tags of all resources of the stack. The tags `project` and `stack` are set already.
   * https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * What the roles of pipelines may do in addition, for resources that main.ts adds to the stack. They are listed in permissions.md with
   * their reason. The apply role gets all actions. Those that begin with Get, List or Describe are reads: the plan role gets them,
   * too, and any branch can use that role.
   * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
   *
   * @default - none: the roles cover the resources that the options describe
   */
  readonly pipelineActions?: readonly PermissionOptions[];

  /**
   * Whether this is a production environment. It enables `deletionProtection`, `accessLogs`, `waf`, `containerInsights`, `alarms`,
   * `waitForSteadyState` and the flow logs of the network; each can be disabled individually. All logs are kept for a year instead
   * of 30 days.
   *
   * @cost the sum of the features that it enables, and of the longer log retention
   * @default false
   */
  readonly production?: boolean;

  /**
   * Whether AWS refuses to delete the load balancer. To destroy the stack, disable it and apply first.
   *
   * @default - only in production
   */
  readonly deletionProtection?: boolean;

  /**
   * Whether the load balancer logs each request to an S3 bucket. The logs are kept as long as all other logs. In
   * production, Terraform does not delete a bucket that contains logs: empty it first.
   *
   * @cost about 0.025 USD per GB
   * @default - only in production
   */
  readonly accessLogs?: boolean;

  /**
   * Whether a web application firewall (AWS WAF) protects the load balancer, with AWS's managed rules against known bad IP
   * addresses, known bad inputs and common attacks. Bodies larger than 8 KB are allowed. It also limits the requests of each IP
   * address: by default, to 2000 in five minutes. An object with another limit switches the firewall on, too.
   *
   * @cost about 9 USD, and 0.6 USD per million requests
   * @default - only in production
   */
  readonly waf?: boolean | WafOptions;

  /**
   * What the load balancer does with requests that a proxy and a server could understand differently (HTTP desync attacks). With
   * `'defensive'`, it rejects dangerous ones, and closes the connection after ambiguous ones. With `'strictest'`, it rejects
   * all that do not comply with RFC 7230.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#desync-mitigation-mode
   *
   * @default 'defensive', as in AWS
   */
  readonly desyncMitigation?: 'defensive' | 'strictest';

  /**
   * Whether CloudWatch records the CPU, memory and network use of each service.
   *
   * @cost about 0.3 USD per metric, or about 4 USD per service
   * @default - only in production
   */
  readonly containerInsights?: boolean;

  /**
   * Whether CloudWatch alarms report errors that users see, unhealthy tasks and, with `containerInsights`, fewer running tasks than
   * desired.
   *
   * @cost 0.1 USD per alarm; each service has two or three alarms
   * @default - only in production
   */
  readonly alarms?: boolean;

  /**
   * ARN of the SNS topic that is notified when an alarm starts and ends.
   *
   * @default - none: alarms are only visible in CloudWatch
   */
  readonly alarmTopicArn?: string;

  /**
   * Whether an apply waits until all new tasks run, and fails if ECS rolls the deployment back. Without it, an apply succeeds even
   * if the new version never starts.
   *
   * @default - only in production; in modules, the variable `wait_for_steady_state`, which is true unless the caller sets it
   */
  readonly waitForSteadyState?: boolean;

  /**
   * Image of X-Ray's daemon, for services with `tracing: 'xray'`. It must be in your ECR if tasks cannot reach the internet.
   *
   * @default 'public.ecr.aws/xray/aws-xray-daemon:3.7.0'
   */
  readonly xrayImage?: string;

  /**
   * Image of the OpenTelemetry collector, for services with `tracing: 'opentelemetry'`: AWS's distribution, or another one that reads
   * its configuration from `AOT_CONFIG_CONTENT`. It must be in your ECR if tasks cannot reach the internet.
   * https://gallery.ecr.aws/aws-observability/aws-otel-collector
   *
   * @default 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0'
   */
  readonly collectorImage?: string;

  /**
   * Prefixes of the pull-through cache rules of ECR from which images are pulled: `docker-hub` for
   * `123456789012.dkr.ecr.eu-central-1.amazonaws.com/docker-hub/library/nginx:1.29`. ECS may then create the repositories, and fill
   * them, which needs internet access. Omit a prefix whose images are always there.
   * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
   *
   * @default - none: images of all repositories are there
   */
  readonly pullThroughCaches?: readonly string[];

  /**
   * Whether tasks on Fargate can run the agent of GuardDuty's Runtime Monitoring, which AWS adds to each task when it is enabled for
   * the account: ECS may pull the agent, and a new VPC has the endpoint to which it reports. The agent uses memory of the task.
   * https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html
   *
   * @cost about 1.5 USD per vCPU; the endpoint is free
   * @default false
   */
  readonly guardDuty?: boolean;

  /**
   * Quotas that AWS has raised for the account.
   *
   * @default - the AWS defaults
   */
  readonly quotas?: QuotaOptions;
}
