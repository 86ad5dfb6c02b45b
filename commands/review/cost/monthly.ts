import { monthlyPrices, webAclMonthlyPrices } from '../../../constructs/pricing/prices';
import type { Side } from '../plan/ecs-services';
import { fieldsOf, listOf } from '../plan/json-values';
import type { PlannedResource } from '../plan/planned-resources';
import { always, type Bill, type Billed, ofType, pluralize } from './items';

/** What costs the same each month, wherever it is. */
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

/** By type of Terraform what of it is never in the sums. */
const byTraffic: readonly (readonly [RegExp, string])[] = [
  [/^aws_a?lb$/, 'requests through the load balancer (LCU)'],
  [/^aws_nat_gateway$/, 'each GB through NAT gateways'],
  [/^aws_vpc_endpoint$/, 'each GB through interface endpoints'],
  [/^aws_wafv2_web_acl$/, 'requests that the web ACL looks at'],
  [/^aws_cloudwatch_log_group$/, 'logs by the GB that is written and kept'],
  [/^aws_flow_log$/, 'flow logs by the GB'],
  [/^aws_ecr_repository$/, 'images by the GB that is kept'],
  [/^aws_s3_bucket$/, 'objects in buckets'],
  [/^aws_route53_zone$/, 'queries for names'],
];

/** What costs, and has no price here. */
const unpriced =
  /^(?:aws_(?:db_|rds_|elasticache_(?:cluster|replication|serverless)|eks_|lambda_function|dynamodb_table|efs_file|fsx_|cloudfront_distribution|msk_|opensearch_|elasticsearch_|redshift|sagemaker_|ebs_volume|elb$|mq_broker|kinesis_|docdb_|neptune_|memorydb_|ec2_transit_gateway$|vpn_connection|networkfirewall_firewall$|globalaccelerator_accelerator|apprunner_service|api_gateway_rest_api|apigatewayv2_api|spot_|backup_vault$|directory_service)|google_|azurerm_)/;

/** Notes on what is left out, whatever the region. */
export function leftOutNotes(resources: readonly PlannedResource[]): string[] {
  const types = new Map<string, number>();
  for (const { type, before, after } of resources) {
    // Those of type Gateway take nothing.
    const isFree =
      type === 'aws_vpc_endpoint' && (after ?? before)?.vpc_endpoint_type !== 'Interface';
    if (!isFree) types.set(type, (types.get(type) ?? 0) + 1);
  }
  const traffic = byTraffic.filter(([pattern]) =>
    [...types.keys()].some((type) => pattern.test(type)),
  );
  const others = [...types]
    .filter(([type]) => unpriced.test(type))
    .map(([type, count]) => `${count} of ${type}`);
  const insights = resources.some(({ type, before, after }) => {
    const settings = listOf((after ?? before)?.setting).map(fieldsOf);
    const isOn = settings.some(
      ({ name, value }) => name === 'containerInsights' && value !== 'disabled',
    );
    return type === 'aws_ecs_cluster' && isOn;
  });
  const words = [
    ...traffic.map(([, what]) => what),
    ...(insights ? ['metrics of Container Insights'] : []),
    'data to the internet and between zones',
  ];
  return [
    `Not in the sums, since it follows from use: ${words.join('; ')}`,
    ...(others.length > 0 ? [`Without a price here: ${others.join(', ')}`] : []),
  ];
}
