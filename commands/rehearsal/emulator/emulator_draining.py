"""Stops the containers of a task only after it has answered its pending requests, as AWS does.

A deregistered target gets no new requests. The deregistration delay of the target group limits the pending ones.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
"""

import time
import weakref
from collections import Counter

# Imported first, so that requests to instances are counted, too.
import emulator_bridge  # noqa: F401
from ministack.core.concurrency import spawn_background
from ministack.core.responses import StreamingResponse
from ministack.services import alb, ecs

proxy = alb._proxy_http_target
cleanup = ecs._cleanup_task_resources
# Address or instance of a target, and its port → number of incomplete responses.
pending = Counter()
# A request may have selected its target just before the deregistration.
min_seconds = 0.5


async def proxy_counted(target, *others):
    key = (str(target["Id"]), int(target.get("Port") or 0))
    pending[key] += 1
    streams = False
    try:
        status, headers, body = await proxy(target, *others)
        streams = isinstance(body, StreamingResponse)
    finally:
        if not streams:
            pending[key] -= 1
    if not streams:
        return status, headers, body

    async def run(send, receive):
        await body.runner(send, receive)

    # A finalizer, because `run` is not called if the client has disconnected.
    weakref.finalize(run, pending.subtract, [key])
    return status, headers, StreamingResponse(run)


def requests_of(task):
    """Number of pending requests of a task. Its target is its own address, or ports of its instance."""
    own = ecs._task_ip(task)
    instance = task.get("_instance")
    bound = [one["hostPort"] for container in task["containers"] for one in container.get("networkBindings", [])]
    targets = [(instance, port) for port in bound]
    return sum(count for target, count in list(pending.items()) if target[0] == own or target in targets)


def delay_of(service):
    """Deregistration delay of a service in seconds; 300 by default on AWS."""
    groups = [one.get("targetGroupArn") for one in service.get("loadBalancers") or []]
    attributes = [one for group in groups for one in alb._tg_attrs.get(group, [])]
    delays = [float(one["Value"]) for one in attributes if one["Key"] == "deregistration_delay.timeout_seconds"]
    return max(delays, default=300) if groups else 0


def drain(task, seconds):
    deadline = time.monotonic() + seconds
    time.sleep(min(min_seconds, seconds))
    while requests_of(task) > 0 and time.monotonic() < deadline:
        time.sleep(0.05)


def cleanup_drained(task, docker_client, extra_container=None):
    """Removes the containers of a task. If one has exited by itself, there are no requests to wait for."""
    cluster = ecs._cluster_name_from_arn(task.get("clusterArn", ""))
    service = ecs._services.get(f"{cluster}/{task.get('group', '').removeprefix('service:')}")
    seconds = delay_of(service) if service else 0
    if seconds == 0 or task.get("stopCode") != "UserInitiated":
        # Without a Docker client the emulator would not remove the other containers after an essential one has exited.
        return cleanup(task, docker_client or ecs._get_docker(), extra_container)

    def end():
        drain(task, seconds)
        cleanup(task, docker_client, extra_container)

    # Tasks drain in parallel in the background, as on AWS.
    spawn_background(end, thread_name="rehearsal-drain")


alb._proxy_http_target = proxy_counted
ecs._cleanup_task_resources = cleanup_drained
