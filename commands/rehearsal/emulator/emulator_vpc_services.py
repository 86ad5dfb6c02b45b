"""Regional NAT gateways, and fields of endpoints and flow logs, which the emulator does not support."""

import re
from xml.sax.saxutils import escape

from emulator_ec2 import describe, instead_of, items, more, of
from ministack.services import ec2

members = ec2._parse_member_list


@instead_of("CreateNatGateway")
def create_nat_gateway(create, p):
    if of(p, "AvailabilityMode") != "regional":
        return create(p)
    # The emulator requires a subnet, which a regional NAT gateway does not have.
    answer = create({**p, "SubnetId": ["none"]})
    vpc = of(p, "VpcId")
    record = list(ec2._nat_gateways.values())[-1]
    record.update(VpcId=vpc, SubnetId="")
    fields = {
        "vpcId": vpc,
        "subnetId": "",
        "availabilityMode": "regional",
        "autoScalingIps": "enabled",
        "autoProvisionZones": "enabled",
    }
    return describe(answer, "CreateNatGatewayResponse", "natGatewayId", fields)


@instead_of("CreateVpcEndpoint")
def create_endpoint(create, p):
    interface = of(p, "VpcEndpointType") == "Interface"
    groups = members(p, "SecurityGroupId")
    fields = {
        "privateDnsEnabled": (of(p, "PrivateDnsEnabled") or "false") if interface else "false",
        "groupSet": items(groups, "groupId"),
        "ipAddressType": "ipv4",
        "dnsOptions": f"<dnsRecordIpType>{'ipv4' if interface else 'service-defined'}</dnsRecordIpType>",
    }
    policy = of(p, "PolicyDocument")
    if policy:
        fields["policyDocument"] = escape(policy)
    return describe(create(p), "CreateVpcEndpointResponse", "vpcEndpointId", fields)


@instead_of("ModifyVpcEndpoint")
def modify_endpoint(modify, p):
    answer = modify(p)
    policy = of(p, "PolicyDocument")
    if answer[0] == 200 and policy:
        more.setdefault(of(p, "VpcEndpointId"), {})["policyDocument"] = escape(policy)
    return answer


@instead_of("CreateFlowLogs")
def create_flow_logs(create, p):
    # The emulator expects the resource type "flow-log" for tags; on AWS it is "vpc-flow-log".
    answer = create({**p, "TagSpecification.1.ResourceType": ["flow-log"]})
    destination = of(p, "LogDestination")
    for one in re.findall(r"<item>(fl-\w+)</item>", answer[2].decode()):
        more[one] = {
            "maxAggregationInterval": of(p, "MaxAggregationInterval") or "600",
            "deliverLogsPermissionArn": of(p, "DeliverLogsPermissionArn"),
            "logGroupName": destination.split(":log-group:")[-1] if ":log-group:" in destination else "",
        }
    return answer
