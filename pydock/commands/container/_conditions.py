"""Wait until containers are as wanted: ``wait --for`` and ``run --wait-for``.

The engine pushes where it can (waits, events, logs); only an open port has to be looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

TIMED_OUT = 124


class Condition(NamedTuple):
    """``kind`` is exited, running, healthy, removed, port or log; ``value`` the port or the expression."""

    kind: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind}={self.value}" if self.value else self.kind


EXITED = Condition("exited")


def parse_condition(text: str) -> Condition:
    """One of the words, ``port=N[/tcp]`` or ``log=REGEX``. ValueError for anything else."""
    kind, equals, value = text.partition("=")
    if kind in ("exited", "running", "healthy", "removed") and not equals:
        return Condition(kind)
    if kind == "port":
        number = value.removesuffix("/tcp")
        if number.isascii() and number.isdigit() and 0 < int(number) < 65536:
            return Condition(kind, number)
        raise ValueError("port= needs a TCP port between 1 and 65535")
    if kind == "log" and value:
        import re

        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"log= needs a regular expression: {error}") from None
        return Condition(kind, value)
    raise ValueError("must be exited, running, healthy, removed, port=N or log=REGEX")


def wait_until(app: App, names: Sequence[str], condition: Condition, timeout: int, *, echo: bool = False) -> None:
    """Wait for all containers at once. ``echo`` prints a line for each, in order: its exit code or its name.

    ``timeout`` is nanoseconds, 0 for none: then the end is Exit(124). Containers that cannot come to be as
    wanted any more are named, Exit(1).
    """
    from queue import Empty, SimpleQueue
    from threading import Thread
    from time import monotonic

    results: SimpleQueue[tuple[int, str | PydockError]] = SimpleQueue()
    check = _checks()[condition.kind]

    def work(place: int, name: str) -> None:
        try:
            results.put((place, check(app, name, condition.value)))
        except PydockError as error:
            results.put((place, error))

    app.engine.connection.api_version  # noqa: B018 - negotiated once, before the threads need it
    for place, name in enumerate(names):
        Thread(target=work, args=(place, name), daemon=True).start()
    deadline = monotonic() + timeout / 1e9 if timeout else None
    found: dict[int, str | PydockError] = {}
    printed = 0
    while len(found) < len(names):
        try:
            place, result = results.get(timeout=max(0.0, deadline - monotonic()) if deadline else None)
        except Empty:
            late = ", ".join(name for place, name in enumerate(names) if place not in found)
            app.warn(f"timed out waiting for {late} to be {condition}")
            raise Exit(TIMED_OUT) from None
        found[place] = result
        while printed in found:
            _tell(app, found[printed], echo)
            printed += 1
    if any(isinstance(result, PydockError) for result in found.values()):
        raise Exit(1)


def _tell(app: App, result: str | PydockError, echo: bool) -> None:
    if isinstance(result, PydockError):
        app.warn(result.message)
    elif echo:
        app.echo(result)
        app.streams.stdout.flush()


Check = Callable[["App", str, str], str]


def _checks() -> dict[str, Check]:
    from pydock.commands.container import _ports

    return {
        "exited": _exited,
        "removed": _removed,
        "running": _running,
        "healthy": _healthy,
        "log": _logged,
        "port": _ports.listening,
    }


def _exited(app: App, name: str, _: str) -> str:
    return str(app.engine.containers.wait(name, "not-running").status)


def _removed(app: App, name: str, _: str) -> str:
    return str(app.engine.containers.wait(name, "removed").status)


def _running(app: App, name: str, _: str) -> str:
    def state(found: dict[str, Any]) -> bool:
        return bool(found["State"]["Running"]) and not found["State"].get("Restarting")

    return _follow(app, name, state, lambda found: None)


def _healthy(app: App, name: str, _: str) -> str:
    def state(found: dict[str, Any]) -> bool:
        return bool(found["State"]["Running"]) and found["State"].get("Health", {}).get("Status") == "healthy"

    def hopeless(found: dict[str, Any]) -> str | None:
        if not found["State"].get("Health") and found["State"]["Running"]:
            return f"container {name} has no health check"
        if found["State"]["Status"] in ("exited", "dead"):
            return f"container {name} exited with {found['State']['ExitCode']} before it was healthy"
        return None

    return _follow(app, name, state, hopeless)


def _follow(
    app: App,
    name: str,
    reached: Callable[[dict[str, Any]], bool],
    hopeless: Callable[[dict[str, Any]], str | None],
) -> str:
    """Look at the container now and again at each of its events."""
    from pydock.engine.jsonlines import messages

    identity: str = app.engine.containers.inspect(name)["Id"]
    filters = {"type": ["container"], "container": [identity]}
    with app.engine.system.open_events(filters=filters) as response:
        events = messages(response)
        while True:
            found = app.engine.containers.inspect(identity)
            if reached(found):
                return name
            reason = hopeless(found)
            if reason:
                raise PydockError(reason)
            if next(events, None) is None:
                raise PydockError(f"the engine's events ended while waiting for {name}")


def _logged(app: App, name: str, expression: str) -> str:
    """Read the log from its start until a line matches."""
    import re

    pattern = re.compile(expression.encode())
    found = app.engine.containers.inspect(name)
    with app.engine.containers.open_logs(found["Id"], follow=True) as response:
        for line in _lines(response, tty=bool(found["Config"]["Tty"])):
            if pattern.search(line):
                return name
    raise PydockError(f"the log of {name} ended before a line matched")


def _lines(response: Any, *, tty: bool) -> Any:
    """The lines of both streams as they come, the rest of each at the end."""
    from pydock.engine.frames import Demultiplexer

    frames = Demultiplexer()
    rest = {1: b"", 2: b""}
    for data in response.chunks():
        for stream, payload in [(1, data)] if tty else frames.feed(data):
            *lines, rest[stream] = (rest[stream] + payload).split(b"\n")
            yield from (line.rstrip(b"\r") for line in lines)
    yield from (line for line in rest.values() if line)
