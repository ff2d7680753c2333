"""``pydock stack ps``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options
from pydock.cli.tasks import matching_tasks, resolve_nodes, show_tasks
from pydock.errors import PydockError


@command(since="1.25")
@list_options(no_trunc="Print ids, images and errors in full")
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "name=x" or "not node=self".')
@option("--no-resolve", kind=kinds.BOOL, help="Print ids where names would be.")
@option("--orchestrator", kind=kinds.STRING, hidden=True, help="Has no effect: there is Swarm only.")
@argument("stack")
def ps(
    app: App, stack: str, filter: list[tuple[str, str]], no_resolve: bool, orchestrator: str | None, shape: Shape
) -> None:
    """List the tasks of a stack."""
    from pydock.cli.filtering import kept
    from pydock.cli.stacking import with_stack

    tasks = kept(
        filter,
        lambda groups: app.engine.tasks.list(resolve_nodes(app, with_stack(stack, groups))),
        matching=lambda groups: matching_tasks(app, groups),
        key="ID",
    )
    if not tasks:
        raise PydockError(f"nothing found in stack: {stack}")
    show_tasks(app, tasks, shape, resolve=not no_resolve)
