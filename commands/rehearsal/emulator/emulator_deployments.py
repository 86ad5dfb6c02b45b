"""Service deployments, which the emulator does not return. Clients wait for them.

Creating a service starts a deployment, too. It ends when the tasks keep running or the circuit breaker is triggered.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
"""

from datetime import datetime

from ministack.core.responses import json_response
from ministack.services import ecs

make_deployment = ecs._make_deployment
update_service = ecs._ACTION_MAP["UpdateService"]
# ARN of a service → all its deployments. The service itself has only the current ones.
history = {}


def make_unfinished(task_definition, desired_count, status="PRIMARY"):
    deployment = make_deployment(task_definition, desired_count, status)
    # The emulator completes the first deployment before a task runs. Its circuit breaker would never be triggered.
    if desired_count > 0:
        deployment.update(rolloutState="IN_PROGRESS", rolloutStateReason="")
    return deployment


def seconds(timestamp):
    """Timestamp with a fraction, as on AWS. Clients use it to find the deployment that is newer than their call."""
    try:
        return datetime.fromisoformat(timestamp.replace("Z", "+00:00")).timestamp()
    except (AttributeError, ValueError):
        return timestamp


def deployments_of(service):
    deployments = history.setdefault(service["serviceArn"], [])
    # The history begins with the oldest deployment, the list of a service with the newest.
    deployments += [one for one in reversed(service["deployments"]) if one not in deployments]
    return deployments


def status_of(service, deployment):
    breaker = service["deploymentConfiguration"].get("deploymentCircuitBreaker") or {}
    state = deployment["rolloutState"]
    if state == "COMPLETED":
        return "SUCCESSFUL"
    if state == "IN_PROGRESS":
        is_rollback = "rollback" in deployment["rolloutStateReason"]
        # A newer deployment stops an older one.
        return "SUCCESSFUL" if is_rollback else "IN_PROGRESS" if deployment["status"] == "PRIMARY" else "STOPPED"
    primary = ecs._primary_deployment(service)
    if not breaker.get("rollback") or primary in (None, deployment):
        return "STOPPED"
    return "ROLLBACK_IN_PROGRESS" if "rollback" in primary["rolloutStateReason"] else "ROLLBACK_SUCCESSFUL"


def described(service, deployment):
    number = deployment["id"].split("/")[-1]
    arn = service["serviceArn"]
    status = status_of(service, deployment)
    record = {
        "serviceDeploymentArn": f"{arn.replace(':service/', ':service-deployment/')}/{number}",
        "targetServiceRevisionArn": f"{arn.replace(':service/', ':service-revision/')}/{number}",
        "serviceArn": arn,
        "clusterArn": service["clusterArn"],
        "createdAt": deployment["createdAt"],
        "startedAt": deployment["createdAt"],
        "status": status,
    }
    if status != "IN_PROGRESS" and deployment["rolloutStateReason"]:
        record["statusReason"] = deployment["rolloutStateReason"]
    return record


def list_deployments(data):
    name = str(data.get("service", "")).split("/")[-1]
    cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
    service = ecs._services.get(f"{cluster}/{name}")
    wanted = data.get("status") or []
    after = (data.get("createdAt") or {}).get("after", 0)
    found = [described(service, one) for one in deployments_of(service)] if service else []
    chosen = [one for one in reversed(found) if not wanted or one["status"] in wanted]
    return json_response({"serviceDeployments": [one for one in chosen if seconds(one["createdAt"]) > after]})


def describe_deployments(data):
    services = list(ecs._services.values())
    found = [described(service, one) for service in services for one in deployments_of(service)]
    wanted = data.get("serviceDeploymentArns", [])
    return json_response({"serviceDeployments": [one for one in found if one["serviceDeploymentArn"] in wanted]})


def update_without_failed(data):
    """Removes rolled back deployments from a service before its update. With one, it would never become steady.

    AWS returns such deployments only for some time.
    """
    name = str(data.get("service", "")).split("/")[-1]
    cluster = ecs._resolve_cluster_name(data.get("cluster", "default"))
    service = ecs._services.get(f"{cluster}/{name}")
    if service:
        deployments_of(service)
        primary = ecs._primary_deployment(service)
        if primary and primary["rolloutState"] == "COMPLETED":
            service["deployments"] = [
                one for one in service["deployments"] if one is primary or one["rolloutState"] != "FAILED"
            ]
    return update_service(data)


ecs._make_deployment = make_unfinished
ecs._ts_to_epoch = seconds
ecs._ECS_TIMESTAMP_FIELDS.add("finishedAt")
ecs._ACTION_MAP.update(
    DescribeServiceDeployments=describe_deployments,
    ListServiceDeployments=list_deployments,
    UpdateService=update_without_failed,
)
