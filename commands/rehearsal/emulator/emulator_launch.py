"""What instances of Auto Scaling groups are started with: a version of a launch template, and the cluster that it names.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
"""

import base64
import re

from ministack.services import ec2


def template_of(group):
    """The launch template of a group and its version, as a number."""
    policy = group.get("More", {}).get("MixedInstancesPolicy", {})
    wanted = policy.get("LaunchTemplate", {}).get("LaunchTemplateSpecification") or group["LaunchTemplate"]
    template = ec2._launch_templates.get(wanted.get("LaunchTemplateId"), {})
    numbers = {
        "$Latest": template.get("LatestVersionNumber"),
        "$Default": template.get("DefaultVersionNumber"),
    }
    version = wanted.get("Version", "$Default")
    return {
        "LaunchTemplateId": wanted.get("LaunchTemplateId"),
        "LaunchTemplateName": template.get("LaunchTemplateName"),
        "Version": str(numbers.get(version, version)),
    }


def user_data(instance):
    """The text with which an instance was started."""
    used = instance.get("LaunchTemplate") or {}
    template = ec2._launch_templates.get(used.get("LaunchTemplateId"), {})
    for version in template.get("Versions", []):
        if str(version["VersionNumber"]) == used["Version"]:
            return base64.b64decode(version["LaunchTemplateData"].get("UserData", "")).decode()
    return ""


def cluster_of(instance):
    """The cluster that the user data of an instance names, in the form of Amazon Linux or of Bottlerocket."""
    found = re.search(r"(?:ECS_CLUSTER=|\bcluster\s*=\s*)[\"']?([\w-]+)", user_data(instance))
    return found and found[1]


parse_data = ec2._parse_lt_data
data_xml = ec2._lt_data_xml


def parse_whole(params, prefix="LaunchTemplateData"):
    data = parse_data(params, prefix)
    for number, interface in enumerate(data.get("NetworkInterfaces", []), 1):
        ends = ec2._p(params, f"{prefix}.NetworkInterface.{number}.DeleteOnTermination")
        if ends:
            interface["DeleteOnTermination"] = ends
    return data


def whole_xml(data):
    """Of network interfaces the emulator forgets whether they go with their instance, and names the list of groups wrongly."""
    text = data_xml(data)
    interfaces = iter(data.get("NetworkInterfaces", []))

    def complete(found):
        ends = next(interfaces, {}).get("DeleteOnTermination")
        ending = f"<deleteOnTermination>{ends}</deleteOnTermination>" if ends else ""
        return f"<item>{ending}<deviceIndex>"

    text = re.sub("<item><deviceIndex>", complete, text)
    group_sets = r"<groupSet>(.*?)</groupSet>"
    return re.sub(group_sets, lambda found: found[0].replace("item>", "groupId>"), text)


ec2._parse_lt_data = parse_whole
ec2._lt_data_xml = whole_xml
