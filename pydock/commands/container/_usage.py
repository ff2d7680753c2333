"""Collect the resource use of containers in the background, one stream each."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Condition, Thread
from time import monotonic
from typing import Any

from pydock.cli.app import App
from pydock.errors import EngineError, PydockError
from pydock.views.stats import Usage

_SILENCE = 2.0
"""Seconds after which an engine that says nothing is not believed any more."""


class Source:
    """One container's stream."""

    __slots__ = ("error", "heard", "usage")

    def __init__(self, container: str) -> None:
        self.usage = Usage(container)
        self.error: PydockError | None = None
        self.heard = 0.0


class Collector:
    """The streams of all containers that are watched, in the order they were added."""

    def __init__(self, app: App, *, stream: bool) -> None:
        self._app = app
        self._stream = stream
        self._changed = Condition()
        self._sources: dict[str, Source] = {}

    def add(self, container: str) -> None:
        """Watch a container, by the name or id that is to be shown for it."""
        with self._changed:
            if container in self._sources:
                return
            source = self._sources[container] = Source(container)
        Thread(target=self._read, args=(container, source), daemon=True).start()

    def remove(self, container: str) -> None:
        """Show a container no longer; its stream ends with it."""
        with self._changed:
            self._sources.pop(container, None)

    def wait_first(self) -> None:
        """Until every stream has said something, failed, or been silent for too long."""
        deadline = monotonic() + _SILENCE
        with self._changed:
            while any(not source.heard for source in self._sources.values()):
                left = deadline - monotonic()
                if left <= 0 and self._stream:
                    return
                self._changed.wait(max(left, 0.1))

    def lost(self) -> PydockError | None:
        """Why the engine can be heard no more; one that has removed a container is still there."""
        return next((error for error in self.errors() if not isinstance(error, EngineError)), None)

    def errors(self) -> list[PydockError]:
        with self._changed:
            return [source.error for source in self._sources.values() if source.error is not None]

    def usages(self) -> list[Usage]:
        """The newest numbers; those of a silent stream are unknown."""
        now = monotonic()
        with self._changed:
            for source in self._sources.values():
                if self._stream and now - source.heard > _SILENCE:
                    source.usage.reset()
            return [source.usage for source in self._sources.values()]

    def _read(self, container: str, source: Source) -> None:
        from pydock.engine.jsonlines import messages

        try:
            with self._app.engine.containers.open_stats(container, stream=self._stream) as response:
                for message in messages(response):
                    with self._changed:
                        source.usage.update(message)
                        source.heard = monotonic()
                        self._changed.notify_all()
                    if not self._stream:
                        return
        except PydockError as error:
            source.error = error
        finally:
            with self._changed:
                source.heard = source.heard or monotonic()
                self._changed.notify_all()


class Follower:
    """Adds and removes containers as the engine's events tell of them."""

    def __init__(self, app: App, collector: Collector, *, everything: bool) -> None:
        self._collector = collector
        self._coming = ("create",) if everything else ("start",)
        self._going = ("destroy",) if everything else ("die",)
        self._response = app.engine.system.open_events(filters={"type": ["container"]})
        self.ended: PydockError | None = None

    def start(self) -> None:
        Thread(target=self._follow, daemon=True).start()

    def close(self) -> None:
        self._response.close()

    def _follow(self) -> None:
        from pydock.engine.jsonlines import messages

        try:
            self._take(messages(self._response))
            self.ended = PydockError("the engine ended its events")
        except PydockError as error:
            self.ended = error

    def _take(self, events: Iterable[dict[str, Any]]) -> None:
        for event in events:
            identity = str((event.get("Actor") or {}).get("ID") or "")[:12]
            if event.get("Action") in self._coming:
                self._collector.add(identity)
            elif event.get("Action") in self._going:
                self._collector.remove(identity)
