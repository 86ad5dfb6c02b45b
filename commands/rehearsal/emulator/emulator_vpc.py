"""IPv6 in the emulator's VPC: CIDR blocks of VPC and subnets, and routes."""

import re
from random import randrange

from emulator_ec2 import describe, instead_of, items, more, of, xml
from ministack.services import ec2


def support_association_filter(name, element):
    """Supports the filter by IPv6 association, which the emulator ignores."""
    matches = getattr(ec2, name)

    def matching(resource, filters):
        wanted = filters.get("ipv6-cidr-block-association.association-id")
        blocks = more.get(resource[element], {}).get("ipv6CidrBlockAssociationSet", "")
        return matches(resource, filters) and (not wanted or any(w in blocks for w in wanted))

    setattr(ec2, name, matching)


support_association_filter("_matches_vpc_filters", "VpcId")
support_association_filter("_matches_subnet_filters", "SubnetId")


def ipv6_blocks(kind, block, extra=""):
    return items([
        f"<ipv6CidrBlock>{block}</ipv6CidrBlock><associationId>{kind}-cidr-assoc-{randrange(16**17):017x}"
        f"</associationId><ipv6CidrBlockState><state>associated</state></ipv6CidrBlockState>{extra}"
    ])


@instead_of("CreateVpc")
def create_vpc(create, p):
    answer = create(p)
    if of(p, "AmazonProvidedIpv6CidrBlock") != "true":
        return answer
    block = f"2a05:d014:{randrange(1, 2**16):x}:{randrange(2**8):x}00::/56"
    pool = f"<ipv6Pool>Amazon</ipv6Pool><networkBorderGroup>{ec2.get_region()}</networkBorderGroup>"
    fields = {"ipv6CidrBlockAssociationSet": ipv6_blocks("vpc", block, pool)}
    return describe(answer, "CreateVpcResponse", "vpcId", fields)


@instead_of("CreateSubnet")
def create_subnet(create, p):
    answer = create(p)
    block = of(p, "Ipv6CidrBlock")
    if not block:
        return answer
    fields = {"ipv6CidrBlockAssociationSet": ipv6_blocks("subnet", block)}
    return describe(answer, "CreateSubnetResponse", "subnetId", fields)


@instead_of("ModifySubnetAttribute")
def modify_subnet(modify, p):
    value = of(p, "AssignIpv6AddressOnCreation.Value")
    if value:
        more.setdefault(of(p, "SubnetId"), {})["assignIpv6AddressOnCreation"] = value
    return modify(p)


@instead_of("CreateRoute")
def create_route(create, p):
    answer = create(p)
    block = of(p, "DestinationIpv6CidrBlock")
    if block and answer[0] == 200:
        route = ec2._route_tables[of(p, "RouteTableId")]["Routes"][-1]
        route["DestinationIpv6CidrBlock"] = block
        del route["DestinationCidrBlock"]
        egress_only = of(p, "EgressOnlyInternetGatewayId")
        if egress_only:
            route["EgressOnlyInternetGatewayId"] = egress_only
            del route["GatewayId"]
    return answer


@instead_of("DeleteRoute")
def delete_route(delete, p):
    block = of(p, "DestinationIpv6CidrBlock")
    table = ec2._route_tables.get(of(p, "RouteTableId"))
    if not (block and table):
        return delete(p)
    table["Routes"] = [r for r in table["Routes"] if r.get("DestinationIpv6CidrBlock") != block]
    return xml(200, "DeleteRouteResponse", "<return>true</return>")


@instead_of("DescribeAvailabilityZones")
def describe_zones(describe_three, p):
    # The emulator has three zones in each region; on AWS some regions have six.
    status, headers, body = describe_three(p)
    text = body.decode()
    third = re.findall(r"<item>.*?</item>", text, re.DOTALL)[-1]
    others = [third.replace("c</zoneName>", f"{letter}</zoneName>") for letter in "def"]
    return status, headers, text.replace(third, third + "".join(others)).encode()
