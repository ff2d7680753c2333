"""What a schema cannot say: references that must exist, attributes that exclude each other, cycles."""

from __future__ import annotations

from typing import Any

from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.errors import ConfigError


def check_document(document: dict[str, Any]) -> None:
    """Rules on a canonical document before decoding. Raises ConfigError with Compose's words."""
    for section, sources in (("configs", ("file", "environment", "content")), ("secrets", ("file", "environment"))):
        for name, resource in (document.get(section) or {}).items():
            if isinstance(resource, dict) and not resource.get("external"):
                _file_object(f"{section}.{name}", resource, sources)
    for name, volume in (document.get("volumes") or {}).items():
        if isinstance(volume, dict) and volume.get("external"):
            for key in volume:
                if key not in ("name", "external") and not key.startswith("x-"):
                    raise ConfigError(f'volumes.{name}: conflicting parameters "external" and "{key}" specified')
    for name, service in (document.get("services") or {}).items():
        if isinstance(service, dict):
            _service_document(name, service)


def _file_object(where: str, resource: dict[str, Any], sources: tuple[str, ...]) -> None:
    if resource.get("driver"):
        return
    given = [key for key in sources if key in resource]
    if len(given) > 1:
        raise ConfigError(f"{where}: {'|'.join(sources)} attributes are mutually exclusive")
    if not given:
        raise ConfigError(f"{where}: one of {'|'.join(sources)} must be set")


def _service_document(name: str, service: dict[str, Any]) -> None:
    for mount in service.get("volumes") or ():
        if isinstance(mount, dict) and mount.get("type") == "bind" and "source" not in mount:
            raise ConfigError('invalid mount config for type "bind": field Source must not be empty')
    reservations: Any = service.get("deploy")
    for key in ("resources", "reservations", "devices"):
        reservations = reservations.get(key) if isinstance(reservations, dict) else None
    for where, requests in (("gpus", service.get("gpus")), ("deploy.resources.reservations.devices", reservations)):
        for request in requests or ():
            if isinstance(request, dict) and "count" in request and request.get("device_ids"):
                raise ConfigError(f'services.{name}.{where}.[]: "count" and "device_ids" attributes are exclusive')


def _invalid(message: str) -> ConfigError:
    return ConfigError(f"{message}: invalid compose project")


def check_project(project: Project) -> None:
    """Rules on the decoded project. Raises ConfigError with Compose's words."""
    for name, service in project.services.items():
        _service(project, name, service)
    for name, secret in project.secrets.items():
        if not (secret.get("external") or secret.get("file") or secret.get("environment")):
            raise _invalid(f'secret "{name}" must declare either `file` or `environment`')
    _cycles(project)


def _service(project: Project, name: str, service: Struct) -> None:
    build = service.get("build")
    if build is None and not service.get("image") and service.get("provider") is None:
        raise _invalid(f'service "{name}" has neither an image nor a build context specified')
    if build is not None:
        _build(project, name, service, build)
    if service.get("network_mode") and service.get("networks"):
        raise _invalid(f"service {name} declares mutually exclusive `network_mode` and `networks`")
    for network in service.get("networks") or {}:
        if network not in project.networks:
            raise _invalid(f'service "{name}" refers to undefined network {network}')
    test = (service.get("healthcheck") or {}).get("test")
    if test and test[0] not in ("CMD", "CMD-SHELL", "NONE"):
        raise ConfigError('healthcheck.test must start either by "CMD", "CMD-SHELL" or "NONE"')
    for dependency, link in (service.get("depends_on") or {}).items():
        asleep = dependency in project.disabled and not link.get("required")
        if dependency not in project.services and not asleep:
            raise _invalid(f'service "{name}" depends on undefined service "{dependency}"')
    mode = service.get("network_mode", "")
    if mode.startswith("service:") and mode[8:] not in project.services and mode[8:] not in project.disabled:
        raise _invalid(f"service \"{name}\" not found for network_mode '{mode}'")
    for mount in service.get("volumes") or ():
        source = mount.get("source", "")
        if mount.get("type") == "volume" and source and source not in project.volumes:
            raise _invalid(f'service "{name}" refers to undefined volume {source}')
    for kind in ("secret", "config"):
        for item in service.get(f"{kind}s") or ():
            if item["source"] not in getattr(project, f"{kind}s"):
                raise _invalid(f'service "{name}" refers to undefined {kind} {item["source"]}')
    for model in service.get("models") or {}:
        if model not in project.models:
            raise _invalid(f'service "{name}" refers to undefined model {model}')
    _targets(name, service)
    _scale(name, service)
    _resources(name, service)
    for rule in (service.get("develop") or {}).get("watch") or ():
        if rule["action"] not in ("rebuild", "restart") and not rule.get("target"):
            raise _invalid(f"services.{name}.develop.watch: target is required for non-rebuild actions")


