import { type Consequence, statefulResources } from './stateful-resources';

function traffic(noun: string, replaced: string | undefined, destroyed: string): Consequence {
  return { area: 'traffic', noun, replaced, destroyed };
}

function protection(noun: string, destroyed: string): Consequence {
  return { area: 'protection', noun, destroyed };
}

const balancer = traffic(
  'load balancer',
  'no service is reachable until the new load balancer is active; its DNS name changes, and DNS records must point to the new name',
  'no service is reachable',
);
const targetGroup = traffic(
  'target group',
  'requests to its service fail until tasks are registered and healthy in the new one',
  'requests that are routed to it fail',
);
const listener = traffic(
  'listener',
  'its port does not accept connections until the new listener exists',
  'its port no longer accepts connections',
);
const rule = traffic(
  'listener rule',
  'for a moment requests to its route match another rule, or get 404',
  'requests to its route match another rule, or get 404',
);
const certificate = traffic(
  'certificate',
  'HTTPS for its names depends on the new certificate: browsers reject connections if it is not valid in time',
  'browsers reject HTTPS connections to its names',
);
const address = traffic(
  'Elastic IP address',
  'the address changes: systems that allow only the old address refuse requests',
  'its resource is no longer reachable at this address',
);
const namespace = traffic(
  'service discovery namespace',
  'names in it do not resolve until services are registered in the new one',
  'names in it stop resolving: services cannot find each other',
);

