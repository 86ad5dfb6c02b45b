"""Lets tasks that are to go answer what they were asked before their containers are stopped, as AWS does.

A target gets no new request from the moment that it is deregistered; those under way have as long as the deregistration
delay of the target group.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
"""

import time
import weakref
from collections import Counter

# Before this: it counts the targets on hosts, too.
import emulator_bridge  # noqa: F401
from ministack.core.concurrency import spawn_background
from ministack.core.responses import StreamingResponse
from ministack.services import alb, ecs

proxy = alb._proxy_http_target
cleanup = ecs._cleanup_task_resources
# Address or host of a target, and its port → requests that it has not answered whole.
under_way = Counter()
# A request may have chosen its target just before that was deregistered.
least_seconds = 0.5


async def proxy_counted(target, *others):
    place = (str(target["Id"]), int(target.get("Port") or 0))
    under_way[place] += 1
    streams = False
    try:
        status, headers, body = await proxy(target, *others)
        streams = isinstance(body, StreamingResponse)
    finally:
        if not streams:
            under_way[place] -= 1
    if not streams:
        return status, headers, body

    async def run(send, receive):
        await body.runner(send, receive)

    # It is not run where the client has gone meanwhile.
    weakref.finalize(run, under_way.subtract, [place])
    return status, headers, StreamingResponse(run)


def requests_of(task):
    """How many requests a task has not answered, be its target an address of its own or a port of its host."""
    own = ecs._task_ip(task)
    host = task.get("_host")
    bound = [one["hostPort"] for container in task["containers"] for one in container.get("networkBindings", [])]
    places = [(host, port) for port in bound]
    return sum(count for place, count in list(under_way.items()) if place[0] == own or place in places)


def delay_of(service):
    """Seconds for which the targets of a service may go on; AWS has 300 by default."""
    groups = [one.get("targetGroupArn") for one in service.get("loadBalancers") or []]
    attributes = [one for group in groups for one in alb._tg_attrs.get(group, [])]
    delays = [float(one["Value"]) for one in attributes if one["Key"] == "deregistration_delay.timeout_seconds"]
    return max(delays, default=300) if groups else 0


def drain(task, seconds):
    deadline = time.monotonic() + seconds
    time.sleep(min(least_seconds, seconds))
    while requests_of(task) > 0 and time.monotonic() < deadline:
        time.sleep(0.05)


def cleanup_drained(task, docker_client, extra_container=None):
    """Also called where a container has ended by itself; then there is nothing to wait for."""
    cluster = ecs._cluster_name_from_arn(task.get("clusterArn", ""))
    service = ecs._services.get(f"{cluster}/{task.get('group', '').removeprefix('service:')}")
    seconds = delay_of(service) if service else 0
    if seconds == 0 or task.get("stopCode") != "UserInitiated":
        # The emulator would leave the other containers of a task behind of which an essential one has ended.
        return cleanup(task, docker_client or ecs._get_docker(), extra_container)

    def end():
        drain(task, seconds)
        cleanup(task, docker_client, extra_container)

    # Several tasks go side by side, and nobody waits for them, as on AWS.
    spawn_background(end, thread_name="rehearsal-drain")


alb._proxy_http_target = proxy_counted
ecs._cleanup_task_resources = cleanup_drained
