"""``pydock config create``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.storing import encoded, read_content
from pydock.errors import PydockError


@command(since="1.30")
@option("-l", "--label", kind=kinds.LABEL, help="Metadata of the config.")
@option("--template-driver", kind=kinds.STRING, since="1.37", help="Driver that fills in the content as a template.")
@argument("config")
@argument("file", metavar="file|-")
def create(app: App, config: str, file: str, label: list[str], template_driver: str | None) -> None:
    """Store a config in the swarm."""
    from pydock.values.pairs import mapping

    try:
        data = read_content(app, file)
    except PydockError as error:
        raise PydockError(f'Error reading content from "{file}": {error.message}') from None
    spec: dict[str, Any] = {"Name": config, "Labels": mapping(label), "Data": encoded(data)}
    if template_driver:
        spec["Templating"] = {"Name": template_driver}
    app.echo(app.engine.configs.create(spec))
