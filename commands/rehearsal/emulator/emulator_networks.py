"""Tasks in network mode `awsvpc` cannot reach each other, as with their security groups on AWS.

The containers are on a network of the rehearsal, on which the Docker Engine lets none connect to another. This machine, and so
the load balancer, reaches all of them. In mode `bridge`, tasks are on the engine's default network, as on an instance.
https://docs.docker.com/engine/network/drivers/bridge/#options
"""

import os
import threading

import emulator_bridge  # noqa: F401
from docker.errors import APIError, NotFound
from ministack.services import ecs

# Removed together with the containers of the rehearsal.
name = os.environ.get("MINISTACK_HOSTNAME", "")
options = {"com.docker.network.bridge.enable_icc": "false"}
creating = threading.Lock()
start = ecs._start_task_worker
build = ecs._build_run_kwargs


def create_network(docker):
    with creating:
        try:
            return docker.networks.get(name)
        except NotFound:
            return docker.networks.create(name, driver="bridge", options=options, check_duplicate=True)


def start_isolated(task, td, overrides, docker):
    if td.get("networkMode") == "awsvpc":
        try:
            create_network(docker)
            td = {**td, "_isolated": True}
        except APIError as error:
            # Some engines without root cannot filter between containers.
            ecs.logger.warning("tasks can reach each other: %s", error)
    return start(task, td, overrides, docker)


def build_isolated(cdef, td, *others):
    kwargs = build(cdef, td, *others)
    return {**kwargs, "network": name} if td.get("_isolated") else kwargs


ecs._start_task_worker = start_isolated
ecs._build_run_kwargs = build_isolated