/** Types whose destruction affects users or operators. All other types can be recreated without an effect. */
export const destroyConsequences: Readonly<Record<string, Consequence>> = {
  aws_lb: balancer,
  aws_alb: balancer,
  aws_elb: balancer,
  aws_lb_target_group: targetGroup,
  aws_alb_target_group: targetGroup,
  aws_lb_listener: listener,
  aws_alb_listener: listener,
  aws_lb_listener_rule: rule,
  aws_alb_listener_rule: rule,
  aws_lb_listener_certificate: traffic(
    'listener certificate',
    'for a moment browsers reject HTTPS connections to its names',
    'browsers reject HTTPS connections to its names',
  ),
  aws_acm_certificate: certificate,
  aws_ecs_cluster: traffic(
    'ECS cluster',
    'all its tasks stop and start again in the new cluster: no service is available until then',
    'all its tasks stop',
  ),
  aws_ecs_service: traffic(
    'ECS service',
    'its tasks stop and new tasks start: the service can be unavailable until they are healthy',
    'its tasks stop, and the service is no longer available',
  ),
  aws_ecs_capacity_provider: {
    area: 'capacity',
    noun: 'capacity provider',
    replaced: 'services that use it cannot start tasks until the new one exists',
    destroyed: 'services that use it cannot start tasks',
  },
  aws_autoscaling_group: {
    area: 'capacity',
    noun: 'Auto Scaling group',
    replaced: 'its instances are terminated with their tasks; new instances take minutes to start',
    destroyed: 'its instances are terminated with their tasks',
  },
  aws_appautoscaling_target: {
    area: 'capacity',
    noun: 'scalable target of service',
    replaced: 'the service does not scale until the new one exists',
    destroyed: 'the task count stays at the configured number, whatever the load',
  },
  aws_instance: traffic(
    'EC2 instance',
    'it is terminated, with its disks',
    'it is terminated, with its disks',
  ),
  aws_vpc: traffic(
    'VPC',
    'everything in it is recreated: nothing is reachable until then',
    'nothing in it is reachable',
  ),
  aws_subnet: traffic(
    'subnet',
    'resources in it stop and start in another subnet; their addresses change',
    'resources in it stop',
  ),
  aws_internet_gateway: traffic(
    'internet gateway',
    'the VPC is disconnected from the internet until the new gateway is attached',
    'the VPC is disconnected from the internet',
  ),
  aws_nat_gateway: traffic(
    'NAT gateway',
    'tasks without public addresses cannot reach the internet, or pull images, until the new gateway is available',
    'tasks without public addresses cannot reach the internet or pull images',
  ),
  aws_eip: address,
  aws_route: traffic(
    'network route',
    'packets to its destination are dropped until the new route exists',
    'packets to its destination are dropped',
  ),
  aws_route_table: traffic(
    'route table',
    'its subnets use the main route table until the new one is associated',
    'its subnets use the main route table',
  ),
  aws_route_table_association: traffic(
    'route table association',
    'the subnet uses the main route table until the new association exists',
    'the subnet uses the main route table',
  ),
  aws_vpc_endpoint: traffic(
    'VPC endpoint',
    'its AWS service is not reachable through the endpoint until the new one is available',
    'its AWS service is no longer reachable through the endpoint',
  ),
  aws_security_group: traffic(
    'security group',
    'resources that use it refuse connections until they use the new one',
    'resources that relied on its rules refuse connections',
  ),
  aws_vpc_security_group_ingress_rule: traffic(
    'ingress rule',
    'new connections that depend on it time out for a moment',
    'new connections that depend on it time out',
  ),
  aws_vpc_security_group_egress_rule: traffic(
    'egress rule',
    'new connections that depend on it time out for a moment',
    'new connections that depend on it time out',
  ),
  aws_security_group_rule: traffic(
    'security group rule',
    'new connections that depend on it time out for a moment',
    'new connections that depend on it time out',
  ),
  aws_route53_zone: traffic(
    'hosted zone',
    'its names stop resolving until the registrar of the domain has the new name servers',
    'its names stop resolving',
  ),
  aws_route53_record: traffic(
    'DNS record',
    'its name stops resolving for a moment, or longer where resolvers have cached that it does not exist',
    'its name stops resolving',
  ),
  aws_service_discovery_http_namespace: namespace,
  aws_service_discovery_private_dns_namespace: namespace,
  aws_service_discovery_public_dns_namespace: namespace,
  aws_iam_server_certificate: certificate,
  aws_eks_cluster: traffic(
    'EKS cluster',
    'all workloads in it stop and must be deployed again',
    'all workloads in it stop',
  ),
  aws_service_discovery_service: traffic(
    'discovery service',
    'its name stops resolving until the new one exists',
    'its name stops resolving',
  ),
  aws_cloudfront_distribution: traffic(
    'CloudFront distribution',
    'requests to its names fail until the new distribution is deployed, which takes minutes',
    'requests to its names fail',
  ),
  ...statefulResources,
  aws_iam_role: traffic(
    'role',
    'access is denied until the new role exists',
    'tasks that use it do not start, and pipelines that use it fail',
  ),
  aws_iam_role_policy: traffic('role policy', undefined, 'actions that it allowed are denied'),
  aws_iam_role_policy_attachment: traffic(
    'role policy attachment',
    undefined,
    'actions that it allowed are denied',
  ),
  aws_iam_openid_connect_provider: traffic(
    'identity provider',
    'pipelines cannot assume roles until the new one exists',
    'pipelines cannot assume roles',
  ),
  aws_wafv2_web_acl: protection('web ACL', 'requests that it blocked are no longer blocked'),
  aws_wafv2_web_acl_association: protection(
    'web ACL association',
    'requests that it blocked are no longer blocked',
  ),
  aws_cloudwatch_metric_alarm: protection('alarm', 'nobody is notified about its metric'),
  aws_flow_log: protection('flow log', 'connections are no longer recorded'),
  aws_s3_bucket_public_access_block: protection(
    'public access block',
    'objects in the bucket can be made public',
  ),
  aws_s3_bucket_server_side_encryption_configuration: protection(
    'bucket encryption',
    'new objects use the default encryption',
  ),
  aws_s3_bucket_versioning: protection(
    'bucket versioning',
    'overwritten or deleted objects cannot be restored',
  ),
};
