"""Pushing what the engine's own exporter made: it cannot push itself, so the image goes out as ``push`` does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pydock.build.buildkit.steps import Step
from pydock.engine.connection import Connection, quote
from pydock.engine.jsonlines import messages
from pydock.errors import PydockError
from pydock.render.progress.buildkit_events import Status
from pydock.values import references

if TYPE_CHECKING:
    from pydock.build.buildkit.run import Display

_DONE = ("Pushed", "Layer already exists")


def push(connection: Connection, name: str, auth: str | None, display: Display, clock: Callable[[], float]) -> str:
    """Push ``name`` and show it as one more step. The manifest's digest, empty where the registry says none."""
    return _Push(connection, name, auth, display, clock).run()


class _Push:
    def __init__(
        self, connection: Connection, name: str, auth: str | None, display: Display, clock: Callable[[], float]
    ) -> None:
        self.connection = connection
        self.reference = references.parse(name).with_default_tag()
        self.headers = {"X-Registry-Auth": auth} if auth else {}
        self.clock = clock
        self.step = Step(display, f"pushing {name} with docker", clock)
        self.layers: dict[str, Status] = {}

    def run(self) -> str:
        with self.step:
            return self._stream()

    def _stream(self) -> str:
        digest = ""
        path = f"/images/{quote(self.reference.familiar_name)}/push"
        query = {"tag": self.reference.tag or "latest"}
        with self.connection.open("POST", path, query=query, headers=self.headers) as response:
            for message in messages(response):
                if message.get("error") or message.get("errorDetail"):
                    detail = message.get("errorDetail") or {}
                    raise PydockError(str(detail.get("message") or message.get("error")))
                aux = message.get("aux") or {}
                digest = str(aux.get("Digest") or digest)
                if message.get("id"):
                    self._layer(message)
        return digest

    def _layer(self, message: Mapping[str, Any]) -> None:
        name = f"pushing layer {message['id']}"
        progress = message.get("progressDetail") or {}
        now = self.clock()
        status = self.layers.get(name) or Status(name, "", name, started=now)
        current, total = int(progress.get("current") or 0), int(progress.get("total") or 0)
        status = status._replace(current=min(current, total or current), total=total, timestamp=now)
        if message.get("status") in _DONE:
            status = status._replace(current=0, total=0, completed=now)
        elif not progress:
            self.layers[name] = status
            return
        self.layers[name] = status
        self.step.show(status)