def _build(project: Project, name: str, service: Struct, build: Struct) -> None:
    if build.get("dockerfile") and build.get("dockerfile_inline"):
        raise _invalid(f'service "{name}" declares mutualy exclusive dockerfile and dockerfile_inline')
    for context, value in (build.get("additional_contexts") or {}).items():
        if value.startswith("service:"):
            target = value[len("service:") :]
            other = project.services.get(target) or project.disabled.get(target)
            if other is None:
                raise _invalid(f'service "{name}" declares unknown service "{target}" as additional contexts {context}')
            if other.get("build") is None:
                raise _invalid(
                    f'service "{name}" declares non-buildable service "{target}" as additional contexts {context}'
                )
    platforms, platform = build.get("platforms"), service.get("platform")
    if platforms and platform and platform not in platforms:
        raise _invalid(f'service.build.platforms MUST include service.platform "{platform}"')
    for item in build.get("secrets") or ():
        if item["source"] not in project.secrets:
            raise _invalid(f'service "{name}" refers to undefined build secret {item["source"]}')


def _targets(name: str, service: Struct) -> None:
    """No two mounts at one place."""
    taken: dict[str, str] = {}
    entries = [(f"tmpfs[{i}]", line.partition(":")[0]) for i, line in enumerate(service.get("tmpfs") or ())]
    entries += [(f"volumes[{i}]", mount.get("target", "")) for i, mount in enumerate(service.get("volumes") or ())]
    for where, target in entries:
        if target and target in taken:
            raise ConfigError(f"services.{name}.{where}: target {target} already mounted as {taken[target]}")
        taken[target] = f"services.{name}.{where}"


def _scale(name: str, service: Struct) -> None:
    scale = service.get("scale")
    replicas = (service.get("deploy") or {}).get("replicas")
    if scale is not None:
        if scale < 0:
            raise ConfigError(f"services.{name}.scale: must be greater than or equal to 0")
        if replicas is not None and replicas != scale:
            raise _invalid(f"services.{name}: can't set distinct values on 'scale' and 'deploy.replicas'")
    if service.get("container_name"):
        for attribute, value in (("scale", scale), ("deploy.replicas", replicas)):
            if value is not None and value > 1:
                raise _invalid(
                    f"services.{attribute}: can't set container_name and {name} as container name must be unique"
                )


_PAIRS = (
    ("cpus", "limits", "cpus"),
    ("mem_limit", "limits", "memory"),
    ("pids_limit", "limits", "pids"),
    ("mem_reservation", "reservations", "memory"),
)


def _resources(name: str, service: Struct) -> None:
    resources = (service.get("deploy") or {}).get("resources") or {}
    for attribute, side, key in _PAIRS:
        ours, theirs = service.get(attribute), (resources.get(side) or {}).get(key)
        if ours and theirs and ours != theirs:
            raise _invalid(
                f"services.{name}: can't set distinct values on '{attribute}' and 'deploy.resources.{side}.{key}'"
            )


def _cycles(project: Project) -> None:
    done: set[str] = set()

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            raise ConfigError(f"dependency cycle detected: {' -> '.join([*trail[trail.index(name) :], name])}")
        if name in done or name not in project.services:
            return
        for dependency in project.services[name].get("depends_on") or {}:
            visit(dependency, [*trail, name])
        done.add(name)

    for name in sorted(project.services):
        visit(name, [])
