"""``pydock container start``."""

from __future__ import annotations

from contextlib import ExitStack

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.container import _session as session
from pydock.errors import Exit, PydockError


@command()
@option("-a", "--attach", kind=kinds.BOOL, help="Attach to its output and hand signals on")
@option("--checkpoint", kind=kinds.STRING, default="", help="Go on from this checkpoint", experimental=True)
@option("--checkpoint-dir", kind=kinds.STRING, default="", help="Where checkpoints are", experimental=True)
@option("--detach-keys", kind=kinds.STRING, default="", help="Keys that detach from the container")
@option("-i", "--interactive", kind=kinds.BOOL, help="Attach to its stdin")
@argument("containers", many=True, metavar="CONTAINER [CONTAINER...]")
def start(
    app: App,
    containers: tuple[str, ...],
    attach: bool,
    checkpoint: str,
    checkpoint_dir: str,
    detach_keys: str,
    interactive: bool,
) -> None:
    """Start stopped containers."""
    if attach or interactive:
        if len(containers) > 1:
            raise PydockError("you cannot start and attach multiple containers at once")
        status = _attached(
            app, containers[0], detach_keys or app.config.detach_keys, interactive, checkpoint, checkpoint_dir
        )
        if status:
            raise Exit(status)
    elif checkpoint:
        if len(containers) > 1:
            raise PydockError("you cannot restore multiple containers at once")
        app.engine.containers.start(containers[0], checkpoint=checkpoint, checkpoint_dir=checkpoint_dir)
    else:
        _start_all(app, containers)


def _start_all(app: App, names: tuple[str, ...]) -> None:
    failed = []
    for name in names:  # one by one: a container may need the network or the links of one named before it
        try:
            app.engine.containers.start(name)
        except PydockError as error:
            app.warn(error.message)
            failed.append(name)
        else:
            app.echo(name)
    if failed:
        raise PydockError(f"Error: failed to start containers: {', '.join(failed)}")


def _attached(app: App, name: str, keys: str, interactive: bool, checkpoint: str, checkpoint_dir: str) -> int:
    """Start one container with its streams joined to ours; its exit status, or 0 when the user detaches."""
    containers = app.engine.containers
    found = containers.inspect(name)
    container: str = found["Id"]
    tty: bool = found["Config"]["Tty"]
    removed: bool = found["HostConfig"]["AutoRemove"]
    tells = not removed or containers.removal_tells_status
    stdin = interactive and bool(found["Config"]["OpenStdin"])
    with ExitStack() as stack:
        stack.enter_context(session.proxied_signals(app, container, not tty))
        stream = stack.enter_context(
            containers.attach(container, stdin=stdin, stdout=True, stderr=True, detach_keys=keys)
        )
        condition = "removed" if removed and tells else "next-exit"
        waiting = stack.enter_context(containers.open_wait(container, condition))
        try:
            containers.start(container, checkpoint=checkpoint, checkpoint_dir=checkpoint_dir)
        except PydockError:
            stream.close()
            if removed and tells:
                session.status_of(app, waiting)
            raise
        with session.sized(app, session.container_resizer(app, container), tty and app.streams.stdout.is_terminal):
            if session.converse(app, stream, tty=tty, stdin=stdin, keys=keys):
                return 0
        status = session.status_of(app, waiting)
        if not tells:
            session.await_removal(app, container)
        return status
