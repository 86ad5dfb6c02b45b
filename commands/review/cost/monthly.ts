import { monthlyPrices, webAclMonthlyPrices } from '../../../constructs/pricing/prices';
import type { Side } from '../plan/ecs-services';
import { fieldsOf, listOf } from '../plan/json-values';
import type { PlannedResource } from '../plan/planned-resources';
import { always, type Bill, type Billed, ofType, pluralize } from './items';

/** Resources with the same monthly price in all regions. */
export function monthlyBill({ resources }: Billed, side: Side): Bill {
  const here = resources.filter((resource) => resource[side]);
  const items = Object.entries(monthlyPrices).flatMap(([type, { monthly, noun }]) => {
    const count = ofType(here, type).length;
    return count === 0
      ? []
      : [{ key: type, text: pluralize(count, noun), range: always(count * monthly) }];
  });
  const acls = ofType(here, 'aws_wafv2_web_acl');
  if (acls.length === 0) return { items, notes: [] };
  const rules = acls.reduce((sum, acl) => sum + listOf(acl[side]?.rule).length, 0);
  const text = `${pluralize(acls.length, 'web ACL')} with ${pluralize(rules, 'rule')}`;
  const range = always(acls.length * webAclMonthlyPrices.acl + rules * webAclMonthlyPrices.rule);
  return { items: [...items, { key: 'web acl', text, range }], notes: [] };
}

/** Usage-based charges by resource type. */
const usageCharges: readonly (readonly [RegExp, string])[] = [
  [/^aws_a?lb$/, 'requests through the load balancer (LCU)'],
  [/^aws_nat_gateway$/, 'data processed by NAT gateways'],
  [/^aws_vpc_endpoint$/, 'data processed by interface endpoints'],
  [/^aws_wafv2_web_acl$/, 'requests inspected by the web ACL'],
  [/^aws_cloudwatch_log_group$/, 'log ingestion and storage'],
  [/^aws_flow_log$/, 'flow log ingestion'],
  [/^aws_ecr_repository$/, 'image storage'],
  [/^aws_s3_bucket$/, 'objects in buckets'],
  [/^aws_route53_zone$/, 'DNS queries'],
];

/** Types that are billed, but whose prices are not known. */
const unpriced =
  /^(?:aws_(?:db_|rds_|elasticache_(?:cluster|replication|serverless)|eks_|lambda_function|dynamodb_table|efs_file|fsx_|cloudfront_distribution|msk_|opensearch_|elasticsearch_|redshift|sagemaker_|ebs_volume|elb$|mq_broker|kinesis_|docdb_|neptune_|memorydb_|ec2_transit_gateway$|vpn_connection|networkfirewall_firewall$|globalaccelerator_accelerator|apprunner_service|api_gateway_rest_api|apigatewayv2_api|spot_|backup_vault$|directory_service)|google_|azurerm_)/;

/** Notes about costs that are left out in all regions. */
export function leftOutNotes(resources: readonly PlannedResource[]): string[] {
  const types = new Map<string, number>();
  for (const { type, before, after } of resources) {
    // Gateway endpoints are free.
    const isFree =
      type === 'aws_vpc_endpoint' && (after ?? before)?.vpc_endpoint_type !== 'Interface';
    if (!isFree) types.set(type, (types.get(type) ?? 0) + 1);
  }
  const usage = usageCharges.filter(([pattern]) =>
    [...types.keys()].some((type) => pattern.test(type)),
  );
  const others = [...types]
    .filter(([type]) => unpriced.test(type))
    .map(([type, count]) => `${count} × ${type}`);
  const insights = resources.some(({ type, before, after }) => {
    const settings = listOf((after ?? before)?.setting).map(fieldsOf);
    const isOn = settings.some(
      ({ name, value }) => name === 'containerInsights' && value !== 'disabled',
    );
    return type === 'aws_ecs_cluster' && isOn;
  });
  const words = [
    ...usage.map(([, what]) => what),
    ...(insights ? ['Container Insights metrics'] : []),
    'data transfer to the internet and between zones',
  ];
  return [
    `Not in the sums, because they depend on usage: ${words.join('; ')}`,
    ...(others.length > 0
      ? [`Not in the sums, because their prices are not known: ${others.join(', ')}`]
      : []),
  ];
}
