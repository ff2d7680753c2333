"""What a registry holds: ``registry ls`` and ``registry tags``. A row is a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.render.listing import Listing


def repositories(host: str) -> Listing:
    """The columns of ``registry ls`` for the registry at ``host``."""
    return Listing(
        "registry.Repository",
        fields={"Name": lambda name: f"{host}/{name}", "Registry": lambda _: host, "Path": lambda name: name},
        headers={"Name": "NAME", "Registry": "REGISTRY", "Path": "PATH"},
        table=("Name",),
    )


def tags(digest: Callable[[str], str] | None) -> Listing:
    """The columns of ``registry tags``; ``digest`` asks for that of a tag, where digests are wanted."""
    fields: dict[str, Callable[[Any], Any]] = {"Tag": lambda tag: tag}
    if digest is not None:
        fields["Digest"] = digest
    return Listing("registry.Tag", fields=fields, headers={"Tag": "TAG", "Digest": "DIGEST"}, table=tuple(fields))
