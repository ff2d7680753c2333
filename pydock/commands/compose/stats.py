"""``pydock compose stats``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import column_options
from pydock.commands.compose._runtime import found, project_or_name


@command()
@option("-a", "--all", kind=kinds.BOOL, help="Show stopped containers as well")
@option("--format", help="How to print it: table, json, or a template")
@option("--no-stream", kind=kinds.BOOL, help="Print once")
@option("--no-trunc", kind=kinds.BOOL, help="Print everything in full")
@column_options
@argument("service", optional=True, metavar="[SERVICE]")
def stats(app: App, service: str | None, all: bool, **flags: Any) -> None:
    """Watch what services use of the machine."""
    from pydock.commands.container.stats import stats as show

    containers = found(app, [service] if service else [], all_states=all, project=project_or_name(app))
    if not containers:  # stats itself takes none for all of the engine
        from pydock.cli.listing import Shape
        from pydock.cli.listing import show as show_rows
        from pydock.views import stats as view

        look = {"columns": tuple(flags["columns"]), "sort": flags["sort"]}
        shape = Shape(flags["format"] or "", no_trunc=flags["no_trunc"], **look)
        show_rows(app, view.listing(no_trunc=flags["no_trunc"], windows=False), [], shape)
        return
    assert show.callback is not None
    defaults: dict[str, Any] = {flag.name: flag.fresh(app.environ) for flag in show.params if hasattr(flag, "fresh")}
    given = {key: value for key, value in flags.items() if key in defaults}
    show.callback(app, containers=tuple(c.id for c in containers), **{**defaults, **given})
