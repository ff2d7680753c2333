"""``pydock system info``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.render.template import Template

Fields = dict[str, Any]


@command()
@option("-f", "--format", help='A Go template, or "json".')
def info(app: App, format: str | None) -> None:
    """Describe the engine and its machine."""
    if format:
        _formatted(app, "{{json .}}" if format == "json" else format)
        return
    from pydock.views.info import client_text, server_text

    client = _client(app)
    app.out(client_text(client))
    for plugin in client["Plugins"]:
        if plugin.get("Err"):
            app.warn(f'WARNING: Plugin "{plugin.get("Path", "")}" is not valid: {plugin["Err"]}')
    try:
        found = app.engine.system.info()
    except PydockError:
        app.echo("Server:")
        raise
    app.out(server_text(found, username=_username(app), debug=app.debug))
    for warning in found.get("Warnings") or ():
        app.warn(warning)


def _formatted(app: App, fmt: str) -> None:
    from pydock.render.template import ExecError, ParseError, compile_template

    try:
        template = compile_template(fmt)
    except ParseError as error:
        raise PydockError(f"template parsing error: {error.message}", exit_code=64) from None
    facts: Fields = {"ClientInfo": _client(app)}
    failure: PydockError | None = None
    if not _client_suffices(template, facts):
        try:
            facts = {**app.engine.system.info(), **facts}
        except PydockError as error:
            failure = error
            facts["ServerErrors"] = [error.message]
    try:
        app.out(_run(template, facts) + "\n", template=fmt)
    except ExecError as error:
        app.echo()
        failures = [failure.message] if failure else []
        raise PydockError("\n".join([*failures, error.message])) from None
    if failure is not None:
        app.warn(failure.message)
        raise Exit(1)


def _run(template: Template, facts: Fields) -> str:
    from pydock.views.types.system import TYPES

    return template.execute(TYPES.decode(facts, "system.dockerInfo"))


def _client_suffices(template: Template, facts: Fields) -> bool:
    """Whether every field that the template names is the client's: then no engine is asked."""
    from pydock.render.template import ExecError

    if "{{." not in template.text.replace(" ", "") or "json." in template.text.replace(" ", ""):
        return False
    try:
        template.execute({"ClientInfo": facts["ClientInfo"]}, strict=True)
    except ExecError:
        return False
    return True


def _client(app: App) -> Fields:
    from pydock.cli.contexts import current
    from pydock.cli.plugins import discover
    from pydock.engine.connection import NEWEST
    from pydock.views.client import client_version

    plugins = [
        {**plugin.metadata, "Name": plugin.name, "Path": plugin.path, **({"Err": plugin.error} if plugin.error else {})}
        for plugin in discover(app)
    ]
    version = client_version("", NEWEST, current(app))
    del version["ApiVersion"]
    return {"Debug": app.debug, **version, "Plugins": plugins, "Warnings": None}


def _username(app: App) -> str:
    """The account that the default registry is logged in to, as config.json itself names it."""
    auths = app.config.get("auths") or {}
    entry = auths.get("https://index.docker.io/v1/") if isinstance(auths, dict) else None
    return str(entry.get("username") or "") if isinstance(entry, dict) else ""
