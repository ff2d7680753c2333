"""``pydock container attach``."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.container import _session as session
from pydock.engine.containers import ending
from pydock.errors import EngineError, Exit, PydockError


@command()
@option("--detach-keys", kind=kinds.STRING, default="", help="Keys that detach from the container")
@option("--no-stdin", kind=kinds.BOOL, help="Do not attach stdin")
@option("--sig-proxy", kind=kinds.BOOL, default=True, help="Hand signals on to the process")
@argument("container")
def attach(app: App, container: str, detach_keys: str, no_stdin: bool, sig_proxy: bool) -> None:
    """Connect this terminal to a running container's main process."""
    containers = app.engine.containers
    keys = detach_keys or app.config.detach_keys
    with ExitStack() as stack:
        try:
            waiting = stack.enter_context(containers.open_wait(container))
        except EngineError:
            _running(app, container)  # says it better
            raise
        config = _running(app, container)["Config"]
        tty: bool = config["Tty"]
        session.check_tty(app, stdin=not no_stdin, tty=tty)
        stdin = not no_stdin and bool(config["OpenStdin"])
        stack.enter_context(session.proxied_signals(app, container, sig_proxy and not tty))
        stream = stack.enter_context(
            containers.attach(container, stdin=stdin, stdout=True, stderr=True, detach_keys=keys)
        )
        _running(app, container)  # one that ended in between would never end the stream
        resize = session.container_resizer(app, container)
        terminal = tty and app.streams.stdout.is_terminal
        if terminal:
            _redraw(app, container)
        with session.sized(app, resize, terminal):
            detached = session.converse(app, stream, tty=tty, stdin=stdin, keys=keys)
        if detached:
            raise PydockError("read escape sequence")
        ended = ending(waiting)
    if ended.error:
        raise PydockError(ended.error)
    if ended.status:
        raise Exit(ended.status)


def _running(app: App, container: str) -> dict[str, Any]:
    found = app.engine.containers.inspect(container)
    state = found["State"]
    if not state["Running"]:
        raise PydockError("You cannot attach to a stopped container, start it first")
    if state["Paused"]:
        raise PydockError("You cannot attach to a paused container, unpause it first")
    if state["Restarting"]:
        raise PydockError("You cannot attach to a restarting container, wait until it is running")
    return found


def _redraw(app: App, container: str) -> None:
    """A change of size makes the program draw its screen again; the true size follows at once."""
    columns, rows = app.streams.stdout.size
    try:
        app.engine.containers.resize(container, columns=columns + 1, rows=rows + 1)
    except PydockError:
        pass  # it may have ended; the stream tells
