"""``pydock version``."""

from __future__ import annotations

from typing import Any

from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.errors import PydockError


@command()
@option("-f", "--format", help='A Go template, or "json".')
def version(app: App, format: str | None) -> None:
    """Show the client's and the engine's versions."""
    from pydock.views.version import complete, text

    template = _template(format) if format else None
    failure: PydockError | None = None
    server: dict[str, Any] | None = None
    try:
        server = complete(app.engine.system.version())
    except PydockError as error:
        failure = error
    client = _client(app, reached=server is not None)
    if template is None:
        app.out(text(client, server))
    else:
        _print(app, template, {"Client": client, "Server": server})
    if failure is not None:
        raise failure


def _client(app: App, *, reached: bool) -> dict[str, Any]:
    from pydock.cli.contexts import current
    from pydock.engine.connection import NEWEST
    from pydock.views.client import client_version

    api = app.engine.connection.api_version if reached else app.environ.get("DOCKER_API_VERSION", NEWEST)
    return client_version(api.removeprefix("v"), NEWEST, current(app))


def _template(fmt: str) -> Any:
    from pydock.render.template import ParseError, compile_template

    try:
        return compile_template("{{json .}}" if fmt == "json" else fmt, "version")
    except ParseError as error:
        raise PydockError(f"template parsing error: {error.message}", exit_code=64) from None


def _print(app: App, template: Any, facts: dict[str, Any]) -> None:
    """The newline is printed even where the template fails, as Docker does."""
    from pydock.render.template import ExecError
    from pydock.views.types.system import TYPES

    try:
        app.out(template.execute(TYPES.decode(facts, "system.versionInfo")), template=template.text)
    except ExecError as error:
        raise PydockError(error.message) from None
    finally:
        app.echo()
