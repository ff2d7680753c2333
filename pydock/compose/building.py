"""A service's ``build`` section as the flags of one build."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from pydock.compose import labels
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.errors import ConfigError


def build_order(project: Project, names: Sequence[str]) -> list[str]:
    """``names`` and the services they take as additional contexts, each after those it takes."""
    done: dict[str, None] = {}

    def visit(name: str, trail: tuple[str, ...]) -> None:
        if name in done:
            return
        if name in trail:
            raise ConfigError(f"dependency cycle detected: {' -> '.join([*trail, name])}")
        for other in contexts_of(project, name):
            visit(other, (*trail, name))
        done[name] = None

    for name in names:
        if project.services[name].get("build") is not None:
            visit(name, ())
    return list(done)


def service_of(project: Project, name: str) -> Struct:
    """A service to build: another's context is built even where its own containers are not wanted."""
    found = project.services.get(name) or project.disabled.get(name)
    if found is None or found.get("build") is None:
        raise ConfigError(f"service {name!r} is used as a build context, but it has no build section")
    return found


def contexts_of(project: Project, name: str) -> list[str]:
    """The services whose images the build of ``name`` takes as contexts."""
    contexts = (service_of(project, name)["build"].get("additional_contexts") or {}).values()
    return [value[len("service:") :] for value in contexts if value.startswith("service:")]


def build_flags(
    project: Project,
    name: str,
    *,
    build_args: Sequence[str] = (),
    no_cache: bool = False,
    pull: bool = False,
    push: bool = False,
    memory: int = 0,
    ssh: str = "",
    check: bool = False,
    builder: str = "",
    provenance: str = "",
    sbom: str = "",
) -> tuple[str, dict[str, Any]]:
    """(context, flags of ``build`` by parameter name); ``inline`` holds a Dockerfile that is in the project itself."""
    service = service_of(project, name)
    build = service["build"]
    context = str(build.get("context", "."))
    args = {k: v for k, v in (build.get("args") or {}).items() if v is not None}
    for text in build_args:
        key, equals, value = text.partition("=")
        if equals:
            args[key] = value
        elif key in project.environment:
            args[key] = project.environment[key]
    image = project.image(name)
    marks = {**(build.get("labels") or {}), **_marks(project, name)}
    flags: dict[str, Any] = {
        "tag": [image, *(tag for tag in build.get("tags") or () if tag != image)],
        "build_arg": [f"{key}={value}" for key, value in sorted(args.items())],
        "label": [f"{key}={value}" for key, value in sorted(marks.items())],
        "no_cache": no_cache or bool(build.get("no_cache")),
        "pull": pull or bool(build.get("pull")),
        "push": push,
        "target": build.get("target"),
        "network": build.get("network") or "default",
        "cache_from": list(build.get("cache_from") or ()),
        "cache_to": list(build.get("cache_to") or ()),
        "platform": list(build.get("platforms") or ()) or ([service["platform"]] if service.get("platform") else []),
        "add_host": [host.replace("=", ":", 1) for host in build.get("extra_hosts") or ()],
        "shm_size": build.get("shm_size"),
        "allow": [*(build.get("entitlements") or ()), *(["security.insecure"] if build.get("privileged") else [])],
        "build_context": _contexts(project, build),
        "secret": _secrets(project, build),
        "ssh": _agents(build, ssh),
        "ulimit": _ulimits(build),
        "memory": memory or None,
        "check": check,
        "builder": builder or None,
        "provenance": provenance or build.get("provenance"),
        "sbom": sbom or build.get("sbom"),
    }
    if build.get("dockerfile_inline"):
        flags["inline"] = build["dockerfile_inline"]
    elif build.get("dockerfile"):
        remote = "://" in context
        flags["file"] = build["dockerfile"] if remote else os.path.join(context, build["dockerfile"])
    return context, flags


def _marks(project: Project, name: str) -> dict[str, str]:
    return {labels.PROJECT: project.name, labels.SERVICE: name, labels.VERSION: labels.VERSION_VALUE}


def _contexts(project: Project, build: Any) -> list[str]:
    found = []
    for key, value in sorted((build.get("additional_contexts") or {}).items()):
        if value.startswith("service:"):
            value = f"docker-image://{project.image(value[len('service:') :])}"
        found.append(f"{key}={value}")
    return found


def _secrets(project: Project, build: Any) -> list[str]:
    found = []
    for item in build.get("secrets") or ():
        definition: Any = project.secrets.get(item["source"]) or {}
        identity = item.get("target") or item["source"]
        if definition.get("environment"):
            found.append(f"id={identity},env={definition['environment']}")
        elif definition.get("file"):
            found.append(f"id={identity},src={definition['file']}")
        else:
            raise ConfigError(f"unsupported external secret {item['source']}")
    return found


def _agents(build: Any, given: str) -> list[str]:
    keys: dict[str, str] = dict(build.get("ssh") or {})
    for text in given.split(",") if given else ():
        name, _, path = text.partition("=")
        keys[name] = path
    return [f"{name}={path}" if path else name for name, path in keys.items()]


def _ulimits(build: Any) -> list[dict[str, Any]]:
    limits = []
    for name, value in sorted((build.get("ulimits") or {}).items()):
        hard, soft = (value, value) if isinstance(value, int) else (value["hard"], value["soft"])
        limits.append({"Name": name, "Hard": hard, "Soft": soft})
    return limits
