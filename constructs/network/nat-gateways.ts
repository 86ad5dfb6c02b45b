import { Eip } from '@cdktf/provider-aws/lib/eip';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import type { Nat, ZoneLetter } from '../options/environment/network-options';

export interface NatGatewaysProps {
  /** Prefix of all resource names. */
  readonly name: string;
  readonly zones: readonly ZoneLetter[];
  readonly nat: Nat;

  /** By zone letter. */
  readonly publicSubnets: Readonly<Record<string, Subnet>>;

  /** Created before the NAT gateways, which cannot reach the internet without it. */
  readonly internetGateway: InternetGateway;
}

/** When `nat` changes, the new gateways and their routes are created before the old gateways are destroyed. */
const lifecycle = { createBeforeDestroy: true };

/**
 * The NAT gateways of a VPC: none, one in the first zone, one in each zone, or one regional gateway. A regional gateway needs
 * no subnet and no Elastic IP address.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 *
 * Synthesizes `aws_nat_gateway` and `aws_eip`.
 */
export class NatGateways extends Construct {
  /** The NAT gateway of each private subnet, by zone letter. */
  readonly byZone: Readonly<Record<string, NatGateway | undefined>>;

  constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const { zones, nat } = props;
    const forAll = (gateway?: NatGateway) =>
      Object.fromEntries(zones.map((zone) => [zone, gateway]));
    if (nat === 'none') this.byZone = {};
    else if (nat === 'regional') this.byZone = forAll(this.regional(props));
    else if (nat === 'single') this.byZone = forAll(this.zonal(zones[0] ?? 'a', props));
    else this.byZone = Object.fromEntries(zones.map((zone) => [zone, this.zonal(zone, props)]));
  }

  private regional({ name, internetGateway }: NatGatewaysProps): NatGateway {
    return new NatGateway(this, 'regional', {
      availabilityMode: 'regional',
      vpcId: internetGateway.vpcId,
      tags: { Name: `${name}-nat` },
      dependsOn: [internetGateway],
      lifecycle,
    });
  }

  private zonal(
    zone: ZoneLetter,
    { name, publicSubnets, internetGateway }: NatGatewaysProps,
  ): NatGateway {
    const tags = { Name: `${name}-nat-${zone}` };
    const address = new Eip(this, `${zone}-address`, {
      domain: 'vpc',
      tags,
      dependsOn: [internetGateway],
      lifecycle,
    });
    return new NatGateway(this, zone, {
      allocationId: address.id,
      subnetId: publicSubnets[zone]?.id,
      tags,
      dependsOn: [internetGateway],
      lifecycle,
    });
  }
}
