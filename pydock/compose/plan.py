"""From the model and what the engine has to a list of steps with reasons: a pure function, tested as text.

The create phase comes first (networks, volumes, containers in order of dependencies); :mod:`~pydock.compose.start`
starts what the plan leaves stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydock.compose import labels
from pydock.compose.container import container_name
from pydock.compose.model.confighash import network_hash, service_hash, volume_hash
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.compose.observe import Container, Observed
from pydock.errors import ConfigError

CREATE, RECREATE, REMOVE, KEEP = "create", "recreate", "remove", "keep"
CONFIGURATION = "its configuration changed"
DIVERGED, FORCE, NEVER = "diverged", "force", "never"


class Step(NamedTuple):
    """One thing to do. ``kind``: network, volume or container; ``key``: its name in the model (the service's).

    ``after``: ids of steps that must be done first; ``container``: the one at hand; ``number``: of a new one.
    """

    id: str
    action: str
    kind: str
    name: str
    key: str
    reasons: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    container: Container | None = None
    number: int = 0

    def __str__(self) -> str:
        why = f": {'; '.join(self.reasons)}" if self.reasons else ""
        return f"{self.action} {self.kind} {self.name}{why}"


class Options(NamedTuple):
    """How ``up`` and ``create`` converge. ``recreate``/``recreate_dependencies``: diverged, force or never."""

    recreate: str = DIVERGED
    recreate_dependencies: str = DIVERGED
    services: Sequence[str] = ()
    remove_orphans: bool = False
    separator: str = "-"


def plan(project: Project, observed: Observed, images: Mapping[str, str], options: Options) -> list[Step]:
    """The steps of the create phase. ``images`` gives the digest of each service's image, "" where unknown."""
    planner = _Planner(project, observed, images, options)
    planner.networks()
    planner.volumes()
    if options.remove_orphans:
        planner.orphans()
    for name in project.ordered():
        if project.services[name].get("provider") is None:
            planner.service(name)
    return planner.steps


class _Planner:
    def __init__(self, project: Project, observed: Observed, images: Mapping[str, str], options: Options) -> None:
        self.project = project
        self.observed = observed
        self.images = images
        self.options = options
        self.steps: list[Step] = []
        self.replaced: set[str] = set()
        self.rebuilt_networks: set[str] = set()
        self.by_service: dict[str, list[str]] = {}
        self.ground: tuple[str, ...] = ()
        self.ground_networks: tuple[str, ...] = ()

    def _add(self, step: Step) -> None:
        self.steps.append(step)

    def networks(self) -> None:
        for key, network in sorted(self.project.networks.items()):
            name = str(network.get("name", key))
            existing = self.observed.networks.get(name)
            if network.get("external"):
                if existing is None and name not in ("host", "none", "bridge"):
                    raise ConfigError(f"network {name} declared as external, but could not be found")
                continue
            reason = self._network_reason(key, name, network, existing)
            if existing is None or reason:
                action = CREATE if existing is None else RECREATE
                step = Step(f"network:{key}", action, "network", name, key, (reason,) if reason else ())
                self._add(step)
                self.ground += (step.id,)
                if reason:
                    self.rebuilt_networks.add(key)
        self.ground_networks = self.ground

    def _network_reason(self, key: str, name: str, network: Struct, existing: dict[str, Any] | None) -> str:
        if existing is None:
            return ""
        found = existing.get("Labels") or {}
        if labels.NETWORK not in found and labels.PROJECT not in found:
            raise ConfigError(
                f'network {name} was found but has incorrect label {labels.NETWORK} set to "" (expected: "{key}")'
            )
        if found.get(labels.NETWORK) != key:
            raise ConfigError(
                f"network {name} was found but has incorrect label {labels.NETWORK} "
                f'set to "{found.get(labels.NETWORK, "")}" (expected: "{key}")'
            )
        digest = found.get(labels.HASH)
        if digest and digest != network_hash(network):
            return "its configuration changed"
        return ""

    def volumes(self) -> None:
        for key, volume in sorted(self.project.volumes.items()):
            name = str(volume.get("name", key))
            existing = self.observed.volumes.get(name)
            if volume.get("external"):
                if existing is None:
                    raise ConfigError(f'external volume "{name}" not found')
                continue
            if existing is None:
                step = Step(f"volume:{key}", CREATE, "volume", name, key)
            else:
                digest = (existing.get("Labels") or {}).get(labels.HASH)
                if not digest or digest == volume_hash(volume):
                    continue
                why = ("its configuration changed",)
                step = Step(f"volume:{key}", RECREATE, "volume", name, key, why, self.ground_networks)
            self._add(step)
            self.ground += (step.id,)

    def orphans(self) -> None:
        for container in self.observed.orphans([*self.project.services, *self.project.disabled]):
            self._add(
                Step(
                    f"orphan:{container.id}",
                    REMOVE,
                    "container",
                    container.name,
                    container.service,
                    ("no service of the files has its name",),
                    container=container,
                )
            )

    def service(self, name: str) -> None:
        """Scale and converge one service; what it depends on is planned already."""
        dependencies = self.project.services[name].get("depends_on") or {}
        after = (*self.ground, *(step for other in sorted(dependencies) for step in self.by_service.get(other, ())))
        resolved = self.resolved(name)
        containers = self.observed.of(name)
        reasons = {c.id: self._reasons(name, resolved, c) for c in containers}
        wanted = self.project.scale(name)
        # The first to go are those that would be recreated anyway, then the highest numbers.
        containers.sort(key=lambda c: (bool(reasons[c.id]), c.number))
        keep, surplus = containers[:wanted], containers[wanted:]
        mine: list[str] = []
        twins: dict[int, list[str]] = {}  # of one number are two where a replacement was cut short
        for container in surplus:
            step = Step(
                f"container:{container.id}",
                REMOVE,
                "container",
                container.name,
                name,
                ("scaled down",),
                after,
                container,
            )
            self._add(step)
            twins.setdefault(container.number, []).append(step.id)
        for container in sorted(keep, key=lambda c: c.number):
            action = RECREATE if reasons[container.id] else KEEP
            title = container_name(self.project, name, container.number, self.options.separator)
            step = Step(
                f"container:{container.id}",
                action,
                "container",
                title if action == RECREATE or container.name.endswith(f"_{title}") else container.name,
                name,
                tuple(reasons[container.id]),
                (*after, *twins.get(container.number, ())),
                container,
                container.number,
            )
            if action == RECREATE:
                self.replaced.add(name)
            self._add(step)
            mine.append(step.id)
        taken = {c.number for c in containers}
        number = 0
        for _ in range(wanted - len(keep)):
            number = next(n for n in range(number + 1, number + len(taken) + 2) if n not in taken)
            title = container_name(self.project, name, number, self.options.separator)
            step = Step(f"container:{name}:{number}", CREATE, "container", title, name, (), after, None, number)
            self._add(step)
            mine.append(step.id)
            if not containers:
                self.replaced.add(name)
        self.by_service[name] = mine

    def resolved(self, name: str) -> Struct:
        """The service with references to others' containers replaced by the ids they have now."""
        return resolve_references(self.project.services[name], lambda other: self._first_id(other))

    def _first_id(self, service: str) -> str:
        containers = self.observed.of(service)
        return containers[0].id if containers else ""

    def _policy(self, name: str) -> str:
        targets = self.options.services
        return self.options.recreate if not targets or name in targets else self.options.recreate_dependencies

    def _reasons(self, name: str, resolved: Struct, container: Container) -> list[str]:
        policy = self._policy(name)
        if policy == NEVER:
            return []
        if policy == FORCE:
            return ["asked for"]
        reasons: list[str] = []
        for other in sorted(_referenced(self.project.services[name])):
            if other in self.replaced:
                reasons.append(f"it lives in a container of {other}, which is new")
        if not reasons and container.labels.get(labels.HASH) != service_hash(resolved):
            reasons.append(CONFIGURATION)
        digest = self.images.get(name, "")
        known = container.labels.get(labels.IMAGE, "")
        if digest and known and digest != known:
            reasons.append("its image changed")
        reasons += self._network_reasons(name, container)
        reasons += self._volume_reasons(name, container)
        return reasons

    def _network_reasons(self, name: str, container: Container) -> list[str]:
        if not container.running:
            return []  # the list tells no network of a container that never ran
        wanted = self.project.services[name].get("networks") or {}
        joined = ((container.summary.get("NetworkSettings") or {}).get("Networks")) or {}
        identities = {entry.get("NetworkID") for entry in joined.values() if entry}
        for key in wanted:
            if key in self.rebuilt_networks:
                continue  # it is taken off, and put on the new one
            title = str(self.project.networks[key].get("name", key))
            existing = self.observed.networks.get(title)
            if existing is not None and identities.isdisjoint((existing.get("Id"), title)):  # Podman's id is the name
                return [f"it is not on network {title}"]
        return []

    def _volume_reasons(self, name: str, container: Container) -> list[str]:
        mounted = {
            mount.get("Name") for mount in container.summary.get("Mounts") or () if mount.get("Type") == "volume"
        }
        for mount in self.project.services[name].get("volumes") or ():
            key = mount.get("source")
            if mount.get("type") != "volume" or not key or key not in self.project.volumes:
                continue
            title = self.project.volumes[key].get("name", key)
            if title not in mounted:
                return [f"volume {title} is not mounted"]
        return []


def _referenced(service: Struct) -> set[str]:
    """Services whose containers this one names: shared namespaces and volumes."""
    found = {
        service[key][len("service:") :]
        for key in ("network_mode", "ipc", "pid")
        if str(service.get(key, "")).startswith("service:")
    }
    for source in service.get("volumes_from") or ():
        if not source.startswith("container:"):
            found.add(source.partition(":")[0])
    return found


def resolve_references(service: Struct, first_id: Any) -> Struct:
    """``service`` with ``service:`` namespaces and ``volumes_from`` turned into container ids."""
    resolved = service.copy()
    for key in ("network_mode", "ipc", "pid"):
        value = str(service.get(key, ""))
        if value.startswith("service:"):
            resolved[key] = f"container:{first_id(value[len('service:') :])}"
    if service.get("volumes_from"):
        sources = []
        for source in service["volumes_from"]:
            kind, _, rest = source.partition(":")
            sources.append(rest.partition(":")[0] if kind == "container" else first_id(kind))
        resolved["volumes_from"] = sources
    return resolved


def as_text(steps: Sequence[Step]) -> str:
    """The plan for people: one line a step that changes something."""
    lines = [str(step) for step in steps if step.action != KEEP]
    return "".join(f"{line}\n" for line in lines) or "nothing to do\n"


def as_json(steps: Sequence[Step]) -> str:
    """The plan for programs."""
    import json

    rows = [
        {"action": s.action, "kind": s.kind, "name": s.name, "key": s.key, "reasons": list(s.reasons)} for s in steps
    ]
    return json.dumps(rows, indent=2) + "\n"
