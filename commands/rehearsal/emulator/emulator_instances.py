"""Container instances of ECS: instances of Auto Scaling groups whose user data names a cluster, and the tasks on them.

A task waits for an instance on which its static ports are free. CPU and memory are not considered.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerInstance.html
"""

import hashlib
import threading
import time

from emulator_auto_scaling import reconcile
from emulator_launch_templates import cluster_of
from ministack.services import autoscaling, ecs

actions = ecs._ACTION_MAP
placing = threading.Lock()
ended = ("DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED")
recount = ecs._recount_cluster


def cluster_name(data):
    """Name of the cluster in a request."""
    return ecs._resolve_cluster_name(data.get("cluster", "default"))


def refused(code, message):
    # Logged, because Terraform retries for minutes without showing the reason.
    print(f"refused: {code}: {message}", flush=True)
    return ecs.error_response_json(code, message, 400)


def instances(cluster):
    """The instances of a cluster, each with the ARNs of the container instance and of its group."""
    found = []
    begin = f"arn:aws:ecs:{ecs.get_region()}:{ecs.get_account_id()}:container-instance/{cluster}"
    for group in list(autoscaling._asgs.values()):
        for instance in list(group["Instances"]):
            if cluster_of(instance) == cluster:
                arn = f"{begin}/{hashlib.md5(instance['InstanceId'].encode()).hexdigest()}"
                found.append({**instance, "arn": arn, "group": group["AutoScalingGroupARN"]})
    return found


def placed():
    """The tasks that are placed on an instance and have not ended."""
    return [t for t in list(ecs._tasks.values()) if t.get("_instance") and t["lastStatus"] not in ended]


def described(instance):
    states = [task["lastStatus"] for task in placed() if task["containerInstanceArn"] == instance["arn"]]
    running = states.count("RUNNING")
    provider = next((name for name, one in ecs._capacity_providers.items() if group_of(one) == instance["group"]), None)
    return {
        "containerInstanceArn": instance["arn"],
        "ec2InstanceId": instance["InstanceId"],
        **({"capacityProviderName": provider} if provider else {}),
        "status": "ACTIVE",
        "agentConnected": True,
        "runningTasksCount": running,
        "pendingTasksCount": len(states) - running,
        "attributes": [{"name": "ecs.availability-zone", "value": instance["AvailabilityZone"]}],
    }


def group_of(provider):
    """ARN of the group of a capacity provider; none for Fargate."""
    return provider.get("autoScalingGroupProvider", {}).get("autoScalingGroupArn")


def list_instances(data):
    arns = [instance["arn"] for instance in instances(cluster_name(data))]
    return ecs.json_response({"containerInstanceArns": arns})


def describe_instances(data):
    wanted = [one.split("/")[-1] for one in data.get("containerInstances", [])]
    found = [described(one) for one in instances(cluster_name(data)) if one["arn"].split("/")[-1] in wanted]
    return ecs.json_response({"containerInstances": found, "failures": []})


def recount_with_instances(cluster):
    recount(cluster)
    if cluster in ecs._clusters:
        ecs._clusters[cluster]["registeredContainerInstancesCount"] = len(instances(cluster))


ecs._recount_cluster = recount_with_instances
actions.update(ListContainerInstances=list_instances, DescribeContainerInstances=describe_instances)


def static_ports(td):
    """Ports of the instance that a task needs; none in mode `awsvpc`, where a task has its own address."""
    mappings = [m for one in td["containerDefinitions"] for m in one.get("portMappings", []) if m.get("hostPort")]
    if td.get("networkMode") == "awsvpc":
        return set()
    return {(mapping["hostPort"], mapping.get("protocol", "tcp")) for mapping in mappings}


def choose(task, td):
    """Among instances with free ports, in the zone with the fewest tasks of the service, the one with the fewest."""
    choices = []
    for instance in instances(ecs._cluster_name_from_arn(task["clusterArn"])):
        others = [one for one in placed() if one["containerInstanceArn"] == instance["arn"]]
        if any(one["_static_ports"] & static_ports(td) for one in others):
            continue
        peers = [one for one in placed() if one["group"] == task["group"] and one["clusterArn"] == task["clusterArn"]]
        in_zone = sum(one["availabilityZone"] == instance["AvailabilityZone"] for one in peers)
        on_instance = sum(one["containerInstanceArn"] == instance["arn"] for one in peers)
        choices.append((in_zone, on_instance, len(others), instance["arn"], instance))
    return min(choices)[-1] if choices else None


def place(task, td):
    """Waits for an instance, as a task does on AWS, and assigns it."""
    while ecs._task_is_active(task["taskArn"], task):
        with placing:
            instance = choose(task, td)
            if instance:
                task["containerInstanceArn"] = instance["arn"]
                task["availabilityZone"] = instance["AvailabilityZone"]
                task["_static_ports"] = static_ports(td)
                task["_instance"] = instance["InstanceId"]
                return
            scale_from_zero(task)
        time.sleep(0.5)


def scale_from_zero(task):
    """Managed scaling starts two instances if a task waits and the group has none.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
    """
    provider = ecs._capacity_providers.get(task.get("capacityProviderName") or "", {})
    scaling = provider.get("autoScalingGroupProvider", {}).get("managedScaling", {})
    for group in list(autoscaling._asgs.values()):
        if scaling.get("status") == "ENABLED" and group["AutoScalingGroupARN"] == group_of(provider):
            if not group["Instances"]:
                group["DesiredCapacity"] = min(2, group["MaxSize"])
                reconcile(group)
