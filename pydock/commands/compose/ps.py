"""``pydock compose ps``."""

from __future__ import annotations

import re
from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import column_options
from pydock.commands.compose._runtime import found, project_or_name
from pydock.compose.observe import Container
from pydock.errors import ConfigError

TABLE = ("Name", "Image", "Command", "Service", "RunningFor", "Status", "Ports")


@command()
@option("-a", "--all", kind=kinds.BOOL, help="List stopped containers and those of run as well")
@option("--filter", help="Only services that match (status=STATE, not status=STATE)")
@option("--format", default_text="table", help="How to print it: table, json, or a template")
@option("--no-trunc", kind=kinds.BOOL, help="Print everything in full")
@option("--orphans", kind=kinds.BOOL, default=True, help="List containers of services that are not in the files")
@option("-q", "--quiet", kind=kinds.BOOL, help="Print ids only")
@option("--services", kind=kinds.BOOL, help="Print services only")
@option("--status", kind=kinds.STRING_ARRAY, help="Only containers in this state")
@column_options
@argument("names", many=True, optional=True, metavar="[SERVICE...]")
def ps(app: App, names: tuple[str, ...], services: bool, **flags: Any) -> None:
    """List the application's containers."""
    states, unwanted = list(flags["status"]), None
    if flags["filter"]:
        key, equals, value = flags["filter"].partition("=")
        if not equals:
            raise ConfigError("arguments to --filter should be in form KEY=VAL")
        if key == "status":
            states.append(value)
        elif key == "not status":
            unwanted = value
        else:
            raise ConfigError("not implemented" if key == "source" else f"unknown filter {key}")
    known = project_or_name(app, names)
    everything = flags["all"] or bool(states)
    containers = found(app, names, all_states=everything, oneoff=None if flags["all"] else False, project=known)
    if known[0] is not None and not flags["orphans"]:
        every = {**known[0].services, **known[0].disabled}
        containers = [c for c in containers if c.service in every]
    if states:
        containers = [c for c in containers if c.state in states]
    containers = [c for c in containers if c.state != unwanted]
    if flags["quiet"]:
        app.out("".join(f"{c.id}\n" for c in containers))
    elif services:
        app.out("".join(f"{name}\n" for name in dict.fromkeys(c.service for c in containers)))
    else:
        ordered = sorted(containers, key=lambda c: c.name)
        look = {name: flags[name] for name in ("no_trunc", "columns", "sort")}
        show(app, ordered, flags["format"] or "table", **look)


def show(app: App, containers: list[Container], fmt: str, *, no_trunc: bool = False, **look: Any) -> None:
    """Print the containers as a table, JSON lines or by a template; ``look`` is columns and sort."""
    from pydock.render.listing import Listing, print_list
    from pydock.views import container as view

    fields = dict(view.fields(app.clock(), not no_trunc))
    fields.pop("Platform", None)
    fields |= {
        "Name": fields["Names"],
        "Service": lambda c: (c.get("Labels") or {}).get("com.docker.compose.service", ""),
        "Project": lambda c: (c.get("Labels") or {}).get("com.docker.compose.project", ""),
        "Health": lambda c: health(c.get("Status", "")),
        "ExitCode": lambda c: exit_code(c.get("Status", "")),
        "Publishers": _publishers,
    }
    headers = {**view.HEADERS, "Name": "NAME", "Service": "SERVICE", "Project": "PROJECT", "Health": "HEALTH",
               "ExitCode": "EXIT CODE", "Publishers": "PUBLISHERS"}  # fmt: skip
    listing = Listing(view.TYPE, fields=fields, headers=headers, table=TABLE)
    print_list(app.streams.stdout, listing, [c.summary for c in containers], fmt, no_trunc=no_trunc, **look)


def health(status: str) -> str:
    """The health that the engine writes into a container's status line."""
    match = re.search(r"\((?:health: )?(healthy|unhealthy|starting)\)", status)
    return match.group(1) if match else ""


def exit_code(status: str) -> int:
    """The exit status in ``Exited (3) 2 minutes ago``; 0 elsewhere."""
    match = re.match(r"Exited \((\d+)\)", status)
    return int(match.group(1)) if match else 0


class Publisher:
    """One published port, as a template sees a Go struct."""

    __slots__ = ("_values",)
    go_type = "api.PortPublisher"

    def __init__(self, port: dict[str, Any]) -> None:
        self._values = {
            "URL": port.get("IP", ""),
            "TargetPort": port.get("PrivatePort", 0),
            "PublishedPort": port.get("PublicPort", 0),
            "Protocol": port.get("Type", ""),
        }

    def go_member(self, name: str) -> Any:
        return self._values[name]

    def go_members(self) -> list[str]:
        return sorted(self._values)

    def go_items(self) -> list[tuple[str, Any]]:
        return list(self._values.items())

    def go_json(self) -> dict[str, Any]:
        return self._values


def _publishers(container: dict[str, Any]) -> list[Publisher]:
    def order(port: dict[str, Any]) -> tuple[int, int, str]:
        return port.get("PrivatePort", 0), port.get("PublicPort", 0), port.get("IP", "")

    return [Publisher(port) for port in sorted(container.get("Ports") or (), key=order)]
