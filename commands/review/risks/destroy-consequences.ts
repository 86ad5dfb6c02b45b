import type { Consequence } from './consequence';
import { protectiveResources } from './protective-resources';
import { statefulResources } from './stateful-resources';

function traffic(noun: string, replaced: string | undefined, destroyed: string): Consequence {
  return { area: 'traffic', noun, replaced, destroyed };
}

const balancer = traffic(
  'load balancer',
  'nobody reaches any service until the new one is up, and it has another name, to which DNS has to lead',
  'nobody reaches any service',
);
const targetGroup = traffic(
  'target group',
  'requests to its service fail until tasks are registered and healthy in the new one',
  'requests that lead to it fail',
);
const listener = traffic(
  'listener',
  'its port does not answer until the new one is there',
  'its port no longer answers',
);
const rule = traffic(
  'listener rule',
  'for moments requests of its route get the answer of another rule, or 404',
  'requests of its route get the answer of another rule, or 404',
);
const certificate = traffic(
  'certificate',
  'HTTPS of its names depends on the new one: browsers refuse them if it is not valid in time',
  'browsers refuse HTTPS of its names',
);
const address = traffic(
  'public address',
  'the address changes: who has allowed the old one refuses requests',
  'what had it is no longer reached at it',
);
const namespace = traffic(
  'namespace of service discovery',
  'names in it lead nowhere until services are registered in the new one',
  'names in it lead nowhere: services do not find each other',
);

/** Types whose loss users or operators feel. What is not here can be made again without anyone noticing. */
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
    'certificate of a listener',
    'for moments browsers refuse HTTPS of its names',
    'browsers refuse HTTPS of its names',
  ),
  aws_acm_certificate: certificate,
  aws_ecs_cluster: traffic(
    'ECS cluster',
    'all its tasks stop, and start again in the new one: nothing answers meanwhile',
    'all its tasks stop',
  ),
  aws_ecs_service: traffic(
    'ECS service',
    'its tasks stop, and others start: it may not answer meanwhile',
    'its tasks stop, and it no longer answers',
  ),
  aws_ecs_capacity_provider: {
    area: 'capacity',
    noun: 'capacity provider',
    replaced: 'services that use it start no tasks meanwhile',
    destroyed: 'services that use it start no tasks',
  },
  aws_autoscaling_group: {
    area: 'capacity',
    noun: 'Auto Scaling group',
    replaced: 'its hosts end with the tasks on them; new ones take minutes',
    destroyed: 'its hosts end with the tasks on them',
  },
  aws_appautoscaling_target: {
    area: 'capacity',
    noun: 'scaling of service',
    replaced: 'the service does not scale meanwhile',
    destroyed: 'however busy or quiet it gets, the number of tasks stays what is described',
  },
  aws_instance: traffic('EC2 instance', 'it ends, with its disks', 'it ends, with its disks'),
  aws_vpc: traffic(
    'VPC',
    'all in it is made anew: nothing answers meanwhile',
    'nothing in it is reached',
  ),
  aws_subnet: traffic(
    'subnet',
    'what runs in it ends and starts elsewhere; its addresses change',
    'what runs in it ends',
  ),
  aws_internet_gateway: traffic(
    'internet gateway',
    'the VPC is cut off from the internet meanwhile',
    'the VPC is cut off from the internet',
  ),
  aws_nat_gateway: traffic(
    'NAT gateway',
    'tasks without public addresses do not reach the internet meanwhile, not even to pull images',
    'tasks without public addresses do not reach the internet, not even to pull images',
  ),
  aws_eip: address,
  aws_route: traffic(
    'route of the network',
    'packets for its destination are dropped meanwhile',
    'packets for its destination are dropped',
  ),
  aws_route_table: traffic(
    'route table',
    'its subnets take the main table meanwhile',
    'its subnets take the main table',
  ),
  aws_route_table_association: traffic(
    'association of a route table',
    'the subnet takes the main table meanwhile',
    'the subnet takes the main table',
  ),
  aws_vpc_endpoint: traffic(
    'VPC endpoint',
    'its AWS service is not reached by this way meanwhile',
    'its AWS service is not reached by this way',
  ),
  aws_security_group: traffic(
    'security group',
    'what has it refuses connections until it has the new one',
    'what relied on its rules refuses connections',
  ),
  aws_vpc_security_group_ingress_rule: traffic(
    'rule for incoming connections',
    'new connections by it time out for moments',
    'new connections by it time out',
  ),
  aws_vpc_security_group_egress_rule: traffic(
    'rule for outgoing connections',
    'new connections by it time out for moments',
    'new connections by it time out',
  ),
  aws_security_group_rule: traffic(
    'rule of a security group',
    'new connections by it time out for moments',
    'new connections by it time out',
  ),
  aws_route53_zone: traffic(
    'hosted zone',
    'its names lead nowhere until the new name servers are entered where the domain is registered',
    'its names lead nowhere',
  ),
  aws_route53_record: traffic(
    'DNS record',
    'its name leads nowhere for moments, or longer where that is remembered',
    'its name leads nowhere',
  ),
  aws_service_discovery_http_namespace: namespace,
  aws_service_discovery_private_dns_namespace: namespace,
  aws_service_discovery_public_dns_namespace: namespace,
  aws_iam_server_certificate: certificate,
  aws_eks_cluster: traffic(
    'EKS cluster',
    'all that runs in it stops, and has to be set up again',
    'all that runs in it stops',
  ),
  aws_service_discovery_service: traffic(
    'discovery service',
    'its name leads nowhere meanwhile',
    'its name leads nowhere',
  ),
  aws_cloudfront_distribution: traffic(
    'CloudFront distribution',
    'its names answer nothing until the new one is deployed, which takes minutes',
    'its names answer nothing',
  ),
  ...statefulResources,
  aws_iam_role: traffic(
    'role',
    'who uses it is refused meanwhile',
    'who uses it is refused: tasks do not start, pipelines fail',
  ),
  aws_iam_role_policy: { ...traffic('policy of a role', undefined, 'what it allowed is refused') },
  aws_iam_role_policy_attachment: {
    ...traffic('policy of a role', undefined, 'what it allowed is refused'),
  },
  aws_iam_openid_connect_provider: traffic(
    'identity provider',
    'pipelines take on no role meanwhile',
    'pipelines take on no role',
  ),
  ...protectiveResources,
};
