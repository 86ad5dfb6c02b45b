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
