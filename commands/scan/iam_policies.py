"""Checks IAM policies with parliament and cloudsplaining.

Reads a JSON list of {"address": …, "role": …, "document": …} from standard input. The last line of standard output is a
JSON list of findings.
"""

import json
import os
import re
import sys
import types

# parliament finds its data by pkg_resources, which newer versions of Python and setuptools do not have.
resources = types.ModuleType("pkg_resources")
resources.resource_filename = lambda package, name: os.path.join(
    os.path.dirname(sys.modules[package].__file__), name
)
sys.modules["pkg_resources"] = resources

import parliament  # noqa: E402
from cloudsplaining.scan.policy_document import PolicyDocument  # noqa: E402

# The risks of cloudsplaining's report, each with the property that lists its actions.
RISKS = {
    "PrivilegeEscalation": "allows_privilege_escalation",
    "DataExfiltration": "allows_data_exfiltration_actions",
    "ResourceExposure": "permissions_management_without_constraints",
    "CredentialsExposure": "credentials_exposure",
    "ServiceWildcard": "service_wildcard",
    "InfrastructureModification": "infrastructure_modification",
}


def as_list(value):
    return value if isinstance(value, list) else [value]


def statements_of(document):
    return as_list(document.get("Statement", []))


def with_resource(statement):
    """A trust policy has no resource: it is that of the role. parliament requires one."""
    has_resource = "Resource" in statement or "NotResource" in statement
    if has_resource or "Principal" not in statement:
        return statement
    return {**statement, "Resource": "arn:aws:iam::123456789012:role/name"}


def subjects(finding):
    """The actions that a finding of parliament is about, each with the ARN that it needs, or else its text."""
    detail = finding.detail
    if finding.issue == "RESOURCE_STAR":
        return [(action, "") for action in detail]
    if finding.issue == "RESOURCE_MISMATCH":
        return [(one["action"], one["required_format"]) for one in detail]
    text = str(detail or "")
    action = re.search(r"[a-z0-9-]+:[A-Za-z]+$", text)
    return [(action.group() if action else "", text)]


def parliament_findings(document):
    """Findings with the index of their statement."""
    statements = statements_of(document)
    complete = {**document, "Statement": [with_resource(one) for one in statements]}
    policy = parliament.analyze_policy_string(json.dumps(complete))
    for index, statement in enumerate(policy.statements):
        tested = statements[index].get("Condition", {})
        conditions = sorted(f"{test} {key}" for test, keys in tested.items() for key in keys)
        for finding in statement.findings:
            # In the policy of a resource, "*" is that resource, and in that of an endpoint, what is reached through it.
            if finding.issue == "RESOURCE_STAR" and "Principal" in statements[index]:
                continue
            for subject, detail in subjects(finding):
                yield index, finding.issue, title_of(finding.issue), subject, detail, conditions
    for finding in policy._findings:
        for subject, detail in subjects(finding):
            yield None, finding.issue, title_of(finding.issue), subject, detail, []


def title_of(issue):
    return "parliament: " + parliament.config[issue]["title"].strip().rstrip(".")


def cloudsplaining_findings(document):
    statements = statements_of(document)
    # cloudsplaining knows identity-based policies only.
    if any("Principal" in one or "NotPrincipal" in one for one in statements):
        return
    policy = PolicyDocument(document)
    for risk, attribute in RISKS.items():
        title = "cloudsplaining: " + re.sub("(?<!^)([A-Z])", r" \1", risk).lower()
        for one in getattr(policy, attribute):
            if isinstance(one, dict):
                yield None, risk, title, one["type"], ", ".join(one["actions"]), []
            else:
                yield None, risk, title, one, "", []


def complete_by_others(policies, found):
    """
    Mismatches of actions that another statement of the role allows with the ARN that is missing: an action that concerns
    several resources may have a statement for each of them, with its own condition.
    """
    mismatches = {
        (number, index, subject, detail)
        for number, findings in enumerate(found)
        for index, check, _, subject, detail, _ in findings
        if check == "RESOURCE_MISMATCH"
    }
    return {
        (number, index, subject, detail)
        for number, index, subject, detail in mismatches
        for other, policy in enumerate(policies)
        if policy["role"] == policies[number]["role"]
        for position, statement in enumerate(statements_of(policy["document"]))
        if statement.get("Effect") == "Allow"
        and subject in as_list(statement.get("Action", []))
        and (other, position, subject, detail) not in mismatches
    }


def findings_of(policies):
    found = [
        [
            *parliament_findings(policy["document"]),
            *cloudsplaining_findings(policy["document"]),
        ]
        for policy in policies
    ]
    complete = complete_by_others(policies, found)
    results = {}
    for number, policy in enumerate(policies):
        for index, check, title, subject, detail, conditions in found[number]:
            if (number, index, subject, detail) in complete:
                continue
            # Two statements with the same finding are one.
            key = (policy["address"], check, subject, detail, tuple(conditions))
            results[key] = {
                "address": policy["address"],
                "check": check,
                "title": title,
                "subject": subject,
                "detail": detail,
                "conditions": conditions,
            }
    return list(results.values())


# parliament and cloudsplaining print notes of their own; only the last line is the result.
print()
print(json.dumps(findings_of(json.load(sys.stdin))))
