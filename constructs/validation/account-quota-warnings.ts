import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import { fargateUses } from './fargate-quota-checks';

/**
 * Warnings about quotas that are enough for each environment, but not for all that are in one region of one account, which share
 * them.
 * https://docs.aws.amazon.com/servicequotas/latest/userguide/intro.html
 */
export function accountQuotaWarnings(environments: readonly ResolvedEnvironment[]): string[] {
  const placeOf = ({ account = '', region }: ResolvedEnvironment) => `${account} ${region}`;
  return [...new Set(environments.map(placeOf))].flatMap((place) => {
    const group = environments.filter((environment) => placeOf(environment) === place);
    if (group.length === 1) return [];
    const names = group.map(({ name }) => name).join(', ');
    const where = `main.ts: environments ${names} share the quotas of ${group[0]?.region}: together`;
    return [...vcpuWarnings(group, where), ...addressWarnings(group, where)];
  });
}

function vcpuWarnings(group: readonly ResolvedEnvironment[], where: string): string[] {
  const uses = group.flatMap(fargateUses);
  return [...new Set(uses.map(({ field }) => field))].flatMap((field) => {
    const own = uses.filter((one) => one.field === field);
    const [first] = own;
    const needed = own.reduce((sum, { vcpus }) => sum + vcpus, 0);
    const allowed = Math.max(...own.map((one) => one.allowed));
    if (first === undefined || needed <= allowed) return [];
    return `${where}, their services at maxTasks need ${needed} vCPUs, but quotas.${field} is ${allowed}; ask AWS for ${Math.ceil(needed)} "${first.quota}", unless the account has them, and set quotas.${field} to that in each`;
  });
}

function addressWarnings(group: readonly ResolvedEnvironment[], where: string): string[] {
  const needed = group.reduce((sum, environment) => sum + natAddresses(environment), 0);
  const allowed = Math.max(...group.map(({ quotas }) => quotas.elasticIps));
  if (needed <= allowed) return [];
  return [
    `${where}, their NAT gateways need ${needed} Elastic IP addresses, but quotas.elasticIps is ${allowed}; ask AWS for ${needed} "EC2-VPC Elastic IPs", unless the account has them, and set quotas.elasticIps to that in each`,
  ];
}

/** Elastic IP addresses of the stack itself. A regional gateway gets its addresses from AWS. */
function natAddresses({ network }: ResolvedEnvironment): number {
  if (isExistingNetwork(network)) return 0;
  const { nat, zones } = network;
  if (nat === 'per-az') return zones.length;
  return nat === 'single' ? 1 : 0;
}
