/** IAM actions that Terraform's AWS provider needs for one resource type. */
export interface ResourceActions {
  /** Actions to refresh and plan it. */
  readonly read: readonly string[];

  /** Actions to create, change, tag and destroy it, besides `read`. */
  readonly write: readonly string[];
}

/** Resource type, or `data.` and the type of a data source → its actions. */
export type ActionTable = Readonly<Record<string, ResourceActions>>;

export const acm = actionsOf('acm');
export const applicationAutoScaling = actionsOf('application-autoscaling');
export const elasticLoadBalancing = actionsOf('elasticloadbalancing');
export const cloudwatch = actionsOf('cloudwatch');
export const ec2 = actionsOf('ec2');
export const ec2AutoScaling = actionsOf('autoscaling');
export const ecr = actionsOf('ecr');
export const ecs = actionsOf('ecs');
export const iam = actionsOf('iam');
export const kms = actionsOf('kms');
export const logs = actionsOf('logs');
export const route53 = actionsOf('route53');
export const s3 = actionsOf('s3');
export const secretsManager = actionsOf('secretsmanager');
export const ssm = actionsOf('ssm');
export const sts = actionsOf('sts');
export const waf = actionsOf('wafv2');

/** Needed to create the first resource in an account for which a service uses a service-linked role. */
export const serviceLinkedRole = iam('CreateServiceLinkedRole');

function actionsOf(service: string): (...names: string[]) => string[] {
  return (...names) => names.map((name) => `${service}:${name}`);
}
