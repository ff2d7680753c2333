"""``pydock service wait``: pydock's own."""

from __future__ import annotations

import time

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

_PAUSE = 0.2  # seconds between two looks: the engine has no event for a task's state
_NANO = 1_000_000_000


@command(since="1.24")
@option("--for", "for_", kind=kinds.STRING, default="converged", choices=("converged", "healthy"),
        help="converged: updated and stable; healthy: all tasks run and pass their checks.")  # fmt: skip
@option("-q", "--quiet", kind=kinds.BOOL, help="Show no progress.")
@option("--timeout", kind=kinds.DURATION, help="Longest time to wait, exit code 124.")
@argument("services", many=True, metavar="SERVICE [SERVICE...]")
def wait(app: App, services: tuple[str, ...], for_: str, quiet: bool, timeout: int | None) -> None:
    """Wait for services to converge."""
    from pydock.cli.convergence import Watch
    from pydock.cli.progress import progress

    if for_ not in ("converged", "healthy"):
        raise PydockError(f'invalid --for "{for_}": use converged or healthy', exit_code=125)
    deadline = time.monotonic() + timeout / _NANO if timeout else None
    with progress(app, app.streams.stdout, "quiet" if quiet else None) as show:
        watches = [Watch(app, name, show, group=name if len(services) > 1 else "") for name in services]
        while watches:
            watches = [watch for watch in watches if not (watch.step() or (for_ == "healthy" and watch.converged))]
            if watches and deadline is not None and time.monotonic() >= deadline:
                names = ", ".join(watch.identity for watch in watches)
                raise PydockError(f"timed out waiting for {names} to be {for_}", exit_code=124)
            if watches:
                time.sleep(_PAUSE)
