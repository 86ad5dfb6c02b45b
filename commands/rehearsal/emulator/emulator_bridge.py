"""Tasks in network mode `bridge`: dynamic ports, links between their containers, and instances as targets.

All instances are this machine. Each has its own loopback address, so that several can use the same static port.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
"""

import hashlib

from emulator_instances import place
from ministack.services import alb, ecs

build = ecs._build_run_kwargs
attach = ecs._attach_started_container
start = ecs._start_task_worker
sync = ecs._sync_service_targets
proxy = alb._proxy_http_target


def address_of(target):
    """Loopback address of an instance. Other targets are addresses already."""
    if not target.startswith("i-"):
        return target
    a, b, c = hashlib.md5(target.encode()).digest()[:3]
    return f"127.{1 + a % 254}.{b}.{1 + c % 254}"


def start_linked_first(task, td, overrides, docker):
    if task["launchType"] == "EC2":
        place(task, td)
    containers = td["containerDefinitions"]
    order = []

    def add(index):
        for link in containers[index].get("links", []):
            add(next(i for i, one in enumerate(containers) if one["name"] == link.split(":")[0]))
        if index not in order:
            order.append(index)

    for index in range(len(containers)):
        add(index)
    # A copy, because other tasks share the definition.
    td = {**td}
    for record, field in ((td, "containerDefinitions"), (task, "containers"), (task, "_container_essentials")):
        record[field] = [record[field][index] for index in order]
    return start(task, td, overrides, docker)


def build_bridged(cdef, td, env, ports, network, host_mode, task_id, task_arn, *others):
    kwargs = build(cdef, td, env, ports, network, host_mode, task_id, task_arn, *others)
    instance = ecs._tasks[task_arn].get("_instance")
    if instance and td.get("networkMode") == "bridge":
        mappings = cdef.get("portMappings", [])
        kwargs["ports"] = {
            f"{m['containerPort']}/{m.get('protocol', 'tcp')}": (address_of(instance), m.get("hostPort", 0))
            for m in mappings
        }
        links = [(link.split(":")[0], link.split(":")[-1]) for link in cdef.get("links", [])]
        kwargs["links"] = {f"ministack-ecs-{task_id[:8]}-{name}": alias for name, alias in links}
    return kwargs


def attach_with_ports(task, container, index, *others):
    container.reload()
    bindings = []
    for port, bound_ports in (container.attrs["NetworkSettings"]["Ports"] or {}).items():
        number, protocol = port.split("/")
        for bound in bound_ports or []:
            binding = {"containerPort": int(number), "hostPort": int(bound["HostPort"]), "protocol": protocol}
            bindings.append({"bindIP": "0.0.0.0", **binding})
    task["containers"][index]["networkBindings"] = bindings
    return attach(task, container, index, *others)


def port_of(task, balancer):
    for container in task["containers"]:
        for bound in container["networkBindings"] if container["name"] == balancer["containerName"] else []:
            if bound["containerPort"] == balancer["containerPort"]:
                return bound["hostPort"]
    return None


def sync_instances(cluster, service):
    """Registers instances with the ports of their tasks. The emulator itself registers addresses."""
    published = service.setdefault("_published_targets", {})
    balancers = service.get("loadBalancers") or []
    of_instances = [one for one in balancers if alb._tgs.get(one["targetGroupArn"], {}).get("TargetType") == "instance"]
    sync(cluster, {**service, "loadBalancers": [one for one in balancers if one not in of_instances]})
    for balancer in of_instances:
        arn = balancer["targetGroupArn"]
        with ecs.resource_lock("elbv2-targets", arn):
            running = [
                task
                for task in list(ecs._tasks.values())
                if task.get("group") == f"service:{service['serviceName']}"
                and task["clusterArn"] == service["clusterArn"]
                and task["lastStatus"] == "RUNNING"
                and task.get("_instance")
                and service["status"] == "ACTIVE"
            ]
            targets = [(task["_instance"], port_of(task, balancer)) for task in running]
            alb.set_targets_for_group(arn, targets, published.get(arn, ()))
            published[arn] = [target for target, _ in targets]


async def proxy_to_instance(target, *others):
    return await proxy({**target, "Id": address_of(str(target["Id"]))}, *others)


ecs._start_task_worker = start_linked_first
ecs._build_run_kwargs = build_bridged
ecs._attach_started_container = attach_with_ports
ecs._sync_service_targets = sync_instances
alb._proxy_http_target = proxy_to_instance
