import {
  interfaceEndpoints,
  requiredEndpoints,
  unreachableRegistries,
} from '../network/required-endpoints';
import type { Nat } from '../options/environment/network-options';
import type { ResolvedEnvironment } from '../options/environment/resolved-environment';
import { isExistingNetwork } from '../options/environment/resolved-network';
import { minTaskCount } from '../options/service/resolved-service';
import {
  endpointGb,
  hoursOfMonth,
  pricesDate,
  publicIpv4Hour,
  type VpcPrices,
  vpcPricesOf,
} from '../pricing/prices';

/** An option for the egress of tasks: to the internet, or to endpoints only. */
export interface EgressPrice {
  /** The option as written in main.ts: `nat: 'single'`. */
  readonly option: string;

  /** USD per month, without traffic. */
  readonly monthly: number;
  readonly description: string;
  readonly isChosen: boolean;
}

/** All egress options of an environment, each with its price; none in an existing network. */
export function egressPrices(
  environment: ResolvedEnvironment,
  prices: Required<VpcPrices>,
): EgressPrice[] {
  const { network, services, ec2Capacity } = environment;
  if (isExistingNetwork(network)) return [];
  const { nat, zones, publicTasks, endpointsRequested } = network;
  const month = (hourly: number) => hourly * hoursOfMonth;
  const endpoints = requiredEndpoints(environment);
  const monthly = ({ length }: string[]) => month(prices.endpointHour) * length * zones.length;
  const endpointsMonthly = monthly(endpoints);
  // Endpoints that main.ts requests exist with every option.
  const requestedEndpoints = interfaceEndpoints({ endpoints: endpointsRequested }, environment);
  const requestedEndpointsMonthly = monthly(requestedEndpoints);
  const endpointsText =
    requestedEndpoints.length > 0 ? `; with ${formatEndpoints(requestedEndpoints)}` : '';
  // On EC2, tasks share the address of their instance.
  const tasks = services.reduce((sum, service) => sum + minTaskCount(service), 0);
  const [addresses, holder] = ec2Capacity ? [ec2Capacity.minHosts, 'instance'] : [tasks, 'task'];
  const gateways = (candidate: Nat, count: number, description: string): EgressPrice => ({
    option: `nat: '${candidate}'`,
    monthly: month(prices.natHour + publicIpv4Hour) * count + requestedEndpointsMonthly,
    description: `${description}, ${prices.natHour} USD per GB${endpointsText}`,
    isChosen: nat === candidate,
  });
  const endpointsOnly: EgressPrice = {
    option: "nat: 'none'",
    monthly: endpointsMonthly,
    description: `${formatEndpoints(endpoints)} in ${zones.length} zones, ${endpointGb} USD per GB`,
    isChosen: nat === 'none' && !publicTasks,
  };
  return [
    ...(unreachableRegistries(environment).length === 0 ? [endpointsOnly] : []),
    gateways('single', 1, 'one NAT gateway'),
    gateways('per-az', zones.length, `${zones.length} NAT gateways, one in each zone`),
    gateways('regional', zones.length, 'a NAT gateway that AWS extends to each zone with tasks'),
    {
      option: 'publicTasks: true',
      monthly: month(publicIpv4Hour) * addresses + requestedEndpointsMonthly,
      description: `with nat: 'none': a public IPv4 address for each ${holder}, at least ${addresses}${endpointsText}`,
      isChosen: publicTasks,
    },
  ];
}

/** Lines of the summary: the egress options with their prices, or why there are none. */
export function formatEgressPrices(environment: ResolvedEnvironment): string[] {
  const { name, network, region } = environment;
  if (isExistingNetwork(network))
    return [
      `Egress of ${name} from ${network.vpcId}: set up and paid for by the owner of the VPC.`,
    ];
  const { natHour, endpointHour } = vpcPricesOf(region) ?? {};
  if (natHour === undefined || endpointHour === undefined) {
    return [
      `Egress options of ${name}: prices for ${region} are not known; see https://aws.amazon.com/vpc/pricing/`,
    ];
  }
  const options = egressPrices(environment, { natHour, endpointHour });
  const unreachable = unreachableRegistries(environment);
  return [
    `Egress options of ${name}, USD per month in ${region} without traffic (estimates, prices of ${pricesDate}):`,
    ...options.map(
      ({ option, monthly, description, isChosen }) =>
        `  ${isChosen ? '→' : ' '} ${option.padEnd(18)}${monthly.toFixed(0).padStart(5)}  ${description}`,
    ),
    ...(unreachable.length === 0
      ? []
      : [
          `    nat: 'none' without publicTasks is not possible: there is no endpoint for ${unreachable.join(', ')}`,
        ]),
  ];
}

function formatEndpoints(endpoints: readonly string[]): string {
  return `${endpoints.length} endpoint${endpoints.length > 1 ? 's' : ''} (${endpoints.join(', ')})`;
}
