"""Functions that add fields to the emulator's responses about EC2 resources.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html
"""

import re

from ministack.services import ec2

# Id of a resource → additional elements of its descriptions, as XML.
more = {}
of = ec2._p
xml = ec2._xml


def items(values, element=None):
    return "".join(f"<item>{f'<{element}>{v}</{element}>' if element else v}</item>" for v in values)


def completed_xml(status, root, inner):
    kind = re.fullmatch(r"(?:Create|Describe)(Vpc|Subnet|NatGateway|VpcEndpoint|FlowLog)s?Response", root)
    if kind:
        element = kind[1][0].lower() + kind[1][1:] + "Id"
        # Each part except the first begins with the id of a resource.
        parts = re.split(f"(?=<{element}>)", inner)
        inner = "".join(completed(part, element) for part in parts)
    return xml(status, root, inner)


def completed(part, element):
    found = re.match(f"<{element}>([^<]+)</{element}>", part)
    for name, value in more.get(found and found[1], {}).items():
        # Removes the emulator's element. If two have the same name, clients use the last one.
        part = re.sub(f"<{name}>.*?</{name}>", "", part, flags=re.DOTALL)
        part = part.replace(found[0], f"{found[0]}<{name}>{value}</{name}>", 1)
    return part


ec2._xml = completed_xml


def instead_of(action):
    """Replaces an action. The replacement gets the original action as its first argument."""

    def replace(function):
        original = ec2._ACTION_MAP[action]
        ec2._ACTION_MAP[action] = lambda p: function(original, p)
        return function

    return replace


def describe(answer, root, element, fields):
    """Stores additional fields of a new resource, and adds them to the response."""
    status, _, body = answer
    if status != 200:
        return answer
    for one in re.findall(rf"<{element}>([^<]+)</{element}>", body.decode())[:1]:
        more[one] = fields
    inner = re.search(rf"<{root}[^>]*>(.*)<requestId>", body.decode(), re.DOTALL)[1]
    return completed_xml(status, root, inner)
