"""``pydock secret inspect``."""

from __future__ import annotations

from pydock.cli import inspecting, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.pretty import show_texts, wants_text


@command(since="1.25")
@option("-f", "--format", help="json, or a template to run over each secret")
@option("--pretty", kind=kinds.BOOL, help="Text for people")
@argument("names", many=True, metavar="SECRET [SECRET...]", complete="secrets")
def inspect(app: App, names: tuple[str, ...], format: str | None, pretty: bool) -> None:
    """Show secrets, without their content."""
    wanted, chosen = wants_text(app, pretty, format)
    if wanted:
        from pydock.views.stored import secret_text

        show_texts(app, names, app.engine.secrets.inspect, secret_text)
    else:
        inspecting.inspect(app, names, chosen, inspecting.fetcher(app, inspecting.SECRET))
