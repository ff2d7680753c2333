"""Flags that ``swarm init``, ``update`` and ``ca`` share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydock.cli import cluster, kinds
from pydock.cli.command import option

C = TypeVar("C", bound=Callable[..., None])


def authority_flags(function: C) -> C:
    """Add the flags about who signs the nodes' certificates, and for how long."""
    for decorate in (
        option(
            "--cert-expiry",
            kind=kinds.DURATION,
            default=cluster.CERT_EXPIRY,
            default_text="2160h0m0s",
            help="Life of nodes' certificates.",
        ),
        option("--external-ca", kind=cluster.EXTERNAL_CA, help="Certificate authorities outside the swarm."),
    ):
        function = decorate(function)
    return function


def settings_flags(function: C) -> C:
    """Add the flags of the swarm's settings, those of :func:`authority_flags` among them."""
    for decorate in (
        option(
            "--dispatcher-heartbeat",
            kind=kinds.DURATION,
            default=cluster.HEARTBEAT,
            default_text="5s",
            help="Time between nodes' signs of life.",
        ),
        option(
            "--max-snapshots", kind=kinds.UINT64, default=0, since="1.25", help="Older snapshots of the state to keep."
        ),
        option(
            "--snapshot-interval", kind=kinds.UINT64, default=10000, since="1.25", help="Log entries between snapshots."
        ),
        option("--task-history-limit", kind=kinds.INT64, default=5, help="Ended tasks to remember per slot."),
    ):
        function = decorate(function)
    return authority_flags(function)
