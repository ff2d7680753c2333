"""``pydock compose wait``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, found, project_or_name
from pydock.errors import Exit, PydockError


@command(wordy=True)
@option("--down-project", kind=kinds.BOOL, help="Take the application down once the first container stops")
@argument("services", many=True, metavar="SERVICE [SERVICE...]")
def wait(app: App, services: tuple[str, ...], down_project: bool) -> None:
    """Wait until containers of services stop."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    known = project_or_name(app)
    containers = found(app, services, all_states=False, project=known)
    if not containers:
        raise PydockError(f'no containers for project "{known[1]}"')
    if dry_run(app):
        return
    code = 0
    pool = ThreadPoolExecutor(len(containers))
    waits = {pool.submit(app.engine.containers.wait, c.id): c for c in containers}
    for future in as_completed(waits):
        code = future.result().status
        app.echo(f'container "{waits[future].id}" exited with status code {code}')
        if down_project:
            from pydock.commands.compose.down import take_down

            take_down(app)
            break
    pool.shutdown(wait=False)
    if code:
        raise Exit(code)
