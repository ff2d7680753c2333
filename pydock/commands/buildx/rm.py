"""``pydock buildx rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("--all-inactive", kind=kinds.BOOL, help="Every builder that does not run.")
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
@option("--keep-daemon", kind=kinds.BOOL, help="Leave the BuildKit daemon running.")
@option("--keep-state", kind=kinds.BOOL, help="Leave BuildKit's state.")
@argument("names", many=True, optional=True, complete="builders")
def rm(
    app: App, names: tuple[str, ...], all_inactive: bool, force: bool, keep_daemon: bool, keep_state: bool
) -> None:
    """Delete builders."""
    from pydock.cli.prompts import confirm
    from pydock.commands.buildx import _builders
    from pydock.errors import PydockError

    if all_inactive:
        if names:
            raise PydockError("ERROR: cannot specify builder name when --all-inactive is set")
        what = "all builders that are not in running state"
        question = f"WARNING! This will remove {what}. Are you sure you want to continue?"
        if force or confirm(app, question):
            _remove_inactive(app)
        return
    failed = False
    for name in names or (_builders.current_name(app),):
        try:
            builder = _builders.find(app, name)
            if not builder.stored:
                hint = f"run `{app.program} context rm {name}` to remove this context"
                raise PydockError(f"context builder cannot be removed, {hint}")
            _builders.store(app).remove(name)
            app.warn(f"{name} removed")
        except PydockError as error:
            failed = True
            app.warn(f"failed to remove {name}: {error.message}")
    if failed:
        raise PydockError("ERROR: failed to remove one or more builders")


def _remove_inactive(app: App) -> None:
    from pydock.commands.buildx import _builders

    store = _builders.store(app)
    for builder in store.all():
        if all(_builders.state(app, builder, entry).status != "running" for entry in builder.nodes):
            store.remove(builder.name)
            app.warn(f"{builder.name} removed")
