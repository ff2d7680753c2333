"""A bake file as it is written: blocks and attributes with their places."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydock.build.buildkit.bake.diagnostics import Place
from pydock.build.buildkit.bake.nodes import Expression


@dataclass
class Block:
    """``kind "label" { ... }``. ``open``: its brace."""

    kind: str
    labels: list[str]
    body: Body
    label_places: list[Place] = field(default_factory=list)
    open: Place | None = None


@dataclass
class Body:
    """Attributes and blocks, in order; ``places``: where the attributes' names stand."""

    attributes: dict[str, Expression] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
