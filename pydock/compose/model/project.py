"""The loaded project and the rules by which services, networks and volumes belong to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydock.compose.model.shapes import Struct
from pydock.errors import ConfigError

Services = dict[str, Struct]


class Project:
    """One application: its services (enabled and disabled by profiles) and the resources they use.

    ``environment`` is what variables resolve to, ``files`` the absolute paths it came from, ``extensions`` the
    top-level ``x-`` entries.
    """

    def __init__(self, name: str, working_dir: str, files: list[str], environment: dict[str, str]) -> None:
        self.name = name
        self.working_dir = working_dir
        self.files = files
        self.environment = environment
        self.profiles: list[str] = []
        self.env_files: list[str] = []
        self.services: Services = {}
        self.disabled: Services = {}
        self.networks: Services = {}
        self.volumes: Services = {}
        self.secrets: Services = {}
        self.configs: Services = {}
        self.models: Services = {}
        self.extensions: dict[str, Any] = {}

    def enable_profiles(self, profiles: Iterable[str]) -> None:
        """Keep the services without profile or with one of ``profiles``; ``*`` keeps all."""
        self.profiles = [p for p in profiles if p]
        every = {**self.services, **self.disabled}
        self.services, self.disabled = {}, {}
        for name, service in every.items():
            wanted = service.get("profiles")
            on = not wanted or "*" in self.profiles or any(p in wanted for p in self.profiles)
            (self.services if on else self.disabled)[name] = service

    def enable(self, names: Iterable[str]) -> None:
        """Wake the profiles of services that are named on the command line."""
        profiles = {p for name in names if name in self.disabled for p in self.disabled[name]["profiles"]}
        if profiles:
            self.enable_profiles([*self.profiles, *sorted(profiles)])

    def select(self, names: list[str], *, dependencies: bool = True) -> None:
        """Disable every service but ``names`` and, unless told otherwise, what they depend on."""
        if not names:
            return
        for name in names:
            self.require(name)
        keep = self.with_dependencies(names) if dependencies else set(names)
        if dependencies:
            self._forget_sleeping(keep)
        for name in list(self.services):
            if name not in keep:
                self.disabled[name] = self.services.pop(name)
        if not dependencies:
            for service in self.services.values():
                links = service.get("depends_on")
                if links:
                    kept = {k: v for k, v in links.items() if k in keep}
                    service["depends_on"] = kept
                    if not kept:
                        del service["depends_on"]

    def _forget_sleeping(self, names: set[str]) -> None:
        """Drop optional dependencies on services that are not enabled."""
        for name in names:
            links = self.services[name].get("depends_on")
            if links and any(other not in self.services for other in links):
                kept = {other: link for other, link in links.items() if other in self.services}
                self.services[name].pop("depends_on")
                if kept:
                    self.services[name]["depends_on"] = kept

    def require(self, name: str) -> Struct:
        """The enabled service ``name``; raises ConfigError when there is none."""
        if name not in self.services:
            asleep = ": disabled" if name in self.disabled else ""
            raise ConfigError(f"no such service: {name}{asleep}")
        return self.services[name]

    def with_dependencies(self, names: Iterable[str]) -> set[str]:
        """``names`` and everything they depend on, transitively, among the enabled services."""
        found: set[str] = set()
        queue = list(names)
        while queue:
            name = queue.pop()
            if name in found or name not in self.services:
                continue
            found.add(name)
            for dependency, link in (self.services[name].get("depends_on") or {}).items():
                if link.get("required"):
                    self.require(dependency)
                queue.append(dependency)
        return found

    def dependents(self, name: str) -> list[str]:
        """Names of the services that depend on ``name``."""
        return [other for other, service in self.services.items() if name in (service.get("depends_on") or {})]

    def ordered(self) -> list[str]:
        """Service names, each after those it depends on; equals in order of name."""
        done: dict[str, None] = {}

        def visit(name: str) -> None:
            if name in done or name not in self.services:
                return
            for dependency in sorted(self.services[name].get("depends_on") or {}):
                visit(dependency)
            done[name] = None

        for name in sorted(self.services):
            visit(name)
        return list(done)

    def drop_unused(self) -> None:
        """Forget networks, volumes, secrets, configs and models that no enabled service uses."""
        used: dict[str, set[str]] = {
            "networks": set(),
            "volumes": set(),
            "secrets": set(),
            "configs": set(),
            "models": set(),
        }
        for service in self.services.values():
            used["networks"].update(service.get("networks") or {})
            used["models"].update(service.get("models") or {})
            for mount in service.get("volumes") or ():
                if mount.get("type") == "volume" and mount.get("source"):
                    used["volumes"].add(mount["source"])
            for kind in ("secrets", "configs"):
                used[kind].update(item["source"] for item in service.get(kind) or ())
            used["secrets"].update(item["source"] for item in (service.get("build") or {}).get("secrets") or ())
        for kind, names in used.items():
            setattr(self, kind, {k: v for k, v in getattr(self, kind).items() if k in names})

    def document(self) -> dict[str, Any]:
        """The project as the canonical document that ``config`` prints, sections in Compose's order."""
        document: dict[str, Any] = {"name": self.name, "services": self.services}
        for section in ("networks", "volumes", "secrets", "configs", "models"):
            entries = getattr(self, section)
            if entries:
                document[section] = entries
        document.update(sorted(self.extensions.items()))
        return document

    def image(self, name: str) -> str:
        """The image a service runs: its own, or the name that a build gives."""
        service = self.services.get(name) or self.disabled[name]
        return str(service.get("image") or f"{self.name}-{name}")

    def scale(self, name: str) -> int:
        """How many containers the service wants."""
        service = self.services[name]
        scale = service.get("scale")
        if scale is None:
            scale = (service.get("deploy") or {}).get("replicas")
        return 1 if scale is None else int(scale)
