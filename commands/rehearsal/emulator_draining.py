"""Lets tasks that are to go answer what they were asked before their containers are stopped, as AWS does.

A target gets no new request from the moment that it is deregistered; those under way have as long as the deregistration
delay of the target group.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
"""

import time
from collections import Counter

from ministack.core.concurrency import spawn_background
from ministack.core.responses import StreamingResponse
from ministack.services import alb, ecs

proxy = alb._proxy_http_target
cleanup = ecs._cleanup_task_resources
# Address of a target → requests that it has not answered whole.
under_way = Counter()
# A request may have chosen its target just before that was deregistered.
least_seconds = 0.5


async def proxy_counted(target, *others):
    address = str(target["Id"])
    under_way[address] += 1
    streams = False
    try:
        status, headers, body = await proxy(target, *others)
        streams = isinstance(body, StreamingResponse)
    finally:
        if not streams:
            under_way[address] -= 1
    if not streams:
        return status, headers, body

    async def run(send, receive):
        try:
            await body.runner(send, receive)
        finally:
            under_way[address] -= 1

    return status, headers, StreamingResponse(run)


def delay_of(service):
    """Seconds for which the targets of a service may go on; AWS has 300 by default."""
    groups = [one.get("targetGroupArn") for one in service.get("loadBalancers") or []]
    attributes = [one for group in groups for one in alb._tg_attrs.get(group, [])]
    delays = [float(one["Value"]) for one in attributes if one["Key"] == "deregistration_delay.timeout_seconds"]
    return max(delays, default=300) if groups else 0


def drain(address, seconds):
    deadline = time.monotonic() + seconds
    time.sleep(min(least_seconds, seconds))
    while under_way[address] > 0 and time.monotonic() < deadline:
        time.sleep(0.05)


def cleanup_drained(task, docker_client, extra_container=None):
    """Also called where a container has ended by itself; then there is nothing to wait for."""
    cluster = ecs._cluster_name_from_arn(task.get("clusterArn", ""))
    service = ecs._services.get(f"{cluster}/{task.get('group', '').removeprefix('service:')}")
    address = ecs._task_ip(task)
    seconds = delay_of(service) if service else 0
    if seconds == 0 or not address or task.get("stopCode") != "UserInitiated":
        return cleanup(task, docker_client, extra_container)

    def end():
        drain(address, seconds)
        cleanup(task, docker_client, extra_container)

    # Several tasks go side by side, and nobody waits for them, as on AWS.
    spawn_background(end, thread_name="rehearsal-drain")


alb._proxy_http_target = proxy_counted
ecs._cleanup_task_resources = cleanup_drained
