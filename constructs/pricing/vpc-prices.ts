/** What AWS takes in one region, in USD, on demand, without tax. */
export interface VpcPrices {
  /** NAT gateway, for each hour; a regional one for each hour and zone. */
  readonly natHour: number;

  /** Interface endpoint, for each hour and zone. */
  readonly endpointHour: number;
}

/** Of which day the prices are. They are estimates: AWS says what counts. */
export const pricesDate = '2026-09-21';

/** A public IPv4 address, for each hour, in all regions: https://aws.amazon.com/vpc/pricing/ */
export const publicIpv4Hour = 0.005;

/** An interface endpoint, for each GB, in all regions: https://aws.amazon.com/privatelink/pricing/ */
export const endpointGb = 0.01;

/** As AWS reckons a month. */
export const hoursOfMonth = 730;

/** From AWS's price list: https://aws.amazon.com/vpc/pricing/ and https://aws.amazon.com/privatelink/pricing/ */
const table: Readonly<Record<string, VpcPrices>> = {
  'us-east-1': { natHour: 0.045, endpointHour: 0.01 },
  'us-east-2': { natHour: 0.045, endpointHour: 0.01 },
  'us-west-2': { natHour: 0.045, endpointHour: 0.01 },
  'eu-central-1': { natHour: 0.052, endpointHour: 0.012 },
  'eu-west-1': { natHour: 0.048, endpointHour: 0.011 },
  'eu-west-2': { natHour: 0.05, endpointHour: 0.011 },
  'eu-west-3': { natHour: 0.05, endpointHour: 0.011 },
  'eu-north-1': { natHour: 0.046, endpointHour: 0.0105 },
  'ap-southeast-1': { natHour: 0.059, endpointHour: 0.013 },
  'ap-southeast-2': { natHour: 0.059, endpointHour: 0.013 },
  'ap-northeast-1': { natHour: 0.062, endpointHour: 0.014 },
};

/** The prices of a region; `undefined` where they are not known here. */
export function vpcPricesOf(region: string): VpcPrices | undefined {
  return table[region];
}
