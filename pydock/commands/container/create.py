"""``pydock container create``."""

from __future__ import annotations

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.commands.container._creation import create_container, prepare
from pydock.commands.container._options import ContainerOptions, container_options


@command(interspersed=False)
@container_options
@argument("image", metavar="IMAGE", complete="images")
@argument("command", many=True, optional=True, metavar="[COMMAND] [ARG...]")
def create(app: App, image: str, command: tuple[str, ...], **values: Any) -> None:
    """Make a container without starting it."""
    options = ContainerOptions(values, app.changed)
    configuration = prepare(app, "create", options, image, command)
    app.echo(create_container(app, configuration, options))
