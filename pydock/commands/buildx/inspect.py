"""``pydock buildx inspect``."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option

if TYPE_CHECKING:
    from pydock.commands.buildx._builders import State


@command()
@option("--bootstrap", kind=kinds.BOOL, help="Reach the builder first.")
@argument("name", optional=True, complete="builders")
def inspect(app: App, name: str | None, bootstrap: bool) -> None:
    """Show a builder."""
    from pydock.commands.buildx import _builders
    from pydock.commands.buildx._booting import boot

    builder = _builders.find(app, name)
    if bootstrap:
        boot(app, builder)
    rows = [("Name", builder.name), ("Driver", builder.driver)]
    activity = _builders.store(app).activity(builder.name)
    if activity:
        rows.append(("Last Activity", activity.replace("T", " ").replace("Z", " +0000 UTC")))
    app.out(_aligned(rows))
    app.echo("\nNodes:")
    for position, entry in enumerate(builder.nodes):
        state = _builders.state(app, builder, entry)
        if position:
            app.echo()
        app.out(_node(state))


def _node(state: State) -> str:
    rows = [("Name", state.entry.name), ("Endpoint", state.entry.endpoint)]
    if state.entry.options:
        rows.append(("Driver Options", " ".join(f'{k}="{v}"' for k, v in sorted(state.entry.options.items()))))
    rows.append(("Status", state.status))
    if state.error and state.status == "error":
        rows.append(("Error", state.error))
    if state.entry.flags:
        rows.append(("BuildKit daemon flags", " ".join(state.entry.flags)))
    if state.version:
        rows.append(("BuildKit version", state.version))
    if state.platforms:
        rows.append(("Platforms", ", ".join(state.platforms)))
    out = [_aligned(rows)]
    for worker in state.workers[:1]:
        if worker.Labels:
            out.append("Labels:\n")
            rows = [(f" {key}", worker.Labels[key]) for key in sorted(worker.Labels)]
            out.append(_aligned(rows))
        for number, rule in enumerate(worker.GCPolicy):
            out.append(f"GC Policy rule#{number}:\n")
            out.append(_aligned(_rule(rule)))
    for name, content in sorted((state.entry.files or {}).items()):
        lines = base64.b64decode(content).decode("utf-8", "replace").split("\n")
        out.append(f"File#{name}:\n" + "".join(f" > {line}\n" for line in lines))
    return "".join(out)


def _rule(rule: object) -> list[tuple[str, str]]:
    from pydock.build.buildkit.proto.worker_pb2 import GCPolicy
    from pydock.render.units import bytes_size, go_duration

    assert isinstance(rule, GCPolicy)
    rows = [(" All", str(rule.all).lower())]
    if rule.filters:
        rows.append((" Filters", " ".join(rule.filters)))
    if rule.keepDuration:
        rows.append((" Keep Duration", go_duration(rule.keepDuration)))
    for title, size in (
        (" Reserved Space", rule.reservedSpace),
        (" Max Used Space", rule.maxUsedSpace),
        (" Min Free Space", rule.minFreeSpace),
    ):
        if size:
            rows.append((title, bytes_size(size)))
    return rows


def _aligned(rows: list[tuple[str, str]]) -> str:
    width = max(len(key) for key, _ in rows) + 2
    return "".join(f"{key + ':':<{width}}{value}\n" for key, value in rows)
