import { requiredEndpoints, unreachableRegistries } from '../network/required-endpoints';
import type { ResolvedEnvironment } from '../options/environment/environment-options';
import { isExistingNetwork, type Nat } from '../options/environment/network-options';
import { minTaskCount } from '../options/service/task-count';
import {
  endpointGb,
  hoursOfMonth,
  pricesDate,
  publicIpv4Hour,
  type VpcPrices,
  vpcPricesOf,
} from '../pricing/prices';

/** A way for tasks to the internet, or around it. */
export interface EgressPrice {
  /** As it is written: `nat: 'single'`. */
  readonly option: string;

  /** USD a month, without traffic. */
  readonly monthly: number;
  readonly description: string;
  readonly isChosen: boolean;
}

/** All ways that the tasks of a site could have, each with its price; none where their network is there already. */
export function egressPrices(
  environment: ResolvedEnvironment,
  prices: Required<VpcPrices>,
): EgressPrice[] {
  const { network, services } = environment;
  if (isExistingNetwork(network)) return [];
  const { nat, zones = ['a', 'b'], publicTasks = false } = network;
  const month = (hourly: number) => hourly * hoursOfMonth;
  const endpoints = requiredEndpoints(environment);
  const endpointsMonthly = month(prices.endpointHour) * endpoints.length * zones.length;
  // Where they were asked for, they stay with every other choice.
  const requestedEndpoints = network.endpoints === true ? endpoints : [];
  const requestedEndpointsMonthly = requestedEndpoints.length > 0 ? endpointsMonthly : 0;
  const endpointsText =
    requestedEndpoints.length > 0 ? `; with ${formatEndpoints(requestedEndpoints)}` : '';
  const tasks = services.reduce((sum, service) => sum + minTaskCount(service), 0);
  const gateways = (candidate: Nat, count: number, description: string): EgressPrice => ({
    option: `nat: '${candidate}'`,
    monthly: month(prices.natHour + publicIpv4Hour) * count + requestedEndpointsMonthly,
    description: `${description}, ${prices.natHour} USD a GB${endpointsText}`,
    isChosen: nat === candidate,
  });
  const endpointsOnly: EgressPrice = {
    option: "nat: 'none'",
    monthly: endpointsMonthly,
    description: `${formatEndpoints(endpoints)} in ${zones.length} zones, ${endpointGb} USD a GB`,
    isChosen: nat === 'none' && !publicTasks,
  };
  return [
    ...(unreachableRegistries(environment).length === 0 ? [endpointsOnly] : []),
    gateways('single', 1, 'one gateway'),
    gateways('per-az', zones.length, `${zones.length} gateways, one in each zone`),
    gateways('regional', zones.length, 'a gateway that AWS keeps in each zone with tasks'),
    {
      option: 'publicTasks: true',
      monthly: month(publicIpv4Hour) * tasks + requestedEndpointsMonthly,
      description: `with nat: 'none': an address for each task, at least ${tasks}${endpointsText}`,
      isChosen: publicTasks,
    },
  ];
}

/** The ways as lines for the eyes, or why there are none. */
export function formatEgressPrices(environment: ResolvedEnvironment): string[] {
  const { network, region } = environment;
  if (isExistingNetwork(network))
    return [`Way out of ${network.vpcId}: as its owner has made it, and pays for it.`];
  const { natHour, endpointHour } = vpcPricesOf(region) ?? {};
  if (natHour === undefined || endpointHour === undefined) {
    return [
      `What a way out of the VPC costs in ${region} is not known here: https://aws.amazon.com/vpc/pricing/`,
    ];
  }
  const options = egressPrices(environment, { natHour, endpointHour });
  const unreachable = unreachableRegistries(environment);
  return [
    `Way out of the VPC, USD a month in ${region} without traffic (estimates, prices of ${pricesDate}):`,
    ...options.map(
      ({ option, monthly, description, isChosen }) =>
        `  ${isChosen ? '→' : ' '} ${option.padEnd(18)}${monthly.toFixed(0).padStart(5)}  ${description}`,
    ),
    ...(unreachable.length === 0
      ? []
      : [
          `    nat: 'none' without publicTasks is not possible: no endpoint leads to ${unreachable.join(', ')}`,
        ]),
  ];
}

function formatEndpoints(endpoints: readonly string[]): string {
  return `${endpoints.length} endpoint${endpoints.length > 1 ? 's' : ''} (${endpoints.join(', ')})`;
}
