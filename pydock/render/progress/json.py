"""``--progress json``: one JSON object a line, for programs.

Every line has ``time`` (seconds since 1970), ``id``, ``status`` and ``state`` (waiting, working, done, failed,
warning, skipped); where they are known ``group``, ``current``, ``total``, ``unit``, ``detail`` and ``seconds``.
Names and meanings are stable; new names may come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydock.progress import Event
from pydock.render import gojson
from pydock.render.progress.plain import Sink

_OPTIONAL = ("group", "current", "total", "detail", "seconds")


class Json:
    """Writes events as JSON lines; ``clock`` gives seconds since 1970."""

    def __init__(self, output: Sink, clock: Callable[[], float]) -> None:
        self._output = output
        self._clock = clock

    def event(self, event: Event) -> None:
        record: dict[str, Any] = {
            "time": round(self._clock(), 3),
            "id": event.id,
            "status": event.status,
            "state": event.state,
        }
        for name in _OPTIONAL:
            value = getattr(event, name)
            if value:
                record[name] = value
        if event.unit and (event.current or event.total):
            record["unit"] = event.unit
        pairs = ",".join([f"{gojson.text(name)}:{gojson.dumps(value)}" for name, value in record.items()])
        self._output.write("{" + pairs + "}\n")
        self._output.flush()

    def close(self, *, failed: bool = False) -> None:
        self._output.flush()

    def __enter__(self) -> Json:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self.close(failed=kind is not None)
