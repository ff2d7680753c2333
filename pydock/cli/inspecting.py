"""``inspect`` of any kind: fetch objects by name, print them, report those that are missing.

::

    inspecting.inspect(app, names, format or "", inspecting.fetcher(app, inspecting.NODE))

A kind is a :class:`Target`: where its objects are, and the Go type that templates see them by, from the table in
``pydock/views/types/AREA.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.cli.each import many, outcomes
from pydock.errors import PydockError
from pydock.render.inspect import Inspector, Typed

if TYPE_CHECKING:
    from pydock.cli.app import App

#: the raw JSON of the object of that name, and how Go types it
Fetch = Callable[[str], tuple[bytes, Typed]]


class Target(NamedTuple):
    """``path`` has a ``{}`` for the name; ``what`` is the kind in messages; ``type`` is of the table ``area``."""

    what: str
    path: str
    type: str
    area: str


CONTAINER = Target("container", "/containers/{}/json", "container.InspectResponse", "container")
IMAGE = Target("image", "/images/{}/json", "image.InspectResponse", "image")
NETWORK = Target("network", "/networks/{}", "network.Inspect", "network")
VOLUME = Target("volume", "/volumes/{}", "volume.Volume", "volume")
PLUGIN = Target("plugin", "/plugins/{}/json", "*types.Plugin", "plugin")
NODE = Target("node", "/nodes/{}", "swarm.Node", "swarm")
SERVICE = Target("service", "/services/{}", "swarm.Service", "swarm")
TASK = Target("task", "/tasks/{}", "swarm.Task", "swarm")
SECRET = Target("secret", "/secrets/{}", "swarm.Secret", "swarm")
CONFIG = Target("config", "/configs/{}", "swarm.Config", "swarm")


def typed(kind: str, area: str) -> Typed:
    """Go's view of an object of type ``kind`` (``network.Inspect``), from the table ``pydock/views/types/AREA.py``."""

    def read(raw: dict[str, Any]) -> Any:
        from importlib import import_module

        return import_module(f"pydock.views.types.{area}").TYPES.decode(raw, kind)

    return read


def fetcher(app: App, target: Target, query: Mapping[str, Any] | None = None) -> Fetch:
    """What gets the objects of a kind from the engine. An empty name is refused without asking."""
    from pydock.engine.connection import quote

    view, connection = typed(target.type, target.area), app.engine.connection

    def fetch(name: str) -> tuple[bytes, Typed]:
        if not name.strip():
            if target.what == "image":
                raise PydockError(f"Error: No such image: {name}")
            raise PydockError(f"invalid {target.what} name or ID: value is empty")
        path = target.path.replace("{}", quote(name.strip()))
        with connection.open("GET", path, query=query) as response:
            return response.read(), view

    return fetch


def inspect(app: App, names: Sequence[str], fmt: str, fetch: Fetch, *, raw_json: bool = True) -> None:
    """Print the objects of ``names`` in the order given. What fails is reported at the end, with exit code 1.

    ``fmt`` is ``--format``: empty for laid-out JSON, ``json``, or a template (exit code 64 if it does not parse).
    ``raw_json=False``: objects are only what Go's types hold of them, as for ``volume``, ``node`` and ``service``.
    """
    inspector = Inspector(fmt, raw=raw_json)
    faults: list[PydockError] = []
    for _, found, error in outcomes(app, names, fetch, concurrent=many(names)):
        try:
            if error is not None:
                raise error
            inspector.add(*found)
        except PydockError as fault:
            faults.append(fault)
    app.out(inspector.text(), template=fmt)
    if faults:
        hint = faults[0].hint if len(faults) == 1 and app.streams.stderr.is_terminal else None
        raise PydockError("\n".join([fault.message for fault in faults]), hint=hint)
