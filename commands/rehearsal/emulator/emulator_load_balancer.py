"""
Extends the load balancer: additional listener certificates, deletion protection, the VPC of its subnets, priorities that only one
rule can have, and selection by DNS name.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddListenerCertificates.html
"""

from ministack.services import alb, ec2, route53

# Listener → ARNs of its certificates without the default one.
additional = {}
parameter = alb._p
certificate_arns = alb._parse_certificate_arns
create_load_balancer = alb._ACTION_MAP["CreateLoadBalancer"]
delete_load_balancer = alb._ACTION_MAP["DeleteLoadBalancer"]
create_rule = alb._ACTION_MAP["CreateRule"]
set_rule_priorities = alb._ACTION_MAP["SetRulePriorities"]


def member(arn, default):
    return f"<member><CertificateArn>{arn}</CertificateArn><IsDefault>{default}</IsDefault></member>"


def with_listener(action):
    def answer(p):
        arn = parameter(p, "ListenerArn")
        listener = alb._listeners.get(arn)
        if listener is None:
            return alb._error("ListenerNotFound", f"Listener '{arn}' not found.")
        certificates = additional.setdefault(arn, [])
        return action(p, listener, certificates)

    return answer


def add(p, _, certificates):
    certificates += [arn for arn in certificate_arns(p) if arn not in certificates]
    members = "".join(member(arn, "false") for arn in certificate_arns(p))
    return alb._xml(200, "AddListenerCertificates", f"<Certificates>{members}</Certificates>")


def describe(_, listener, certificates):
    members = "".join(member(arn, "true") for arn in listener.get("Certificates", []))
    members += "".join(member(arn, "false") for arn in certificates)
    return alb._xml(200, "DescribeListenerCertificates", f"<Certificates>{members}</Certificates>")


def remove(p, _, certificates):
    certificates[:] = [arn for arn in certificates if arn not in certificate_arns(p)]
    return alb._empty("RemoveListenerCertificates")


def create_in_vpc_of_subnets(p):
    subnet = ec2._subnets.get(parameter(p, "Subnets.member.1"))
    return create_load_balancer({"VpcId": [subnet["VpcId"]], **p} if subnet else p)


def delete_unprotected(p):
    arn = parameter(p, "LoadBalancerArn")
    if alb._lb_attr(arn, "deletion_protection.enabled", "false") == "true":
        message = f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled"
        return alb._error("OperationNotPermitted", message)
    return delete_load_balancer(p)


def in_use(listener, priority, but=()):
    """An error if a rule of the listener has the priority, otherwise None."""
    for arn, rule in alb._rules.items():
        if arn not in but and (rule["ListenerArn"], str(rule["Priority"])) == (listener, priority):
            return alb._error("PriorityInUse", f"Priority '{priority}' is currently in use")
    return None


def create_with_free_priority(p):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html"""
    return in_use(parameter(p, "ListenerArn"), parameter(p, "Priority")) or create_rule(p)


def set_free_priorities(p):
    """
    Rules of one call can swap their priorities.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html
    """
    given = {}
    while arn := parameter(p, f"RulePriorities.member.{len(given) + 1}.RuleArn"):
        given[arn] = parameter(p, f"RulePriorities.member.{len(given) + 1}.Priority")
    for arn, priority in given.items():
        listener = alb._rules.get(arn, {}).get("ListenerArn")
        if refusal := in_use(listener, priority, given):
            return refusal
    return set_rule_priorities(p)


alb._ACTION_MAP.update(
    CreateLoadBalancer=create_in_vpc_of_subnets,
    CreateRule=create_with_free_priority,
    SetRulePriorities=set_free_priorities,
    AddListenerCertificates=with_listener(add),
    DescribeListenerCertificates=with_listener(describe),
    RemoveListenerCertificates=with_listener(remove),
    DeleteLoadBalancer=delete_unprotected,
)


def exists(name):
    return any(balancer["LoadBalancerName"] == name for balancer in alb._lbs.values())


def name_for_host(host):
    """Name of the load balancer with this DNS name or alias record, otherwise of the first one, if any."""
    balancers = {balancer["DNSName"].lower(): balancer for balancer in alb._lbs.values()}
    name = host.split(":")[0].lower()
    aliases = (
        record["AliasTarget"]["DNSName"].rstrip(".").lower().removeprefix("dualstack.")
        for records in route53._records.values()
        for record in records
        if "AliasTarget" in record and record["Name"].rstrip(".").lower() == name
    )
    found = next((balancers[alias] for alias in (name, *aliases) if alias in balancers), None)
    found = found or next(iter(balancers.values()), None)
    return found and found["LoadBalancerName"]
