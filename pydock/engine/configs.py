"""Swarm configs: ``/configs`` of the Engine API."""

from __future__ import annotations

from pydock.engine.stored import Stored


class Configs(Stored):
    """Typed calls on configs."""

    kind = "configs"
