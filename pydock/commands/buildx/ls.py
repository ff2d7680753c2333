"""``pydock buildx ls``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.listing import column_options

if TYPE_CHECKING:
    from pydock.build.buildkit.store import Builder
    from pydock.commands.buildx._builders import State

_MAJOR = ("amd64", "arm64", "arm", "ppc64le", "s390x", "riscv64", "mips64")


@command()
@option("--format", default="table", help="Shape of the output.")
@option("--no-trunc", kind=kinds.BOOL, help="Print platforms in full.")
@column_options
def ls(app: App, format: str, no_trunc: bool, columns: list[str], sort: str) -> None:
    """List builders."""
    from pydock.commands.buildx import _builders
    from pydock.render.table import align

    current = _builders.current_name(app)
    found = []
    for builder in _builders.all_builders(app):
        states = [_builders.state(app, builder, entry) for entry in builder.nodes]
        found.append((builder, states))
    if format in ("json", "{{json .}}"):
        import json

        for builder, states in found:
            text = json.dumps(_json(app, builder, states, current), separators=(",", ":"), ensure_ascii=False)
            for _ in range(1 if format == "json" else 1 + len(states)):  # a template has a row for each node, too
                app.echo(text)
        return
    if columns or sort or format not in ("", "table"):
        _template(app, found, current, format, columns=columns, sort=sort)
        return
    lines = ["NAME/NODE\tDRIVER/ENDPOINT\tSTATUS\tBUILDKIT\tPLATFORMS"]
    for builder, states in found:
        mark = "*" if builder.name == current else ""
        lines.append(f"{builder.name}{mark}\t{builder.driver}\t\t\t")
        for state in states:
            platforms = ", ".join(state.platforms) if no_trunc else short_platforms(state.platforms)
            cells = (f" \\_ {state.entry.name}", f" \\_ {state.entry.endpoint}", state.status, state.version, platforms)
            lines.append("\t".join(cells))
    app.out(align("\n".join(lines) + "\n"))
    for builder, states in found:
        for state in states:
            if state.error and builder.driver == "docker":
                app.warn(f"\nCannot load builder {builder.name}: {state.error}")


def short_platforms(platforms: list[str]) -> str:
    """Variants of one architecture as a number, four architectures besides the usual ones at most."""
    groups: dict[str, list[str]] = {}
    for platform in platforms:
        groups.setdefault("/".join(platform.rstrip("*").split("/")[:2]), []).append(platform)
    major = [f"linux/{name}" for name in _MAJOR if f"linux/{name}" in groups]
    out: list[str] = []
    counted = 0
    for name in [*major, *sorted(set(groups) - set(major))]:
        if name not in major and len(out) >= 4:
            break
        members = groups[name]
        counted += len(members)
        out.append(members[0] if len(members) == 1 else f"{name} (+{len(members)})")
    if len(platforms) > counted:
        out.append(f"({len(platforms) - counted} more)")
    return ", ".join(out)


def _json(app: App, builder: Builder, states: list[State], current: str) -> dict[str, Any]:
    from pydock.commands.buildx import _builders

    return {
        "Current": builder.name == current,
        "Driver": builder.driver,
        "Dynamic": False,
        "LastActivity": _builders.store(app).activity(builder.name) or "0001-01-01T00:00:00Z",
        "Name": builder.name,
        "Nodes": [_node(state) for state in states],
    }


def _node(state: State) -> dict[str, Any]:
    data: dict[str, Any] = {"Endpoint": state.entry.endpoint}
    if state.workers and state.workers[0].GCPolicy:
        data["GCPolicy"] = [
            {
                "all": rule.all,
                "filter": list(rule.filters) or None,
                "keepDuration": rule.keepDuration,
                "maxUsedSpace": rule.maxUsedSpace,
                "minFreeSpace": rule.minFreeSpace,
                "reservedSpace": rule.reservedSpace,
            }
            for rule in state.workers[0].GCPolicy
        ]
    if state.workers:
        data["IDs"] = [worker.ID for worker in state.workers]
        if state.workers[0].Labels:
            data["Labels"] = dict(state.workers[0].Labels)
    data["Name"] = state.entry.name
    data["Platforms"] = state.platforms
    if state.error:
        data["Error"] = state.error
    data["Status"] = state.status
    if state.version:
        data["Version"] = state.version
    return data


def _template(app: App, found: list[tuple[Builder, list[State]]], current: str, format: str, **look: Any) -> None:
    """A row per builder and one per node, as the table has them."""
    from functools import partial

    from pydock.render.listing import Listing, print_list

    rows: list[dict[str, str]] = []
    table = format.startswith("table")
    indent = " \\_ " if table else ""
    for builder, states in found:
        mark = "*" if table and builder.name == current else ""
        rows.append({"Name": builder.name + mark, "DriverEndpoint": builder.driver})
        for state in states:
            rows.append(
                {
                    "Name": indent + state.entry.name,
                    "DriverEndpoint": indent + state.entry.endpoint,
                    "Status": state.status,
                    "Buildkit": state.version,
                    "Platforms": short_platforms(state.platforms),
                    "Error": state.error,
                }
            )
    names = ("Name", "DriverEndpoint", "Status", "Buildkit", "Platforms", "Error")
    titles = ("NAME/NODE", "DRIVER/ENDPOINT", "STATUS", "BUILDKIT", "PLATFORMS", "ERROR")
    fields = {name: partial(_cell, name) for name in names}
    listing = Listing("*commands.lsContext", fields=fields, headers=dict(zip(names, titles, strict=True)), table=names)
    print_list(app.streams.stdout, listing, rows, format, **look)


def _cell(name: str, row: dict[str, str]) -> str:
    return row.get(name, "")
