"""Fields of Auto Scaling groups that the emulator does not store, and protection of instances and groups.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/Welcome.html
"""

from emulator_launch_templates import template_of
from ministack.services import autoscaling, ec2

of = autoscaling._p
answer = autoscaling._xml
refused = autoscaling._error
nested = autoscaling._parse_nested
reconcile_instances = autoscaling._reconcile_instances

# Fields of a group that are returned as they were sent.
stored_fields = ("MaxInstanceLifetime", "CapacityRebalance", "DefaultInstanceWarmup")
# Defaults of AWS: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstancesDistribution.html
distribution = {
    "OnDemandAllocationStrategy": "prioritized",
    "OnDemandBaseCapacity": "0",
    "OnDemandPercentageAboveBaseCapacity": "100",
    "SpotAllocationStrategy": "lowest-price",
}
# Called after instances were added or removed.
listeners = []


def reconcile(group):
    instances = group["Instances"]
    # A group never terminates a protected instance, even above its desired capacity.
    for instance in reversed(list(instances)):
        if len(instances) > group["DesiredCapacity"] and not instance["ProtectedFromScaleIn"]:
            instances.remove(instance)
    if len(instances) < group["DesiredCapacity"]:
        before = list(instances)
        reconcile_instances(group)
        for instance in instances:
            if instance not in before:
                instance["LaunchTemplate"] = template_of(group)
    for listener in listeners:
        listener()


autoscaling._reconcile_instances = reconcile


def remember(p, group):
    more = group.setdefault("More", {})
    more.update({field: of(p, field) for field in stored_fields if of(p, field)})
    if of(p, "NewInstancesProtectedFromScaleIn"):
        group["NewInstancesProtectedFromScaleIn"] = of(p, "NewInstancesProtectedFromScaleIn") == "true"
    if policy := nested(p, "MixedInstancesPolicy"):
        policy["InstancesDistribution"] = {**distribution, **policy.get("InstancesDistribution", {})}
        more["MixedInstancesPolicy"] = policy
        policy["LaunchTemplate"]["LaunchTemplateSpecification"]["LaunchTemplateName"] = template_of(group)[
            "LaunchTemplateName"
        ]
    if of(p, "VPCZoneIdentifier"):
        subnets = [ec2._subnets.get(one, {}) for one in of(p, "VPCZoneIdentifier").split(",")]
        group["AvailabilityZones"] = [one["AvailabilityZone"] for one in subnets if one]


def create(p):
    # The group is created without instances. They need the launch template, which is stored below.
    none = {**p, "DesiredCapacity": "0", "MinSize": "0"}
    created = create_group(none)
    if created[0] == 200:
        group = autoscaling._asgs[of(p, "AutoScalingGroupName")]
        remember(p, group)
        group["MinSize"] = int(of(p, "MinSize"))
        group["DesiredCapacity"] = int(of(p, "DesiredCapacity") or of(p, "MinSize"))
        reconcile(group)
    return created


def update(p):
    group = autoscaling._asgs.get(of(p, "AutoScalingGroupName"))
    if group:
        remember(p, group)
    updated = update_group(p)
    if group:
        group["DesiredCapacity"] = max(group["MinSize"], min(group["DesiredCapacity"], group["MaxSize"]))
        reconcile(group)
    return updated


def describe(p):
    status, headers, body = describe_groups(p)
    text = body.decode()
    for name, group in autoscaling._asgs.items():
        begin = f"<AutoScalingGroupName>{name}</AutoScalingGroupName><AutoScalingGroupARN>"
        text = text.replace(begin, autoscaling._member_xml(group.get("More", {})) + begin)
    return status, headers, text.encode()


def delete(p):
    name = of(p, "AutoScalingGroupName")
    group = autoscaling._asgs.get(name)
    if group and group["Instances"] and of(p, "ForceDelete") != "true":
        return refused(
            "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) "
            "still in the group.",
        )
    deleted = delete_group(p)
    for listener in listeners:
        listener()
    return deleted


def protect(p):
    group = autoscaling._asgs.get(of(p, "AutoScalingGroupName"))
    if group:
        for instance in group["Instances"]:
            if instance["InstanceId"] in autoscaling._parse_member_list(p, "InstanceIds"):
                instance["ProtectedFromScaleIn"] = of(p, "ProtectedFromScaleIn") == "true"
        reconcile(group)
    return answer(200, "SetInstanceProtectionResponse", "<SetInstanceProtectionResult/>")


def measure(p):
    more = autoscaling._asgs[of(p, "AutoScalingGroupName")].setdefault("More", {})
    sent = autoscaling._parse_member_list(p, "Metrics")
    others = [one for one in more.get("EnabledMetrics", []) if sent and one["Metric"] not in sent]
    if of(p, "Action") == "EnableMetricsCollection":
        others += [{"Metric": one, "Granularity": of(p, "Granularity")} for one in sent]
    more["EnabledMetrics"] = others
    return answer(200, f"{of(p, 'Action')}Response", "")


def refresh(p):
    # The emulator ends a refresh at once. All instances then have the current template.
    started = start_refresh(p)
    group = autoscaling._asgs.get(of(p, "AutoScalingGroupName"))
    for instance in group["Instances"] if group else []:
        instance["LaunchTemplate"] = template_of(group)
    return started


create_group = autoscaling._ACTION_MAP["CreateAutoScalingGroup"]
update_group = autoscaling._ACTION_MAP["UpdateAutoScalingGroup"]
describe_groups = autoscaling._ACTION_MAP["DescribeAutoScalingGroups"]
delete_group = autoscaling._ACTION_MAP["DeleteAutoScalingGroup"]
start_refresh = autoscaling._ACTION_MAP["StartInstanceRefresh"]
autoscaling._ACTION_MAP.update(
    CreateAutoScalingGroup=create,
    UpdateAutoScalingGroup=update,
    DescribeAutoScalingGroups=describe,
    DeleteAutoScalingGroup=delete,
    SetInstanceProtection=protect,
    EnableMetricsCollection=measure,
    DisableMetricsCollection=measure,
    StartInstanceRefresh=refresh,
)
