"""``pydock plugin upgrade``."""

from __future__ import annotations

from pydock.cli import kinds, plugging
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.messages import show
from pydock.cli.prompts import confirm
from pydock.cli.pulling import refuse_trust
from pydock.errors import EngineError, PydockError


@command(since="1.26")
@option("--disable-content-trust", kind=kinds.BOOL, default=True, default_text="true", help="Skip image verification.")
@option("--grant-all-permissions", kind=kinds.BOOL, help="Give it every privilege that it asks for.")
@option("--skip-remote-check", kind=kinds.BOOL, help="Do not ask where the new image is another than the present one.")
@argument("plugin")
@argument("remote", optional=True)
def upgrade(
    app: App,
    plugin: str,
    remote: str | None,
    disable_content_trust: bool,
    grant_all_permissions: bool,
    skip_remote_check: bool,
) -> None:
    """Replace an engine plugin by another version."""
    try:
        found = app.engine.plugins.inspect(plugin)
    except EngineError as error:
        raise PydockError(f"error reading plugin data: {error.message}") from None
    if found.get("Enabled"):
        raise PydockError("the plugin must be disabled before upgrading")
    wanted = remote or found["PluginReference"]
    new = plugging.reference(wanted, "error parsing remote upgrade image reference: ").with_default_tag()
    old = plugging.reference(found["PluginReference"], "error parsing current image reference: ").with_default_tag()
    app.echo(f"Upgrading plugin {found['Name']} from {old.familiar()} to {new.familiar()}")
    if not skip_remote_check and new != old and not confirm(app, "Plugin images do not match, are you sure?"):
        raise PydockError("plugin upgrade has been canceled")
    refuse_trust(app, disable_content_trust)
    source = plugging.reference(wanted)
    auth = plugging.auth(app, source)
    privileges = plugging.privileges(app, wanted, source, auth, granted=grant_all_permissions)
    with app.engine.plugins.upgrade(found["Name"], str(source), privileges, auth=auth) as response:
        show(app, response, output=app.streams.stdout)
    app.echo(f"Upgraded plugin {found['Name']} to {wanted}")
