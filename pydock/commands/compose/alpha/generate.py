"""``pydock compose alpha generate``."""

from __future__ import annotations

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import ConfigError


@command()
@option("--format", default="yaml", help="How to print it: yaml or json")
@option("--name", help="Name of the application")
@option("--project-dir", help="Folder of the application")
@argument("containers", many=True, optional=True, metavar="[CONTAINERS...]")
def generate(app: App, containers: tuple[str, ...], format: str, name: str | None, project_dir: str | None) -> None:
    """Write a compose file for running containers."""
    from pydock.compose.model.emit import to_json, to_yaml

    if format not in ("yaml", "json"):
        raise ConfigError(f'unsupported format "{format}"')
    names = containers or tuple(row["Id"] for row in app.engine.containers.list())
    services = {}
    for container in names:
        detail = app.engine.containers.inspect(container)
        services[detail["Name"].lstrip("/")] = _service(detail)
    document: dict[str, Any] = {"name": name} if name else {}
    document["services"] = services
    app.out(to_json(document) + "\n" if format == "json" else to_yaml(document))


def _service(detail: dict[str, Any]) -> dict[str, Any]:
    config, host = detail["Config"], detail["HostConfig"]
    service: dict[str, Any] = {
        "container_name": detail["Name"].lstrip("/"),
        "image": config["Image"],
        "command": config.get("Cmd"),
        "entrypoint": config.get("Entrypoint"),
        "environment": list(config.get("Env") or ()),
        "hostname": config.get("Hostname"),
        "working_dir": config.get("WorkingDir"),
        "user": config.get("User"),
        "volumes": list(host.get("Binds") or ()),
        "restart": (host.get("RestartPolicy") or {}).get("Name"),
        "ports": [
            ":".join(part for part in (entry.get("HostIp"), entry.get("HostPort"), port) if part)
            for port, entries in sorted((host.get("PortBindings") or {}).items())
            for entry in entries or ()
        ],
    }
    return {key: value for key, value in service.items() if value and value != "no"}
