"""``pydock node ps``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options
from pydock.cli.tasks import Task, known_nodes, matching_tasks, node_reference, resolve_nodes, show_tasks
from pydock.errors import PydockError


@command(since="1.24")
@list_options(no_trunc="Print ids, images and errors in full")
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "name=x" or "not node=self".')
@option("--no-resolve", kind=kinds.BOOL, help="Print ids where names would be.")
@argument("nodes", many=True, optional=True, metavar="[NODE...]")
def ps(app: App, nodes: tuple[str, ...], filter: list[tuple[str, str]], no_resolve: bool, shape: Shape) -> None:
    """List the tasks on nodes."""
    from pydock.cli.filtering import kept

    errors: list[str] = []

    def of_nodes(filters: dict[str, list[str]]) -> list[Task]:
        return _tasks(app, nodes, resolve_nodes(app, filters), errors)

    tasks = kept(filter, of_nodes, matching=lambda filters: matching_tasks(app, filters), key="ID")
    if tasks or not errors:
        show_tasks(app, tasks, shape, resolve=not no_resolve)
    if errors:
        raise PydockError("\n".join(errors))


def _tasks(app: App, nodes: tuple[str, ...], filters: dict[str, list[str]], errors: list[str]) -> list[Task]:
    """The tasks on ``nodes``; what is wrong with one of them goes to ``errors``."""
    tasks: list[Task] = []
    known = known_nodes(app, nodes)
    many = [known[name] for name in nodes if name in known]
    if many:
        tasks += app.engine.tasks.list({**filters, "node": [*filters.get("node", ()), *many]})
    for name in nodes or ("self",):
        if name in known:
            continue
        try:
            node = app.engine.nodes.inspect(node_reference(app, name))
            wanted = {**filters, "node": [*filters.get("node", ()), node["ID"]]}
            tasks += app.engine.tasks.list(wanted)
        except PydockError as error:
            errors.append(error.message)
    return tasks
