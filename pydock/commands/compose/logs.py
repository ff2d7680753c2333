"""``pydock compose logs``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._prefix import Prefixer
from pydock.commands.compose._runtime import found, moment
from pydock.errors import PydockError


@command()
@option("-f", "--follow", kind=kinds.BOOL, help="Go on with what comes")
@option("--index", kind=kinds.INT, default_text="0", help="Only the container of this number")
@option("--no-color", kind=kinds.BOOL, help="Print without colours")
@option("--no-log-prefix", kind=kinds.BOOL, help="Print without the containers' names")
@option("--since", help='Show what is newer than a time, or than "42m" ago')
@option("-n", "--tail", default="all", help="Number of lines from the end")
@option("-t", "--timestamps", kind=kinds.BOOL, help="Show the time of each line")
@option("--until", help='Show what is older than a time, or than "42m" ago')
@argument("services", many=True, optional=True, metavar="[SERVICE...]")
def logs(app: App, services: tuple[str, ...], index: int | None, **flags: Any) -> None:
    """Print what services have written."""
    if index and len(services) != 1:
        raise PydockError("--index requires one service to be selected")
    containers = [c for c in found(app, services, oneoff=None) if not index or c.number == index]
    if services and not containers and index:
        raise PydockError(f'service "{services[0]}" is not running container #{index}')
    wanted = {
        "follow": flags["follow"],
        "tail": flags["tail"],
        "since": moment(app, flags["since"]),
        "until": moment(app, flags["until"]),
    }
    printer = Prefixer(app, prefix=not flags["no_log_prefix"], colour=not flags["no_color"])
    if flags["follow"]:
        _follow(app, containers, printer, wanted, flags["timestamps"])
    else:
        _past(app, containers, printer, wanted, flags["timestamps"])


def _records(app: App, container: Any, wanted: dict[str, Any]) -> Any:
    """(stamp, line) of one container's log; both streams go to standard output, as in docker compose."""
    from pydock.engine.frames import Demultiplexer

    detail = app.engine.containers.inspect(container.id)
    tty = bool((detail.get("Config") or {}).get("Tty"))
    frames = Demultiplexer()
    rest = {1: b"", 2: b""}
    with app.engine.containers.open_logs(container.id, timestamps=True, **wanted) as response:
        for data in response.chunks():
            for stream, payload in [(1, data)] if tty else frames.feed(data):
                *whole, rest[stream] = (rest[stream] + payload).split(b"\n")
                for line in whole:
                    stamp, _, text = line.partition(b" ")
                    yield stamp, text
    for line in rest.values():
        if line:
            stamp, _, text = line.partition(b" ")
            yield stamp, text


def _past(app: App, containers: list[Any], printer: Prefixer, wanted: dict[str, Any], stamps: bool) -> None:
    """Every line in the order of its time."""
    lines: list[tuple[bytes, str, bytes]] = []
    for container in containers:
        printer.lines(container.short_name)
        lines += [(stamp, container.short_name, text) for stamp, text in _records(app, container, wanted)]
    lines.sort(key=lambda line: line[0])
    for stamp, name, text in lines:
        printer.write(name, 1, (stamp + b" " if stamps else b"") + text.rstrip(b"\r"))


def _follow(app: App, containers: list[Any], printer: Prefixer, wanted: dict[str, Any], stamps: bool) -> None:
    from threading import Thread

    failures: list[PydockError] = []

    def read(container: Any) -> None:
        try:
            for stamp, text in _records(app, container, wanted):
                printer.write(container.short_name, 1, (stamp + b" " if stamps else b"") + text.rstrip(b"\r"))
        except PydockError as error:
            failures.append(error)

    threads = [Thread(target=read, args=(container,), daemon=True) for container in containers]
    for container in containers:
        printer.lines(container.short_name)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
