"""The log of a service: many tasks' lines in one stream, each with the name of its task and node before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.errors import EngineError, ProtocolError
from pydock.render.sanitise import visible

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.engine.connection import Response

_CONTEXT = ("com.docker.swarm.node.id", "com.docker.swarm.service.id", "com.docker.swarm.task.id")
_PIECE = 1 << 16


class Prefix:
    """Turns the engine's lines, which begin with details, into lines for people.

    ``widest`` is the number of digits of the highest slot: shorter ones are padded.
    """

    def __init__(
        self, app: App, widest: int, *, timestamps: bool, details: bool, resolve: bool, task_ids: bool, no_trunc: bool
    ) -> None:
        self.app = app
        self.widest = widest
        self.timestamps = timestamps
        self.details = details
        self.resolve = resolve
        self.task_ids = task_ids
        self.no_trunc = no_trunc
        self._known: dict[tuple[str, ...], str] = {}
        self._nodes: dict[str, str] = {}
        self._services: dict[str, str] = {}

    def line(self, data: bytes) -> bytes:
        """``[TIME ]DETAILS MESSAGE`` as ``[TIME ]SERVICE.SLOT.ID@NODE    | [DETAILS ]MESSAGE``."""
        parts = data.split(b" ", 2 if self.timestamps else 1)
        if len(parts) != (3 if self.timestamps else 2):
            raise ProtocolError(f"invalid context in log message: {data.decode('utf-8', 'replace')}")
        details = _parse(parts[-2].decode("utf-8", "surrogateescape"))
        for name in _CONTEXT:
            if name not in details:
                raise ProtocolError(f"missing {name} in the details of a log message")
        context = tuple(details.pop(name) for name in _CONTEXT)
        if context not in self._known:
            self._known[context] = self._name(*context)
        head = parts[0] + b" " if self.timestamps else b""
        more = ""
        if self.details:
            more = ",".join(f"{key}={details[key]}" for key in sorted(details)) + " "
        text = visible(self.app.streams.stdout, f"{self._known[context]}    | {more}")
        return head + text.encode("utf-8", "surrogateescape") + parts[-1]

    def _name(self, node: str, service: str, task: str) -> str:
        from pydock.cli.tasks import node_names, service_names

        if node not in self._nodes:
            self._nodes.update(node_names(self.app, [node], resolve=self.resolve))
        if service not in self._services:
            self._services.update(service_names(self.app, [service], resolve=self.resolve))
        try:
            slot = self.app.engine.tasks.inspect(task).get("Slot", 0)
        except EngineError:
            slot = 0  # the task is forgotten, its lines are not
        name = f"{self._services[service]}.{slot}"
        if self.task_ids:
            name += f".{task if self.no_trunc else task[:12]}"
        return f"{name}@{self._nodes[node]}" + " " * (self.widest - len(str(slot)))


def copy(app: App, response: Response, prefix: Prefix | None, *, multiplexed: bool) -> None:
    """Print the log on standard output and error until it ends, each line through ``prefix`` where there is one."""
    if not multiplexed:
        for data in response.chunks():
            app.out(data)
            app.streams.stdout.flush()
        return
    from pydock.engine.frames import Demultiplexer

    frames = Demultiplexer()
    outputs = {1: app.streams.stdout, 2: app.streams.stderr}
    rest = {1: b"", 2: b""}
    for data in response.chunks():
        for stream, payload in frames.feed(data):
            if prefix is None:
                outputs[stream].write(payload)
                continue
            *lines, rest[stream] = (rest[stream] + payload).split(b"\n")
            outputs[stream].write(b"".join([prefix.line(line + b"\n") for line in lines]))
        app.streams.stdout.flush()
        app.streams.stderr.flush()
    for stream, line in rest.items():
        if prefix is not None and line:
            outputs[stream].write(prefix.line(line))


def _parse(text: str) -> dict[str, str]:
    from urllib.parse import unquote_plus

    pairs = (pair.partition("=") for pair in text.split(",") if pair)
    return {unquote_plus(key): unquote_plus(value) for key, _, value in pairs}
