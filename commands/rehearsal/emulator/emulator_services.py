"""What the emulator forgets of services on hosts: daemons, placement, and that a cluster must have their capacity.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
"""

import threading

from emulator_capacity import services_of
from emulator_groups import followers
from emulator_hosts import actions, asked, hosts, placed, refused
from ministack.services import ecs

following = threading.Lock()
create_any = actions["CreateService"]
update_any = actions["UpdateService"]
delete_any = actions["DeleteService"]
invalid = "InvalidParameterException"
# Of a daemon: Terraform sends only the second.
shares = {"maximumPercent": 100, "minimumHealthyPercent": 0}


def create(data):
    cluster = ecs._clusters.get(asked(data), {})
    strategy = data.get("capacityProviderStrategy") or []
    if {one["capacityProvider"] for one in strategy} - set(cluster.get("capacityProviders", [])):
        return refused(
            invalid,
            "The specified capacity provider strategy cannot contain a capacity provider that is not associated with "
            "the cluster. Associate the capacity provider with the cluster and try again.",
        )
    if data.get("schedulingStrategy") != "DAEMON":
        return with_placement(create_any(data), data)

    # Without a launch type it is the strategy of the cluster.
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
    deployment = {**shares, **data.get("deploymentConfiguration", {})}
    if deployment["maximumPercent"] > 100:
        return refused(
            invalid,
            "The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment "
            "configuration. Change the maximumPercent value to 100, and try again",
        )
    count = len(hosts(asked(data)))
    return with_placement(create_any({**data, "desiredCount": count, "deploymentConfiguration": deployment}), data)


def update(data):
    service = found(data)
    if service.get("schedulingStrategy") == "DAEMON" and "deploymentConfiguration" in data:
        data = {**data, "deploymentConfiguration": {**shares, **data["deploymentConfiguration"]}}
    return with_placement(update_any(data), data)


def delete(data):
    # Nobody can bring a daemon to zero tasks before.
    is_daemon = found(data).get("schedulingStrategy") == "DAEMON"
    return delete_any({**data, "force": True} if is_daemon else data)


def found(data):
    name = data.get("serviceName") or data.get("service", "")
    return ecs._services.get(f"{asked(data)}/{name.split('/')[-1]}", {})


def with_placement(answer, data):
    """The answer about a service, which remembers from now on how its tasks are placed."""
    if answer[0] != 200:
        return answer
    service = found(data)
    service.update({key: data[key] for key in ("placementStrategy", "placementConstraints") if key in data})
    return ecs.json_response({"service": ecs._sanitize(service)})


def follow_hosts():
    """Ends the tasks of hosts that are gone, has others in their place, and a task of each daemon on each host."""
    with following:
        for cluster in list(ecs._clusters):
            there = {host["arn"]: host for host in hosts(cluster)}
            arn = ecs._clusters[cluster]["clusterArn"]
            for task in placed():
                if task["clusterArn"] == arn and task["containerInstanceArn"] not in there:
                    reason = f"Host EC2 (instance {task['_host']}) terminated."
                    ecs._stop_task({"cluster": cluster, "task": task["taskArn"], "reason": reason})
            for service in services_of(cluster):
                if service["schedulingStrategy"] == "DAEMON" and service["desiredCount"] != len(there):
                    sent = {"cluster": cluster, "service": service["serviceName"], "desiredCount": len(there)}
                    update_any(sent)
                else:
                    ecs._reconcile_service_tasks(cluster, f"{cluster}/{service['serviceName']}")


# The engine takes seconds to stop a container; whoever changes a group does not wait for it.
followers.append(lambda: ecs.spawn_background(follow_hosts, thread_name="hosts"))
actions.update(CreateService=create, UpdateService=update, DeleteService=delete)
