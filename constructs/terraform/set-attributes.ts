/**
 * Which attributes and blocks are sets for Terraform: another order of their elements is the same thing. For the types that the
 * stacks have, as the schemas of hashicorp/aws and kreuzwerker/docker say; a test compares them.
 */

/** How hosts may be, in each block of that name. */
const ofInstances = [
  '*.accelerator_manufacturers',
  '*.accelerator_names',
  '*.accelerator_types',
  '*.allowed_instance_types',
  '*.cpu_manufacturers',
  '*.excluded_instance_types',
  '*.instance_generations',
  '*.local_storage_types',
];

/**
 * Type → paths from the resource down, without numbers of elements; `*.` stands for any blocks, or none. A type that is not here
 * has no sets.
 */
const setAttributes: Readonly<Record<string, readonly string[]>> = {
  aws_acm_certificate: [
    'domain_validation_options',
    'subject_alternative_names',
    'validation_option',
  ],
  aws_acm_certificate_validation: ['validation_record_fqdns'],
  aws_appautoscaling_policy: [
    '*.dimension',
    '*.dimensions',
    'step_scaling_policy_configuration.step_adjustment',
    'target_tracking_scaling_policy_configuration.customized_metric_specification.metrics',
  ],
  aws_autoscaling_group: [
    ...ofInstances,
    'availability_zones',
    'enabled_metrics',
    'initial_lifecycle_hook',
    'instance_refresh.triggers',
    'load_balancers',
    'suspended_processes',
    'tag',
    'target_group_arns',
    'traffic_source',
    'vpc_zone_identifier',
  ],
  aws_cloudwatch_metric_alarm: [
    'alarm_actions',
    'insufficient_data_actions',
    'metric_query',
    'ok_actions',
  ],
  aws_default_security_group: ['*.security_groups', 'egress', 'ingress'],
  aws_ecs_capacity_provider: [...ofInstances, '*.security_groups', '*.subnets'],
  aws_ecs_cluster: ['setting'],
  aws_ecs_cluster_capacity_providers: ['capacity_providers', 'default_capacity_provider_strategy'],
  aws_ecs_service: [
    'alarms.alarm_names',
    'capacity_provider_strategy',
    'deployment_configuration.lifecycle_hook',
    'load_balancer',
    'network_configuration.security_groups',
    'network_configuration.subnets',
    'placement_constraints',
    'vpc_lattice_configurations',
  ],
  aws_ecs_task_definition: ['placement_constraints', 'requires_compatibilities', 'volume'],
  aws_iam_openid_connect_provider: ['client_id_list'],
  aws_iam_role: ['inline_policy', 'managed_policy_arns'],
  aws_launch_template: [
    ...ofInstances,
    'license_specification',
    'network_interfaces.ipv4_addresses',
    'network_interfaces.ipv4_prefixes',
    'network_interfaces.ipv6_addresses',
    'network_interfaces.ipv6_prefixes',
    'network_interfaces.security_groups',
    'secondary_interfaces.private_ip_addresses',
    'security_group_names',
    'vpc_security_group_ids',
  ],
  aws_lb: ['security_groups', 'subnet_mapping', 'subnets'],
  aws_lb_listener: [
    '*.values',
    'default_action.forward.target_group',
    'default_action.jwt_validation.additional_claim',
  ],
  aws_lb_listener_rule: [
    '*.regex_values',
    '*.values',
    'action.forward.target_group',
    'action.jwt_validation.additional_claim',
    'condition',
    'condition.query_string',
    'transform',
  ],
  aws_lb_target_group: ['load_balancer_arns'],
  aws_nat_gateway: [
    'availability_zone_address',
    'availability_zone_address.allocation_ids',
    'regional_nat_gateway_address',
    'secondary_allocation_ids',
    'secondary_private_ip_addresses',
  ],
  aws_route53_record: ['geoproximity_routing_policy.coordinates', 'records'],
  aws_route53_zone: ['vpc'],
  aws_route_table: ['propagating_vgws', 'route'],
  aws_s3_bucket: [
    'grant',
    'grant.permissions',
    'lifecycle_rule.noncurrent_version_transition',
    'lifecycle_rule.transition',
    'replication_configuration.rules',
  ],
  aws_s3_bucket_lifecycle_configuration: ['rule.noncurrent_version_transition', 'rule.transition'],
  aws_s3_bucket_server_side_encryption_configuration: ['rule'],
  aws_security_group: ['*.security_groups', 'egress', 'ingress'],
  aws_vpc_endpoint: [
    'dns_options.private_dns_specified_domains',
    'network_interface_ids',
    'route_table_ids',
    'security_group_ids',
    'subnet_configuration',
    'subnet_ids',
  ],
  aws_wafv2_web_acl: [
    '*.failure_codes',
    '*.failure_strings',
    '*.failure_values',
    '*.insert_header',
    '*.response_header',
    '*.success_codes',
    '*.success_strings',
    '*.success_values',
    '*.text_transformation',
    'custom_response_body',
    'rule',
    'rule.rule_label',
    'token_domains',
  ],
  aws_wafv2_web_acl_logging_configuration: [
    'log_destination_configs',
    'logging_filter.filter',
    'logging_filter.filter.condition',
  ],
  docker_container: [
    '*.capabilities',
    '*.labels',
    'capabilities.add',
    'capabilities.drop',
    'device_cgroup_rules',
    'device_read_bps',
    'device_read_iops',
    'device_requests',
    'device_requests.device_ids',
    'device_write_bps',
    'device_write_iops',
    'devices',
    'dns',
    'dns_opts',
    'dns_search',
    'env',
    'group_add',
    'host',
    'mounts',
    'networks_advanced',
    'networks_advanced.aliases',
    'networks_advanced.driver_opts',
    'networks_advanced.link_local_ips',
    'security_opts',
    'ulimit',
    'upload',
    'volumes',
  ],
  docker_image: ['build', 'pull_triggers'],
  docker_network: ['ipam_config', 'labels'],
  'data.aws_availability_zones': [
    'exclude_names',
    'exclude_zone_ids',
    'filter',
    'filter.values',
    'group_names',
  ],
  'data.aws_subnet': ['filter', 'filter.values'],
  'data.aws_vpc': ['filter', 'filter.values'],
};

/** What Terraform itself knows of each resource. */
const ofTerraform = ['depends_on', 'lifecycle.ignore_changes', 'lifecycle.replace_triggered_by'];

const pathsOf = new Map<string, ReadonlySet<string>>();

/**
 * Whether the order of the elements of an attribute or a block means nothing.
 *
 * @param type of a resource, `aws_lb`, or of a data source, `data.aws_vpc`.
 * @param path names from the resource down, without numbers of elements: `network_configuration.subnets`.
 */
export function isSet(type: string, path: string): boolean {
  const known = pathsOf.get(type) ?? new Set([...ofTerraform, ...setsOf(type)]);
  pathsOf.set(type, known);
  return known.has(path) || known.has(`*.${path.slice(path.lastIndexOf('.') + 1)}`);
}

function setsOf(type: string): readonly string[] {
  return (Object.hasOwn(setAttributes, type) && setAttributes[type]) || [];
}

/** The types with sets that are known here. */
export function setTypes(): string[] {
  return Object.keys(setAttributes);
}
