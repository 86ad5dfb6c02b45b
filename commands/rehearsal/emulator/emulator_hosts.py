"""Hosts of ECS: the instances of Auto Scaling groups whose user data names a cluster, and which tasks are on which.

A task waits for a host that has its static ports free; processors and memory are not counted.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
"""

import hashlib
import threading
import time

from emulator_groups import reconcile
from emulator_launch import cluster_of
from ministack.services import autoscaling, ecs

actions = ecs._ACTION_MAP
placing = threading.Lock()
ended = ("DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED")
recount = ecs._recount_cluster


def asked(data):
    """The name of the cluster that a request is about."""
    return ecs._resolve_cluster_name(data.get("cluster", "default"))


def refused(code, message):
    # Terraform asks again for minutes, which looks like a hang to who does not see why.
    print(f"refused: {code}: {message}", flush=True)
    return ecs.error_response_json(code, message, 400)


def hosts(cluster):
    """The instances of a cluster, each with its ARN as a host and that of its group."""
    found = []
    begin = f"arn:aws:ecs:{ecs.get_region()}:{ecs.get_account_id()}:container-instance/{cluster}"
    for group in list(autoscaling._asgs.values()):
        for instance in list(group["Instances"]):
            if cluster_of(instance) == cluster:
                arn = f"{begin}/{hashlib.md5(instance['InstanceId'].encode()).hexdigest()}"
                found.append({**instance, "arn": arn, "group": group["AutoScalingGroupARN"]})
    return found


def placed():
    """The tasks that have a host, and have not ended."""
    return [t for t in list(ecs._tasks.values()) if t.get("_host") and t["lastStatus"] not in ended]


def described(host):
    states = [task["lastStatus"] for task in placed() if task["containerInstanceArn"] == host["arn"]]
    running = states.count("RUNNING")
    provider = next((name for name, one in ecs._capacity_providers.items() if group_of(one) == host["group"]), None)
    return {
        "containerInstanceArn": host["arn"],
        "ec2InstanceId": host["InstanceId"],
        **({"capacityProviderName": provider} if provider else {}),
        "status": "ACTIVE",
        "agentConnected": True,
        "runningTasksCount": running,
        "pendingTasksCount": len(states) - running,
        "attributes": [{"name": "ecs.availability-zone", "value": host["AvailabilityZone"]}],
    }


def group_of(provider):
    """The ARN of the group of a capacity provider; what Fargate has is none."""
    return provider.get("autoScalingGroupProvider", {}).get("autoScalingGroupArn")


def list_hosts(data):
    return ecs.json_response({"containerInstanceArns": [host["arn"] for host in hosts(asked(data))]})


def describe_hosts(data):
    wanted = [one.split("/")[-1] for one in data.get("containerInstances", [])]
    found = [described(host) for host in hosts(asked(data)) if host["arn"].split("/")[-1] in wanted]
    return ecs.json_response({"containerInstances": found, "failures": []})


def recount_with_hosts(cluster):
    recount(cluster)
    if cluster in ecs._clusters:
        ecs._clusters[cluster]["registeredContainerInstancesCount"] = len(hosts(cluster))


ecs._recount_cluster = recount_with_hosts
actions.update(ListContainerInstances=list_hosts, DescribeContainerInstances=describe_hosts)


def static_ports(td):
    """Ports that a task needs of its host; one in mode `awsvpc` has an address of its own."""
    mappings = [m for one in td["containerDefinitions"] for m in one.get("portMappings", []) if m.get("hostPort")]
    if td.get("networkMode") == "awsvpc":
        return set()
    return {(mapping["hostPort"], mapping.get("protocol", "tcp")) for mapping in mappings}


def choose(task, td):
    """The host with fewest tasks of the service, in the zone with fewest of them, that has all ports free."""
    choices = []
    for host in hosts(ecs._cluster_name_from_arn(task["clusterArn"])):
        there = [one for one in placed() if one["containerInstanceArn"] == host["arn"]]
        if any(one["_static_ports"] & static_ports(td) for one in there):
            continue
        peers = [one for one in placed() if one["group"] == task["group"] and one["clusterArn"] == task["clusterArn"]]
        in_zone = sum(one["availabilityZone"] == host["AvailabilityZone"] for one in peers)
        on_host = sum(one["containerInstanceArn"] == host["arn"] for one in peers)
        choices.append((in_zone, on_host, len(there), host["arn"], host))
    return min(choices)[-1] if choices else None


def place(task, td):
    """Waits for a host, as a task does on AWS, and takes it."""
    while ecs._task_is_active(task["taskArn"], task):
        with placing:
            host = choose(task, td)
            if host:
                task["containerInstanceArn"] = host["arn"]
                task["availabilityZone"] = host["AvailabilityZone"]
                task["_static_ports"] = static_ports(td)
                task["_host"] = host["InstanceId"]
                return
            scale_from_zero(task)
        time.sleep(0.5)


def scale_from_zero(task):
    """Managed scaling begins with two hosts, where a task waits and there is none.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
    """
    provider = ecs._capacity_providers.get(task.get("capacityProviderName") or "", {})
    scaling = provider.get("autoScalingGroupProvider", {}).get("managedScaling", {})
    for group in list(autoscaling._asgs.values()):
        if scaling.get("status") == "ENABLED" and group["AutoScalingGroupARN"] == group_of(provider):
            if not group["Instances"]:
                group["DesiredCapacity"] = min(2, group["MaxSize"])
                reconcile(group)
