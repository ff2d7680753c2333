"""What the engine has of a project: one list call for containers, one for networks, one for volumes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydock.compose import labels

if TYPE_CHECKING:
    from pydock.engine.api import Engine

Json = dict[str, Any]


class Container:
    """One container of a project, as the list shows it; ``detail`` is its inspection, once it was asked for."""

    __slots__ = ("detail", "id", "image_id", "labels", "name", "names", "state", "summary")

    def __init__(self, summary: Json) -> None:
        self.summary = summary
        self.id = str(summary["Id"])
        self.names = [str(name).lstrip("/") for name in summary.get("Names") or ()]
        # A container that others link to has names with a slash as well; its own is the one without.
        self.name = next((name for name in self.names if "/" not in name), self.names[0] if self.names else "")
        self.labels: dict[str, str] = summary.get("Labels") or {}
        self.state = str(summary.get("State", ""))
        self.image_id = str(summary.get("ImageID", ""))
        self.detail: Json | None = None

    @property
    def service(self) -> str:
        return self.labels.get(labels.SERVICE, "")

    @property
    def number(self) -> int:
        text = self.labels.get(labels.NUMBER, "")
        return int(text) if text.isdigit() else 0

    @property
    def oneoff(self) -> bool:
        return self.labels.get(labels.ONEOFF) == "True"

    @property
    def running(self) -> bool:
        return self.state == "running"

    @property
    def short_name(self) -> str:
        """The name without the project: what prefixes its log lines."""
        project = self.labels.get(labels.PROJECT, "")
        return self.name.removeprefix(f"{project}-") if project else self.name


class Observed:
    """The containers of a project by service, and every network and volume of the engine by name."""

    def __init__(self, containers: Iterable[Container], networks: Iterable[Json], volumes: Iterable[Json]) -> None:
        self.containers = list(containers)
        self.networks = {str(item["Name"]): item for item in networks}
        self.volumes = {str(item["Name"]): item for item in volumes}

    def of(self, service: str) -> list[Container]:
        """The service's containers in order of number."""
        found = [c for c in self.containers if c.service == service and not c.oneoff]
        return sorted(found, key=lambda container: container.number)

    def orphans(self, services: Iterable[str]) -> list[Container]:
        """Containers of the project whose service is none of ``services``."""
        known = set(services)
        return [c for c in self.containers if c.service not in known and not c.oneoff]


def containers_of(
    engine: Engine, project: str, *, all_states: bool = True, oneoff: bool | None = None, hashed: bool = True
) -> list[Container]:
    """The containers of a project. ``oneoff``: only those of ``run`` (True), none of them (False), or both."""
    wanted = [f"{labels.PROJECT}={project}"]
    if hashed:
        wanted.append(labels.HASH)
    if oneoff is not None:
        wanted.append(f"{labels.ONEOFF}={oneoff}")
    rows = engine.containers.list(everything=all_states, filters={"label": sorted(wanted)})
    return sorted((Container(row) for row in rows), key=lambda c: (c.service, c.number, c.name))


def observe(engine: Engine, project: str, *, networks: bool = True, volumes: bool = True) -> Observed:
    """Everything that planning needs to know."""
    return Observed(
        containers_of(engine, project),
        engine.networks.list() if networks else (),
        (engine.volumes.list().get("Volumes") or ()) if volumes else (),
    )
