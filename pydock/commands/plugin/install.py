"""``pydock plugin install``."""

from __future__ import annotations

from pydock.cli import kinds, plugging
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.messages import show
from pydock.cli.pulling import refuse_trust
from pydock.errors import EngineError, PydockError


@command(since="1.25")
@option("--alias", kind=kinds.STRING, help="Local name of the plugin.")
@option("--disable", kind=kinds.BOOL, help="Do not switch it on.")
@option("--disable-content-trust", kind=kinds.BOOL, default=True, default_text="true", help="Skip image verification.")
@option("--grant-all-permissions", kind=kinds.BOOL, help="Give it every privilege that it asks for.")
@argument("plugin")
@argument("settings", many=True, optional=True, metavar="[KEY=VALUE...]")
def install(
    app: App,
    plugin: str,
    settings: tuple[str, ...],
    alias: str | None,
    disable: bool,
    disable_content_trust: bool,
    grant_all_permissions: bool,
) -> None:
    """Fetch an engine plugin and switch it on."""
    name = _local_name(alias) if alias else ""
    remote = plugging.reference(plugin)
    refuse_trust(app, disable_content_trust)
    auth = plugging.auth(app, remote)
    try:
        privileges = plugging.privileges(app, plugin, remote, auth, granted=grant_all_permissions)
        with app.engine.plugins.install(str(remote), name, privileges, auth=auth) as response:
            name = name or response.headers.get("docker-plugin-name", "")
            show(app, response, output=app.streams.stdout)
    except EngineError as error:
        if "(image) when fetching" in error.message:
            error.message += f' - Use "{app.program} image pull"'
        raise
    if settings:
        _configure(app, name, settings)
    if not disable:
        app.engine.plugins.enable(name)
    app.echo(f"Installed plugin {plugin}")


def _local_name(alias: str) -> str:
    reference = plugging.reference(alias)
    if reference.digest:
        raise PydockError(f"invalid name: {alias}")
    return reference.with_default_tag().familiar()


def _configure(app: App, name: str, settings: tuple[str, ...]) -> None:
    """A plugin that does not take its settings is not kept."""
    try:
        app.engine.plugins.set(name, settings)
    except EngineError:
        app.engine.plugins.remove(name, force=True)
        raise
