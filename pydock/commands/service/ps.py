"""``pydock service ps``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options
from pydock.cli.tasks import matching_tasks, resolve_nodes, show_tasks
from pydock.errors import PydockError


@command(since="1.24")
@list_options(quiet="Print ids only", no_trunc="Print ids, images and errors in full")
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "name=x" or "not node=self".')
@option("--no-resolve", kind=kinds.BOOL, help="Print ids where names would be.")
@argument("services", many=True, metavar="SERVICE [SERVICE...]")
def ps(app: App, services: tuple[str, ...], filter: list[tuple[str, str]], no_resolve: bool, shape: Shape) -> None:
    """List the tasks of services."""
    from pydock.cli.filtering import kept

    found, missing = _find(app, services)
    if not found:
        raise PydockError("\n".join(missing))
    tasks = kept(
        filter,
        lambda groups: app.engine.tasks.list({**resolve_nodes(app, groups), "service": found}),
        matching=lambda groups: matching_tasks(app, groups),
        key="ID",
    )
    show_tasks(app, tasks, shape, resolve=not no_resolve)
    if missing:
        raise PydockError("\n".join(missing))


def _find(app: App, names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The ids of the named services, and a complaint for each that is not there. An id wins over a name."""
    by_id = [service["ID"] for service in app.engine.services.list({"id": list(names)})]
    by_name = {service["Spec"]["Name"]: service["ID"] for service in app.engine.services.list({"name": list(names)})}
    found, missing = [], []
    for name in names:
        matches = [name] if name in by_id else [by_name[name]] if name in by_name else []
        matches = matches or [identity for identity in by_id if identity.startswith(name)]
        if len(matches) > 1:
            raise PydockError(f"multiple services found with provided prefix: {name}")
        found += matches
        if not matches:
            missing.append(f"no such service: {name}")
    return found, missing
