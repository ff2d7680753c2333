"""What the commands of engine plugins share: names, credentials, and the privileges that a plugin asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.values.references import Reference


def reference(text: str, what: str = "") -> Reference:
    """``text`` as an image reference; PydockError, with ``what`` before the reason, where it is none."""
    from pydock.values import references

    try:
        return references.parse(text)
    except ValueError as error:
        raise PydockError(f"{what}{error}") from None


def auth(app: App, source: Reference) -> str | None:
    """The X-Registry-Auth value for the registry of ``source``."""
    from pydock.config.credentials import registry_auth

    return registry_auth(app.config, str(source), app.environ)


def privileges(app: App, name: str, source: Reference, auth: str | None, *, granted: bool) -> list[dict[str, Any]]:
    """What the plugin at ``source`` asks for, when the user (or ``granted``) gives it."""
    from pydock.cli.prompts import confirm

    wanted = app.engine.plugins.privileges(str(source), auth=auth)
    if not wanted or granted:
        return wanted
    app.echo(f'Plugin "{name}" is requesting the following privileges:')
    for privilege in wanted:
        app.echo(f" - {privilege['Name']}: [{' '.join(privilege.get('Value') or ())}]")
    if not confirm(app, "Do you grant the above permissions?"):
        raise PydockError(f"permission denied while installing plugin {source}")
    return wanted
