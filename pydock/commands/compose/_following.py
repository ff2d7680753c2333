"""Output of containers as it comes, and how each of them ends."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.compose._prefix import Prefixer
from pydock.errors import EngineError, ProtocolError, PydockError

if TYPE_CHECKING:
    from pydock.compose.observe import Container

Ending = tuple["Container", int]


class Follower:
    """Reads each container's output in a thread; :meth:`endings` tells those that ended, until none is left."""

    def __init__(self, app: App, printer: Prefixer, shown: set[str], timestamps: bool) -> None:
        self._app = app
        self._printer = printer
        self._shown = shown
        self._timestamps = timestamps
        self._events: SimpleQueue[Ending | PydockError | None] = SimpleQueue()
        self._open = 0
        self._lock = Lock()

    def follow(self, container: Container) -> None:
        """Attach before the container starts, so that nothing is lost."""
        self.hold()
        ready = Event()
        Thread(target=self._read, args=(container, ready), daemon=True).start()
        ready.wait()

    def hold(self) -> None:
        """Stay though no container is left, until :meth:`release`."""
        with self._lock:
            self._open += 1

    def release(self) -> None:
        self._events.put(None)

    def end(self, error: PydockError) -> None:
        """Raise ``error`` where the endings are waited for."""
        self._events.put(error)

    def next(self) -> Ending | None:
        """The next container that ended with its exit status; None when nothing is left to wait for.

        Raises the error with which the engine itself went away.
        """
        while self._open:
            ended = self._events.get()
            with self._lock:
                self._open -= 1
            if isinstance(ended, PydockError):
                raise ended
            if ended is not None:
                return ended
        return None

    def _read(self, container: Container, ready: Event) -> None:
        try:
            lost = self._output(container, ready)
        except PydockError:
            lost = ""
        finally:
            ready.set()
        if lost:
            self._events.put(ProtocolError(lost))
            return
        ending: Ending | PydockError = (container, 0)
        try:
            ending = (container, self._app.engine.containers.wait(container.id).status)
        except EngineError:
            pass  # it was removed
        except PydockError as error:
            ending = error
        self._events.put(ending)

    def _output(self, container: Container, ready: Event) -> str:
        """Why the output broke off; "" where it came to its end."""
        from pydock.engine.frames import Demultiplexer

        if container.service not in self._shown:
            ready.set()
            return ""
        detail = container.detail or self._app.engine.containers.inspect(container.id)
        tty = bool((detail.get("Config") or {}).get("Tty"))
        frames = Demultiplexer()
        lines = self._printer.lines(container.short_name)
        engine = self._app.engine.containers
        with engine.attach(container.id, stdin=True, stdout=True, stderr=True) as stream:
            ready.set()
            while data := stream.read1():
                for number, payload in [(1, data)] if tty else frames.feed(data):
                    lines.feed(number, payload, stamp=self._timestamps)
            lost = stream.lost("")
        lines.close()
        return lost
