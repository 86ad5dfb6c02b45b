"""Services on EC2 that the emulator supports only in part: daemons, placement, and checks of capacity providers.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
"""

import threading

from emulator_capacity_providers import services_of
from emulator_auto_scaling import listeners
from emulator_instances import actions, cluster_name, instances, placed, refused
from ministack.services import ecs

updating = threading.Lock()
create_any = actions["CreateService"]
update_any = actions["UpdateService"]
delete_any = actions["DeleteService"]
invalid = "InvalidParameterException"
# Defaults of a daemon; Terraform sends only the second one.
daemon_deployment = {"maximumPercent": 100, "minimumHealthyPercent": 0}


def create(data):
    cluster = ecs._clusters.get(cluster_name(data), {})
    strategy = data.get("capacityProviderStrategy") or []
    if {one["capacityProvider"] for one in strategy} - set(cluster.get("capacityProviders", [])):
        return refused(
            invalid,
            "The specified capacity provider strategy cannot contain a capacity provider that is not associated with "
            "the cluster. Associate the capacity provider with the cluster and try again.",
        )
    if data.get("schedulingStrategy") != "DAEMON":
        return with_placement(create_any(data), data)

    # Without a launch type, the default strategy of the cluster applies.
    if strategy or (not data.get("launchType") and cluster.get("defaultCapacityProviderStrategy")):
        return refused(
            invalid,
            "Specifying a capacity provider strategy is not supported when you create a service using the DAEMON "
            "scheduling strategy.",
        )
    if data.get("placementStrategy"):
        return refused(
            invalid,
            "The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and "
            "try again.",
        )
    deployment = {**daemon_deployment, **data.get("deploymentConfiguration", {})}
    if deployment["maximumPercent"] > 100:
        return refused(
            invalid,
            "The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment "
            "configuration. Change the maximumPercent value to 100, and try again",
        )
    count = len(instances(cluster_name(data)))
    return with_placement(create_any({**data, "desiredCount": count, "deploymentConfiguration": deployment}), data)


def update(data):
    service = found(data)
    if service.get("schedulingStrategy") == "DAEMON" and "deploymentConfiguration" in data:
        data = {**data, "deploymentConfiguration": {**daemon_deployment, **data["deploymentConfiguration"]}}
    return with_placement(update_any(data), data)


def delete(data):
    # A daemon cannot be scaled to zero tasks before its deletion.
    is_daemon = found(data).get("schedulingStrategy") == "DAEMON"
    return delete_any({**data, "force": True} if is_daemon else data)


def found(data):
    name = data.get("serviceName") or data.get("service", "")
    return ecs._services.get(f"{cluster_name(data)}/{name.split('/')[-1]}", {})


def with_placement(answer, data):
    """Stores the placement of a service, and adds it to the response."""
    if answer[0] != 200:
        return answer
    service = found(data)
    service.update({key: data[key] for key in ("placementStrategy", "placementConstraints") if key in data})
    return ecs.json_response({"service": ecs._sanitize(service)})


def update_tasks():
    """Stops the tasks of terminated instances, replaces them, and runs one task of each daemon on each instance."""
    with updating:
        for cluster in list(ecs._clusters):
            running = {instance["arn"] for instance in instances(cluster)}
            arn = ecs._clusters[cluster]["clusterArn"]
            for task in placed():
                if task["clusterArn"] == arn and task["containerInstanceArn"] not in running:
                    reason = f"Host EC2 (instance {task['_instance']}) terminated."
                    ecs._stop_task({"cluster": cluster, "task": task["taskArn"], "reason": reason})
            for service in services_of(cluster):
                if service["schedulingStrategy"] == "DAEMON" and service["desiredCount"] != len(running):
                    sent = {"cluster": cluster, "service": service["serviceName"], "desiredCount": len(running)}
                    update_any(sent)
                else:
                    ecs._reconcile_service_tasks(cluster, f"{cluster}/{service['serviceName']}")


# In the background, because the engine takes seconds to stop a container.
listeners.append(lambda: ecs.spawn_background(update_tasks, thread_name="instances"))
actions.update(CreateService=create, UpdateService=update, DeleteService=delete)
