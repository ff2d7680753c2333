"""A terminal or a pipe joined to a container: attached streams, proxied signals, and how the process ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.errors import ConnectError, EngineError, ProtocolError, PydockError

if TYPE_CHECKING:
    from pydock.engine.connection import Response, Upgraded

_PAUSES = (0.01, 0.1, 0.4, 0)
"""Seconds between the questions whether a process whose streams ended has, too."""
_FORCED = 3
"""So many INT and TERM signals end the command whatever the engine does."""


def check_tty(app: App, *, stdin: bool, tty: bool) -> None:
    """Refuse a terminal in the container that none is on this side of."""
    if tty and stdin and not app.streams.stdin.is_terminal:
        raise PydockError("the input device is not a TTY")


def converse(
    app: App,
    stream: Upgraded,
    *,
    tty: bool,
    stdin: bool,
    stdout: bool = True,
    stderr: bool = True,
    keys: str = "",
) -> bool:
    """Relay until the process closes its streams; True when the user typed the detach keys instead."""
    from pydock.terminal.relay import relay

    frames = None
    if not tty:
        from pydock.engine.frames import Demultiplexer

        frames = Demultiplexer()
    streams = app.streams
    with _raw(app, stdin and tty):
        return relay(
            stream,
            stdin=streams.stdin if stdin else None,
            stdout=streams.stdout if stdout or (tty and stderr) else None,
            stderr=streams.stderr if stderr and not tty else None,
            frames=frames,
            detach_keys=_detach_keys(keys) if tty and stdin else b"",
        )


@contextmanager
def _raw(app: App, wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    from pydock.terminal.raw import raw_mode

    with raw_mode(app.streams.stdin.fd):
        yield


def _detach_keys(text: str) -> bytes:
    """The engine has refused keys it cannot read; here the default stands in for them, as in Docker."""
    from pydock.terminal.detach import DEFAULT, parse_keys

    try:
        return parse_keys(text or DEFAULT)
    except PydockError:
        return parse_keys(DEFAULT)


@contextmanager
def proxied_signals(app: App, container: str, wanted: bool, sent: list[str] | None = None) -> Iterator[None]:
    """Send the signals that this process gets to the container while the block runs; ``sent`` collects them."""
    if not wanted:
        yield
        return
    from pydock.terminal.signals import proxy_signals

    endings: list[str] = []

    def send(signal: str) -> None:
        if sent is not None:
            sent.append(signal)
        if signal in ("INT", "TERM"):
            endings.append(signal)
            if len(endings) >= _FORCED:
                app.warn(f"\ngot {_FORCED} SIGTERM/SIGINTs, forcefully exiting")
                raise KeyboardInterrupt
        app.engine.containers.kill(container, signal)

    with proxy_signals(send):
        yield


@contextmanager
def sized(app: App, resize: Callable[[int, int], None], wanted: bool) -> Iterator[None]:
    """Keep the container's terminal as big as ours while the block runs; ``resize`` takes rows and columns."""
    if not wanted:
        yield
        return
    from pydock.terminal.size import follow_size

    with follow_size(app.streams.stdout, resize):
        yield


def container_resizer(app: App, container: str) -> Callable[[int, int], None]:
    """``resize`` for :func:`sized`."""

    def resize(rows: int, columns: int) -> None:
        app.engine.containers.resize(container, rows=rows, columns=columns)

    return resize


def status_of(app: App, waiting: Response) -> int:
    """The exit status at the end of a wait; 125 when the engine could not wait or went away."""
    from pydock.engine.containers import ending

    try:
        ended = ending(waiting)
    except ProtocolError as error:
        app.warn(f"error waiting for container: {error}")
        return 125
    if ended.error:
        app.warn(f"Error waiting for container: {ended.error}")
        return 125
    return ended.status


def exec_status(app: App, identity: str, stream: Upgraded) -> int:
    """The exit status of a further process whose streams have ended; 255 where the way to the engine broke."""
    from time import sleep

    for pause in _PAUSES:
        try:
            found = app.engine.exec.inspect(identity)
        except ConnectError as error:
            raise PydockError(stream.lost("") or error.message, exit_code=255) from None
        if not found.get("Running"):
            return int(found.get("ExitCode") or 0)
        sleep(pause)
    raise PydockError(stream.lost("unexpected EOF"), exit_code=255)


def await_removal(app: App, container: str) -> None:
    """Stay until the engine has removed a container that ended."""
    with suppress(EngineError):  # it is gone already
        app.engine.containers.wait(container, "removed")
