"""Swarm secrets: ``/secrets`` of the Engine API. Their data never comes back from the engine."""

from __future__ import annotations

from pydock.engine.stored import Stored


class Secrets(Stored):
    """Typed calls on secrets."""

    kind = "secrets"
