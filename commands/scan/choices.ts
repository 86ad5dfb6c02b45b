/** A synthesized stack: type → id → resource. */
export type Resources = Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>
>;

/** An option that main.ts does not set, and the checks that fail without it. */
export interface DisabledOption {
  readonly option: string;
  readonly checks: readonly string[];
}

/** An option with whether a stack uses it. */
interface Option extends DisabledOption {
  readonly isOn: boolean;
}

/** The options of main.ts that a stack does not use. */
export function disabledOptions(resources: Resources): DisabledOption[] {
  const [balancer] = Object.values(resources.aws_lb ?? {});
  if (!balancer && !('aws_ecs_cluster' in resources)) return [];
  const groups = Object.values(resources.aws_cloudwatch_log_group ?? {});
  const all: Option[] = [
    ...(balancer ? optionsOfBalancer(balancer, resources) : []),
    {
      option: 'containerInsights: true',
      checks: ['CKV_AWS_65'],
      isOn: Object.values(resources.aws_ecs_cluster ?? {}).every(({ setting }) =>
        JSON.stringify(setting).includes('enabled'),
      ),
    },
    {
      option: 'flowLogs: true',
      checks: ['CKV2_AWS_11'],
      isOn: 'aws_flow_log' in resources || !('aws_vpc' in resources),
    },
    {
      option: 'publicTasks: false',
      checks: ['CKV_AWS_333'],
      isOn: !JSON.stringify(resources.aws_ecs_service ?? {}).includes('"assign_public_ip":true'),
    },
    {
      option: 'production: true (logs for a year)',
      checks: ['CKV_AWS_338'],
      isOn: groups.every(({ retention_in_days }) => Number(retention_in_days) >= 365),
    },
  ];
  return all.filter(({ isOn }) => !isOn).map(({ option, checks }) => ({ option, checks }));
}

/** Options of a load balancer. One that is there already has none. */
function optionsOfBalancer(
  balancer: Readonly<Record<string, unknown>>,
  resources: Resources,
): Option[] {
  const listeners = Object.values(resources.aws_lb_listener ?? {});
  return [
    {
      option: 'https: { … }',
      checks: ['CKV_AWS_2', 'CKV_AWS_103', 'CKV2_AWS_20'],
      isOn: listeners.some(({ protocol }) => protocol === 'HTTPS'),
    },
    {
      option: 'deletionProtection: true',
      checks: ['CKV_AWS_150'],
      isOn: balancer.enable_deletion_protection === true,
    },
    {
      option: 'accessLogs: true',
      checks: ['CKV_AWS_91'],
      // In a plan, access_logs is a list; it is empty if there are no access logs.
      isOn: JSON.stringify(balancer.access_logs ?? []).includes('"enabled":true'),
    },
    { option: 'waf: true', checks: ['CKV2_AWS_28'], isOn: 'aws_wafv2_web_acl' in resources },
  ];
}
