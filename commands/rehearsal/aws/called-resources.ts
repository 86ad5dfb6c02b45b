import type { AwsRequest } from './iam-action';
import { type Parameters, parametersOf } from './request-parameters';

/** Where a request is sent. */
export interface CalledPlace {
  readonly region: string;

  /** Account id of twelve digits. */
  readonly account: string;
}

type Finder = (name: string, parameters: Parameters, request: AwsRequest) => unknown[];

/**
 * ARNs of the resources that a policy must allow for a request, but those of EC2. Services whose resources have generated ids,
 * and requests for none in particular, have an ARN that only stands for one.
 *
 * @param action for example `ecs:CreateService`.
 */
export function calledResources(
  action: string,
  request: AwsRequest,
  { region, account }: CalledPlace,
): string[] {
  const [service = '', name = ''] = action.split(':');
  const found = finders[service]?.(name, parametersOf(request), request) ?? [];
  const named = found.filter((one): one is string => typeof one === 'string' && one !== '');
  const resources = named.length > 0 ? named : ['any'];
  return resources.map((resource) => {
    if (resource.startsWith('arn:')) return resource;
    if (service === 's3' || service === 'route53') return `arn:aws:${service}:::${resource}`;
    return `arn:aws:${service}:${service === 'iam' ? '' : region}:${account}:${resource}`;
  });
}

/** Service → the resources in the parameters of a call. */
const finders: Readonly<Record<string, Finder>> = {
  acm: (_, { CertificateArn }) => [CertificateArn ?? 'certificate/any'],
  'application-autoscaling': () => ['scalable-target/any'],
  autoscaling: (_, { AutoScalingGroupName: group, 'Tags.member.1.ResourceId': tagged }) =>
    prefixed('autoScalingGroup:x:autoScalingGroupName/', group ?? tagged),
  cloudwatch: (_, { AlarmName, AlarmNames, ResourceARN }) => [
    ...prefixed('', ResourceARN),
    ...[AlarmNames ?? AlarmName].flat().flatMap((name) => prefixed('alarm:', name)),
  ],
  ecs: ecsResources,
  elasticloadbalancing: (name, parameters) => {
    const { LoadBalancerArn, ListenerArn, RuleArn, TargetGroupArn, Name } = parameters;
    if (name === 'CreateLoadBalancer') return prefixed('loadbalancer/app/', `${Name}/any`);
    if (name === 'CreateTargetGroup') return prefixed('targetgroup/', `${Name}/any`);
    const tagged = Object.entries(parameters).filter(([key]) => key.startsWith('ResourceArns.'));
    const [one] = [RuleArn, ListenerArn, TargetGroupArn, LoadBalancerArn].filter(Boolean);
    return [one, ...tagged.map(([, arn]) => arn)];
  },
  // Only the call that creates a role has its path.
  iam: (name, { Path = '/', RoleName, InstanceProfileName }) =>
    name.endsWith('InstanceProfile')
      ? prefixed(`instance-profile${Path}`, InstanceProfileName)
      : prefixed(`role${Path}`, RoleName),
  kms: () => ['key/any'],
  logs: (_, { logGroupName, resourceArn }) =>
    resourceArn ? [resourceArn] : prefixed('log-group:', logGroupName),
  route53: () => ['hostedzone/any'],
  s3: (_, __, { path }) => {
    const { pathname } = new URL(path.replace(/^https?:\/\/[^/]+/, '') || '/', 'http://aws');
    const tagged = /^\/v20180820\/tags\/(.+)$/.exec(pathname)?.[1];
    return [tagged ? decodeURIComponent(tagged) : pathname.slice(1).replace(/\/$/, '')];
  },
  secretsmanager: () => ['secret:any'],
  wafv2: (_, { Name, ResourceArn, ResourceARN, WebACLArn, LoggingConfiguration }) => {
    const logged = (LoggingConfiguration as Parameters | undefined)?.ResourceArn;
    const arns = [WebACLArn, ResourceArn, ResourceARN, logged].filter(Boolean);
    return arns.length > 0 ? arns : prefixed('regional/webacl/', Name && `${Name}/any`);
  },
};

function ecsResources(name: string, parameters: Parameters): unknown[] {
  const { resourceArn, serviceDeploymentArns, family, capacityProvider, clusterName } = parameters;
  if (resourceArn) return [resourceArn];
  if (Array.isArray(serviceDeploymentArns)) return serviceDeploymentArns;
  if (name === 'RegisterTaskDefinition') return prefixed('task-definition/', `${family}:1`);
  if (/^(Create|Delete|Update)CapacityProvider$/.test(name))
    return prefixed('capacity-provider/', parameters.name ?? capacityProvider);
  const cluster = String(clusterName ?? parameters.cluster ?? '').replace(/^.*\//, '');
  const service = String(parameters.serviceName ?? parameters.service ?? '').replace(/^.*\//, '');
  return [
    service && /Service(Deployments)?$/.test(name)
      ? `service/${cluster}/${service}`
      : `cluster/${cluster}`,
  ];
}

/** A resource of a kind, unless it is already an ARN. */
function prefixed(kind: string, name: unknown): string[] {
  if (typeof name !== 'string' || name === '') return [];
  return [name.startsWith('arn:') ? name : kind + name];
}
