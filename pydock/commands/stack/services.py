"""``pydock stack services``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.listing import Shape, list_options, show


@command(since="1.25")
@list_options()
@option("-f", "--filter", kind=kinds.FILTER, help='Show only what matches, such as "mode=global" or "not name=x".')
@option("--orchestrator", kind=kinds.STRING, hidden=True, help="Has no effect: there is Swarm only.")
@argument("stack")
def services(app: App, stack: str, filter: list[tuple[str, str]], orchestrator: str | None, shape: Shape) -> None:
    """List the services of a stack."""
    from pydock.cli.filtering import kept
    from pydock.cli.servicelists import list_services
    from pydock.cli.stacking import with_stack
    from pydock.views.service import listing

    rows = kept(
        filter,
        lambda groups: list_services(app, with_stack(stack, groups), status=not shape.quiet),
        matching=app.engine.services.list,
        key="ID",
    )
    if rows:
        show(app, listing(), rows, shape, setting="servicesFormat")
    else:
        app.warn(f"Nothing found in stack: {stack}")
