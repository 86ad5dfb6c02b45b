import { farRegistries, neededEndpoints } from '../network/required-endpoints';
import type { ResolvedEnvironment } from '../options/environment/environment-options';
import { isExistingNetwork, type Nat } from '../options/environment/network-options';
import { fewestTasks } from '../options/service/task-count';
import {
  addressHour,
  endpointGb,
  hoursOfMonth,
  type Prices,
  pricesDate,
  pricesOf,
} from '../pricing/vpc-prices';

/** A way for tasks to the internet, or around it. */
export interface PricedWay {
  /** As it is written: `nat: 'single'`. */
  readonly choice: string;

  /** USD a month, without traffic. */
  readonly monthly: number;
  readonly means: string;
  readonly isChosen: boolean;
}

/** All ways that the tasks of a site could have, each with its price; none where their network is there already. */
export function pricedWays(environment: ResolvedEnvironment, prices: Prices): PricedWay[] {
  const { network, services } = environment;
  if (isExistingNetwork(network)) return [];
  const { nat, zones = ['a', 'b'], publicTasks = false } = network;
  const month = (hourly: number) => hourly * hoursOfMonth;
  const endpoints = neededEndpoints(environment);
  const endpointsMonthly = month(prices.endpointHour) * endpoints.length * zones.length;
  // Where they were asked for, they stay with every other choice.
  const extra = network.endpoints === true ? endpoints : [];
  const added = extra.length > 0 ? endpointsMonthly : 0;
  const beside = extra.length > 0 ? `; with ${shown(extra)}` : '';
  const tasks = services.reduce((sum, service) => sum + fewestTasks(service), 0);
  const gateways = (choice: Nat, count: number, means: string): PricedWay => ({
    choice: `nat: '${choice}'`,
    monthly: month(prices.natHour + addressHour) * count + added,
    means: `${means}, ${prices.natHour} USD a GB${beside}`,
    isChosen: nat === choice,
  });
  const around: PricedWay = {
    choice: "nat: 'none'",
    monthly: endpointsMonthly,
    means: `${shown(endpoints)} in ${zones.length} zones, ${endpointGb} USD a GB`,
    isChosen: nat === 'none' && !publicTasks,
  };
  return [
    ...(farRegistries(environment).length === 0 ? [around] : []),
    gateways('single', 1, 'one gateway'),
    gateways('per-az', zones.length, `${zones.length} gateways, one in each zone`),
    gateways('regional', zones.length, 'a gateway that AWS keeps in each zone with tasks'),
    {
      choice: 'publicTasks: true',
      monthly: month(addressHour) * tasks + added,
      means: `with nat: 'none': an address for each task, at least ${tasks}${beside}`,
      isChosen: publicTasks,
    },
  ];
}

/** The ways as lines for the eyes, or why there are none. */
export function shownWays(environment: ResolvedEnvironment): string[] {
  const { network, region } = environment;
  if (isExistingNetwork(network))
    return [`Way out of ${network.vpcId}: as its owner has made it, and pays for it.`];
  const prices = pricesOf(region);
  if (!prices) {
    return [
      `What a way out of the VPC costs in ${region} is not known here: https://aws.amazon.com/vpc/pricing/`,
    ];
  }
  const ways = pricedWays(environment, prices);
  const far = farRegistries(environment);
  return [
    `Way out of the VPC, USD a month in ${region} without traffic (estimates, prices of ${pricesDate}):`,
    ...ways.map(
      ({ choice, monthly, means, isChosen }) =>
        `  ${isChosen ? '→' : ' '} ${choice.padEnd(18)}${monthly.toFixed(0).padStart(5)}  ${means}`,
    ),
    ...(far.length === 0
      ? []
      : [
          `    nat: 'none' without publicTasks is not possible: no endpoint leads to ${far.join(', ')}`,
        ]),
  ];
}

function shown(endpoints: readonly string[]): string {
  return `${endpoints.length} endpoint${endpoints.length > 1 ? 's' : ''} (${endpoints.join(', ')})`;
}
