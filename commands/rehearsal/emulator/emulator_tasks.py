"""Starts the containers of tasks without the health check of their image.

ECS ignores that check, and so does the emulator. Only the Docker Engine would carry it out, and with some rehearsals at a
time use half of the machine for it.
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html
"""

import emulator_bridge  # noqa: F401
from ministack.services import ecs

build = ecs._build_run_kwargs


def build_unchecked(*arguments):
    return {**build(*arguments), "healthcheck": {"test": ["NONE"]}}


ecs._build_run_kwargs = build_unchecked
