"""``pydock container rename``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.errors import PydockError


@command()
@argument("container")
@argument("new_name", metavar="NEW_NAME")
def rename(app: App, container: str, new_name: str) -> None:
    """Give a container another name."""
    old, new = container.strip(), new_name.strip()
    if not old or not new:
        raise PydockError("Error: Neither old nor new names may be empty")
    try:
        app.engine.containers.rename(old, new)
    except PydockError as error:
        raise PydockError(f"{error.message}\nError: failed to rename container named {old}") from error
