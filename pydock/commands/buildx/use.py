"""``pydock buildx use``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option


@command()
@option("--default", kind=kinds.BOOL, help="Keep it as the default of this engine.")
@option("--global", "global_", kind=kinds.BOOL, help="For every engine.")
@argument("name", optional=True, complete="builders")
def use(app: App, name: str | None, default: bool, global_: bool) -> None:
    """Choose the builder to use from now on."""
    from pydock.build.buildkit.store import check_name
    from pydock.commands.buildx import _builders
    from pydock.config.contextstore import ContextStore
    from pydock.errors import PydockError

    store = _builders.store(app)
    try:
        name = check_name(name or "")
    except PydockError as error:
        raise PydockError(f'failed to find instance "{name or ""}": {error.message}') from error
    if store.find(name) is None:
        if name not in (app.endpoint.name, "default"):
            if ContextStore(app.config.directory).exists(name):
                message = f"run `{app.program} context use {name}` to switch to context {name}"
                raise PydockError(f"{message}")
            path = f"{store.folder}/instances/{name}"
            raise PydockError(f'failed to find instance "{name}": open {path}: no such file or directory')
        if name == "default" and app.endpoint.name != "default":
            raise PydockError(f"run `{app.program} context use default` to switch to default context")
        name = ""
    store.use(name, global_, default)
