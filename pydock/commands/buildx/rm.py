"""``pydock buildx rm``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option

if TYPE_CHECKING:
    from pydock.build.buildkit.store import Builder


@command()
@option("--all-inactive", kind=kinds.BOOL, help="Every builder that does not run.")
@option("-f", "--force", kind=kinds.BOOL, help="Do not ask.")
@option("--keep-daemon", kind=kinds.BOOL, help="Leave the BuildKit daemon running.")
@option("--keep-state", kind=kinds.BOOL, help="Leave BuildKit's state.")
@argument("names", many=True, optional=True, complete="builders")
def rm(app: App, names: tuple[str, ...], all_inactive: bool, force: bool, keep_daemon: bool, keep_state: bool) -> None:
    """Delete builders."""
    from pydock.cli.each import outcomes
    from pydock.cli.prompts import confirm
    from pydock.commands.buildx import _builders
    from pydock.errors import PydockError

    if all_inactive:
        if names:
            raise PydockError("cannot specify builder name when --all-inactive is set")
        what = "all builders that are not in running state"
        question = f"WARNING! This will remove {what}. Are you sure you want to continue?"
        if not force and not confirm(app, question):
            return
        chosen = _inactive(app)
    else:
        chosen = list(names) or [_builders.current_name(app)]
    _builders.guard(app, *(builder for builder in _builders.store(app).all() if builder.name in chosen))
    failed = False

    def remove(name: str) -> None:
        _remove(app, name, keep_state=keep_state, keep_daemon=keep_daemon)

    for name, _, error in outcomes(app, chosen, remove, concurrent=True):
        app.warn(f"failed to remove {name}: {error.message}" if error else f"{name} removed")
        failed = failed or error is not None
    if failed:
        raise PydockError("failed to remove one or more builders")


def _inactive(app: App) -> list[str]:
    from pydock.commands.buildx import _builders

    def runs(builder: Builder) -> bool:
        return any(_builders.state(app, builder, entry).status == "running" for entry in builder.nodes)

    return [builder.name for builder in _builders.store(app).all() if not runs(builder)]


def _remove(app: App, name: str, *, keep_state: bool, keep_daemon: bool) -> None:
    """Remove what runs for the builder, then forget it."""
    from pydock.build.buildkit.container import ContainerNode
    from pydock.commands.buildx import _builders
    from pydock.errors import PydockError

    builder = _builders.find(app, name)
    if not builder.stored:
        hint = f"run `{app.program} context rm {name}` to remove this context"
        raise PydockError(f"context builder cannot be removed, {hint}")
    for entry in builder.nodes:
        if builder.driver == "docker-container":
            node = _builders.node(app, builder, entry)
            assert isinstance(node, ContainerNode)
            node.remove(keep_state=keep_state, keep_daemon=keep_daemon)
    _builders.store(app).remove(name)
