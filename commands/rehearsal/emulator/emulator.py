"""Starts the emulator for one rehearsal. Every request needs the key of the rehearsal.

The emulator's load balancer stores the URL rewrites of listener rules and the health checks of target groups, but does
not carry them out. This module does: a target gets requests after it has passed its health check.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
"""

import asyncio
import collections
import contextvars
import http.client
import json
import os
import random
import re
import time

# Importing these modules extends the emulator.
import emulator_load_balancer
import emulator_certificates  # noqa: F401
import emulator_deployments  # noqa: F401
import emulator_draining  # noqa: F401
import emulator_networks  # noqa: F401
import emulator_secrets  # noqa: F401
import emulator_services  # noqa: F401
import emulator_tasks  # noqa: F401
import emulator_vpc  # noqa: F401
import emulator_vpc_services  # noqa: F401
from emulator_bridge import address_of
from ministack import app
from ministack.services import alb, ecs

execute_actions = alb._execute_actions


def rewritten(rule, path):
    for transform in rule.get("Transforms", []):
        for rewrite in transform.get("UrlRewriteConfig", {}).get("Rewrites", []):
            # AWS writes a group as $1, Python as \1.
            replacement = re.sub(r"\$(\d)", r"\\\1", rewrite["Replace"] or "")
            path = re.sub(rewrite["Regex"], replacement, path, count=1)
    return path


async def execute_rewritten(actions, method, path, *others, raw_path=None, **named):
    rules = alb._rules.values()
    rule = next((rule for rule in rules if rule.get("Actions") is actions), {})
    raw_path = rewritten(rule, path if raw_path is None else raw_path)
    return await execute_actions(
        actions, method, rewritten(rule, path), *others, raw_path=raw_path, **named
    )


alb._execute_actions = execute_rewritten

# Target group and address → whether the target has passed its health check.
health = {}
# Target group → number of requests.
requests = collections.Counter()
ready = contextvars.ContextVar("ready", default=())
forward_to_group = alb._forward_to_tg
set_targets = alb.set_targets_for_group


def passes(address, path, codes):
    connection = http.client.HTTPConnection(*address, timeout=5)
    try:
        connection.request("GET", path)
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    ranges = (code.split("-") for code in codes.split(","))
    return any(int(span[0]) <= status <= int(span[-1]) for span in ranges)


async def check(group, arn, target, address):
    path = group.get("HealthCheckPath") or "/"
    codes = group.get("Matcher", {}).get("HttpCode") or "200"
    while target in alb._targets.get(arn, []):
        if await asyncio.to_thread(passes, address, path, codes):
            if target in alb._targets.get(arn, []):
                health[arn, address] = True
                return
        await asyncio.sleep(0.1)
    health.pop((arn, address), None)


def set_checked_targets(arn, targets, previous=()):
    done = set_targets(arn, targets, previous)
    # A new container may get the address of a removed one.
    for removed in set(previous) - {address for address, _ in targets}:
        for target in [target for target in health if target[0] == arn and target[1][0] == removed]:
            health.pop(target, None)
    return done


async def forward_to_healthy(arn, *others):
    requests[arn] += 1
    group = alb._tgs.get(arn) or {}
    healthy = []
    for target in alb._targets.get(arn, []):
        address = (address_of(str(target["Id"])), int(target.get("Port") or group.get("Port") or 80))
        if (arn, address) not in health:
            health[arn, address] = False
            asyncio.create_task(check(group, arn, target, address))
        if health[arn, address]:
            healthy.append(target)
    ready.set(healthy)
    return await forward_to_group(arn, *others)


class Healthy:
    """Chooses a healthy target, or any target if none is healthy, as AWS does."""

    choices = random.choices

    @staticmethod
    def choice(targets):
        return random.choice(ready.get() or targets)


alb._forward_to_tg = forward_to_healthy
alb.set_targets_for_group = set_checked_targets
alb.random = Healthy


class PatientTime:
    """
    Delays the stop of old tasks until new tasks have had time to fail and all targets have passed a check, and asks the Docker
    Engine less often whether a task still runs. Every 0.1 s, a few tasks would keep a core busy.
    """

    check_seconds = 30
    # The emulator sleeps this long between two looks at a task, and for nothing else.
    emulator_watch_seconds = 0.1
    watch_seconds = 1

    def __getattr__(self, name):
        return getattr(time, name)

    def sleep(self, seconds):
        time.sleep(self.watch_seconds if seconds == self.emulator_watch_seconds else seconds)
        if seconds != ecs._ECS_DEPLOYMENT_STEADY_DELAY:
            return
        deadline = time.monotonic() + self.check_seconds
        while not all(list(health.values())) and time.monotonic() < deadline:
            time.sleep(0.2)


ecs._ECS_DEPLOYMENT_STEADY_DELAY = 4.0
ecs.time = PatientTime()

key = os.environ.pop("REHEARSAL_KEY").encode()
serve = app.app
bucket_of_host = app._extract_s3_vhost_bucket
balancer_of_host = alb.find_lb_for_host
# Whether the request is for a load balancer. If so, its host and headers must not be treated as those of an AWS call.
for_balancer = contextvars.ContextVar("for_balancer", default=False)
app._extract_s3_vhost_bucket = lambda host: None if for_balancer.get() else bucket_of_host(host)
# `serve_with_key` selects the load balancer, and puts its name at the beginning of the path.
alb.find_lb_for_host = lambda host: None if for_balancer.get() else balancer_of_host(host)


async def reply(send, status, text):
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": text})


async def serve_with_key(scope, receive, send):
    if scope["type"] == "lifespan":
        return await serve(scope, receive, send)
    headers = dict(scope["headers"])
    if scope["type"] == "websocket":
        return await send({"type": "websocket.close"})
    if headers.get(b"x-rehearsal-key") != key:
        return await reply(send, 403, b"no key\n")
    if b"x-rehearsal-balancer" in headers:
        name = headers[b"x-rehearsal-balancer"].decode("latin-1")
        if name == "*":
            name = emulator_load_balancer.name_for_host(headers.get(b"host", b"").decode("latin-1"))
        elif not emulator_load_balancer.exists(name):
            name = None
        if name is None:
            return await reply(send, 503, b"There is no load balancer.\n")
        for_balancer.set(True)
        # The emulator selects the load balancer by a prefix of the path.
        prefix, path, raw_path = f"/_alb/{name}", scope["path"], scope["raw_path"]
        scope = {**scope, "path": prefix + path, "raw_path": prefix.encode() + raw_path}
    elif scope["path"] == "/_rehearsal/requests":
        return await reply(send, 200, json.dumps(requests).encode())
    others = [pair for pair in scope["headers"] if not pair[0].startswith(b"x-rehearsal-")]
    await serve({**scope, "headers": others}, receive, send)


app.app = serve_with_key

if __name__ == "__main__":
    app.main()
