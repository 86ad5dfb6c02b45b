"""Launch templates of Auto Scaling groups: the version that is used, and the cluster in its user data.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
"""

import base64
import re

from ministack.services import ec2


def template_of(group):
    """The launch template of a group, with the number of its version."""
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
    """The user data of an instance."""
    used = instance.get("LaunchTemplate") or {}
    template = ec2._launch_templates.get(used.get("LaunchTemplateId"), {})
    for version in template.get("Versions", []):
        if str(version["VersionNumber"]) == used["Version"]:
            return base64.b64decode(version["LaunchTemplateData"].get("UserData", "")).decode()
    return ""


def cluster_of(instance):
    """The cluster in the user data of an instance, for Amazon Linux or Bottlerocket."""
    found = re.search(r"(?:ECS_CLUSTER=|\bcluster\s*=\s*)[\"']?([\w-]+)", user_data(instance))
    return found and found[1]


parse_data = ec2._parse_lt_data
data_xml = ec2._lt_data_xml


def parse_complete(params, prefix="LaunchTemplateData"):
    data = parse_data(params, prefix)
    for number, interface in enumerate(data.get("NetworkInterfaces", []), 1):
        deletes = ec2._p(params, f"{prefix}.NetworkInterface.{number}.DeleteOnTermination")
        if deletes:
            interface["DeleteOnTermination"] = deletes
    return data


def complete_xml(data):
    """Adds DeleteOnTermination of network interfaces, and corrects the element name of their security groups."""
    text = data_xml(data)
    interfaces = iter(data.get("NetworkInterfaces", []))

    def complete(found):
        deletes = next(interfaces, {}).get("DeleteOnTermination")
        element = f"<deleteOnTermination>{deletes}</deleteOnTermination>" if deletes else ""
        return f"<item>{element}<deviceIndex>"

    text = re.sub("<item><deviceIndex>", complete, text)
    group_sets = r"<groupSet>(.*?)</groupSet>"
    return re.sub(group_sets, lambda found: found[0].replace("item>", "groupId>"), text)


ec2._parse_lt_data = parse_complete
ec2._lt_data_xml = complete_xml
