"""Capacity providers of Auto Scaling groups, and the calls that AWS refuses while providers or instances are in use.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCapacityProvider.html
"""

from emulator_instances import actions, cluster_name, ended, group_of, instances, refused
from ministack.services import autoscaling, ecs

create_any = actions["CreateCapacityProvider"]
delete_any = actions["DeleteCapacityProvider"]
put_any = actions["PutClusterCapacityProviders"]
delete_any_cluster = actions["DeleteCluster"]


def services_of(cluster):
    return [s for k, s in list(ecs._services.items()) if k.startswith(f"{cluster}/") and s["status"] == "ACTIVE"]


def create(data):
    sent = data.get("autoScalingGroupProvider", {})
    arn = sent.get("autoScalingGroupArn")
    group = next((one for one in autoscaling._asgs.values() if one["AutoScalingGroupARN"] == arn), None)
    if group is None:
        return refused("ClientException", "The specified Auto Scaling group ARN does not exist.")
    if any(group_of(one) == arn for one in ecs._capacity_providers.values()):
        return refused(
            "ClientException",
            "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a "
            "unique Auto Scaling group ARN and try again.",
        )
    if sent.get("managedTerminationProtection") == "ENABLED" and not group["NewInstancesProtectedFromScaleIn"]:
        return refused(
            "ClientException",
            "The managed termination protection setting for the capacity provider is invalid. To enable managed "
            "termination protection for a capacity provider, the Auto Scaling group must have instance protection "
            "from scale in enabled.",
        )
    answer = create_any(data)
    if answer[0] != 200:
        return answer
    mark(group)
    provider = ecs._capacity_providers[data["name"]]
    provider["autoScalingGroupProvider"]["managedDraining"] = sent.get("managedDraining", "ENABLED")
    return ecs.json_response({"capacityProvider": provider})


def mark(group):
    """Tags a group that ECS manages, as AWS does. Terraform removes the tag if the configuration does not have it."""
    if all(tag["Key"] != "AmazonECSManaged" for tag in group["Tags"]):
        resource = {"ResourceId": group["AutoScalingGroupName"], "ResourceType": "auto-scaling-group"}
        group["Tags"].append({"Key": "AmazonECSManaged", "Value": "", "PropagateAtLaunch": True, **resource})


def put(data):
    cluster = cluster_name(data)
    removed = set(ecs._clusters.get(cluster, {}).get("capacityProviders", [])) - set(data["capacityProviders"])
    strategies = [one.get("capacityProviderStrategy") or [] for one in services_of(cluster)]
    if any(part["capacityProvider"] in removed for strategy in strategies for part in strategy):
        return refused("ResourceInUseException", "The specified capacity provider is in use and cannot be removed.")
    return put_any(data)


def delete(data):
    name = ecs._resolve_capacity_provider_name(data.get("capacityProvider", ""))
    provider = ecs._capacity_providers.get(name)
    cluster = next((one["clusterName"] for one in ecs._clusters.values() if name in one["capacityProviders"]), None)
    if provider is None or cluster is None:
        return delete_any(data)
    # AWS accepts the request, and then fails to carry it out.
    provider["updateStatus"] = "DELETE_FAILED"
    provider["updateStatusReason"] = (
        f"The capacity provider cannot be deleted because it is associated with cluster: {cluster}. "
        "Remove the capacity provider from the cluster and try again."
    )
    print("refused:", provider["updateStatusReason"], flush=True)
    return ecs.json_response({"capacityProvider": provider})


def delete_cluster(data):
    cluster = cluster_name(data)
    if services_of(cluster):
        message = "The Cluster cannot be deleted while Services are active."
        return refused("ClusterContainsServicesException", message)
    if instances(cluster):
        message = "The Cluster cannot be deleted while Container Instances are active or draining."
        return refused("ClusterContainsContainerInstancesException", message)
    arn = ecs._clusters.get(cluster, {}).get("clusterArn")
    if any(task["clusterArn"] == arn and task["lastStatus"] not in ended for task in list(ecs._tasks.values())):
        return refused("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.")
    return delete_any_cluster(data)


actions.update(
    CreateCapacityProvider=create,
    DeleteCapacityProvider=delete,
    PutClusterCapacityProviders=put,
    DeleteCluster=delete_cluster,
)
