import { Eip } from '@cdktf/provider-aws/lib/eip';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Construct } from 'constructs';
import type { Nat, ZoneLetter } from '../options/environment/network-options';

export interface NatGatewaysProps {
  /** What the names begin with. */
  readonly name: string;
  readonly zones: readonly ZoneLetter[];
  readonly nat: Nat;

  /** By the letter of their zone. */
  readonly publicSubnets: Readonly<Record<string, Subnet>>;

  /** They wait for it: without it they reach nobody. */
  readonly gateway: InternetGateway;
}

/** Another choice is there, and routes lead to it, before this one goes. */
const lifecycle = { createBeforeDestroy: true };

/**
 * The NAT gateways of a VPC: none, one in the first zone, one in each, or a regional one, which needs neither subnet nor
 * address of ours.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 *
 * Synthesizes `aws_nat_gateway` and `aws_eip`.
 */
export class NatGateways extends Construct {
  /** The one to which the private subnet of a zone leads. */
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

  private regional({ name, gateway }: NatGatewaysProps): NatGateway {
    return new NatGateway(this, 'regional', {
      availabilityMode: 'regional',
      vpcId: gateway.vpcId,
      tags: { Name: `${name}-nat` },
      dependsOn: [gateway],
      lifecycle,
    });
  }

  private zonal(zone: ZoneLetter, { name, publicSubnets, gateway }: NatGatewaysProps): NatGateway {
    const tags = { Name: `${name}-nat-${zone}` };
    const address = new Eip(this, `${zone}-address`, {
      domain: 'vpc',
      tags,
      dependsOn: [gateway],
      lifecycle,
    });
    return new NatGateway(this, zone, {
      allocationId: address.id,
      subnetId: publicSubnets[zone]?.id,
      tags,
      dependsOn: [gateway],
      lifecycle,
    });
  }
}
