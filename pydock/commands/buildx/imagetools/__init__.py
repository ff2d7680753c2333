"""``pydock buildx imagetools``: images in registries."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import group_command, option


@group_command()
@option("--builder", help="Use this builder instead of the chosen one.", complete="builders")
@option("-D", "--debug", kind=kinds.BOOL, help="Say more about what happens.")
def group(app: App, builder: str | None, debug: bool) -> None:
    """Work on images in registries."""
    chosen: dict[str, Any] = {"builder": builder, "debug": debug}
    app.group_options.update({key: value for key, value in chosen.items() if value})
