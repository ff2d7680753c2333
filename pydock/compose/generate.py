"""From containers back to the application they could be of: what ``alpha generate`` writes down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydock.compose.model.project import Project
from pydock.compose.model.shapes import SECTIONS, SERVICE, SHAPES, Struct
from pydock.compose.observe import Container

Json = dict[str, Any]
SECRETS = "/run/secrets"
OWN = "com.docker.compose."


def application(name: str, containers: Iterable[tuple[Container, Json]]) -> Project:
    """A project of ``containers``, each with its inspection. Those of one service are counted as its scale."""
    project = Project(name, "", [], {})
    for container, detail in containers:
        title = container.service or container.name
        service = project.services.get(title)
        if service is None:
            marks = {key: value for key, value in container.labels.items() if not key.startswith(OWN)}
            service = Struct(SERVICE, {"image": container.summary["Image"], "scale": 0})
            if marks:
                service["labels"] = marks
            project.services[title] = service
        service["scale"] += 1
        _configure(project, service, detail)
    return project


def _configure(project: Project, service: Struct, detail: Json) -> None:
    """Add what one container of the service tells; of several, the last one's environment and networks count."""
    config = detail["Config"]
    environment = dict(_variable(text) for text in config.get("Env") or ())
    if environment:
        service["environment"] = environment
    if config.get("Healthcheck"):
        service["healthcheck"] = _health(config["Healthcheck"])
    for mount in detail.get("Mounts") or ():
        _mount(project, service, mount)
    networks = (detail.get("NetworkSettings") or {}).get("Networks") or {}
    if networks:
        service["networks"] = {key: _endpoint(settings or {}) for key, settings in networks.items()}
    for key in networks:
        project.networks[key] = Struct(SECTIONS["networks"])
    ports = _ports((detail.get("HostConfig") or {}).get("PortBindings") or {})
    if ports:
        service.setdefault("ports", []).extend(ports)


def _variable(text: str) -> tuple[str, str | None]:
    name, equals, value = text.partition("=")
    return name, value if equals else None


def _health(check: Json) -> Struct:
    known = (
        ("test", "Test"),
        ("timeout", "Timeout"),
        ("interval", "Interval"),
        ("retries", "Retries"),
        ("start_period", "StartPeriod"),
        ("start_interval", "StartInterval"),
    )
    return Struct(SHAPES["Healthcheck"], {key: check[field] for key, field in known if check.get(field)})


def _mount(project: Project, service: Struct, mount: Json) -> None:
    """A volume, a bind mount, or a secret: a file that is mounted where secrets are."""
    target = mount["Destination"]
    if mount["Type"] == "volume":
        project.volumes[mount["Name"]] = Struct(SECTIONS["volumes"])
        source = mount["Name"]
    elif mount["Type"] != "bind":
        return
    elif target.startswith(SECRETS):
        name = target.rpartition("/")[2]
        project.secrets[name] = Struct(SECTIONS["secrets"], {"name": name, "file": mount["Source"]})
        secret = Struct(SHAPES["FileMount"], {"source": name, "target": target})
        service.setdefault("secrets", []).append(secret)
        return
    else:
        source = mount["Source"]
    values = {"type": mount["Type"], "source": source, "target": target}
    if not mount.get("RW"):
        values["read_only"] = True
    service.setdefault("volumes", []).append(Struct(SHAPES["Mount"], values))


def _endpoint(settings: Json) -> Struct:
    aliases = settings.get("Aliases")
    return Struct(SHAPES["ServiceNetwork"], {"aliases": aliases} if aliases else {})


def _ports(bindings: Json) -> list[Struct]:
    """Published ports by number."""
    found = []
    for port, entries in bindings.items():
        number, _, protocol = port.partition("/")
        for entry in entries or ():
            values = {"target": int(number), "protocol": protocol}
            for key, field in (("host_ip", "HostIp"), ("published", "HostPort")):
                if entry.get(field):
                    values[key] = entry[field]
            found.append(Struct(SHAPES["Port"], values))
    return sorted(found, key=lambda port: (port["target"], port["protocol"]))
