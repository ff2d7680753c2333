"""``pydock container top``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.render.table import align


@command(interspersed=False)
@argument("container")
@argument("arguments", many=True, optional=True, metavar="[ps OPTIONS]")
def top(app: App, container: str, arguments: tuple[str, ...]) -> None:
    """List a container's processes."""
    found = app.engine.containers.top(container, arguments)
    lines = [found["Titles"], *(found["Processes"] or [])]
    app.out(align("".join("\t".join(cells) + "\n" for cells in lines), minwidth=20))
