"""``pydock secret create``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.storing import encoded, read_content
from pydock.errors import PydockError


@command(since="1.25")
@option("-d", "--driver", kind=kinds.STRING, since="1.31", help="Plugin that keeps the secret.")
@option("-l", "--label", kind=kinds.LABEL, help="Metadata of the secret.")
@option("--template-driver", kind=kinds.STRING, since="1.37", help="Driver that fills in the content as a template.")
@argument("secret")
@argument("file", optional=True, metavar="[file|-]")
def create(
    app: App, secret: str, file: str | None, driver: str | None, label: list[str], template_driver: str | None
) -> None:
    """Store a secret in the swarm."""
    from pydock.values.pairs import mapping

    spec: dict[str, Any] = {"Name": secret, "Labels": mapping(label)}
    if driver:
        if file:
            raise PydockError("when using secret driver secret data must be empty")
        spec["Driver"] = {"Name": driver}
    elif not file:
        raise PydockError("secret file is required")
    else:
        spec["Data"] = encoded(read_content(app, file))
    if template_driver:
        spec["Templating"] = {"Name": template_driver}
    app.echo(app.engine.secrets.create(spec))
