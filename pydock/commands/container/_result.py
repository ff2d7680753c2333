"""``run --result-file``: how a container ended, for programs, so that a failed test is not taken for a failed engine.

The engine's own events tell it (they are there even after ``--rm`` took the container away)::

    {"Container": id, "Image": name, "ImageDigest": "sha256:...", "ExitCode": 3, "EndedBy": "process",
     "Signal": null, "Error": null, "CreatedAt": ..., "StartedAt": ..., "FinishedAt": ...}

``EndedBy`` is ``process``, ``oom``, ``signal`` (sent through the engine or by pydock), ``start failure``,
``client`` (pydock left before the container ended) or ``engine`` (it was lost on the way). Times are RFC 3339
or null; ``ExitCode`` is null where the process has none.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.engine.connection import Response


class Recorder:
    """Follows one run and writes the file at its end, whole or not at all."""

    def __init__(self, app: App, name: str) -> None:
        self._app = app
        self._path = os.path.join(app.cwd, name)
        self._events: Response | None = None
        self._result: dict[str, Any] = {
            "Container": None,
            "Image": None,
            "ImageDigest": None,
            "ExitCode": None,
            "EndedBy": "start failure",
            "Signal": None,
            "Error": None,
            "CreatedAt": None,
            "StartedAt": None,
            "FinishedAt": None,
        }
        self.sent: list[str] = []
        self.started = False
        self.detached = False

    def created(self, container: str) -> None:
        """Note what was created and listen for what becomes of it."""
        found = self._app.engine.containers.inspect(container)
        self._result |= {
            "Container": container,
            "Image": found["Config"]["Image"],
            "ImageDigest": found["Image"],
            "CreatedAt": found["Created"],
        }
        filters = {"type": ["container"], "container": [container]}
        self._events = self._app.engine.system.open_events(filters=filters)

    def ended(self, status: int) -> None:
        """The run is over with this exit status."""
        if self.detached:
            self._result["EndedBy"] = "client"
        else:
            self._read_events(status)
        self._write()

    def failed(self, error: BaseException) -> None:
        """The run was broken off."""
        if isinstance(error, PydockError):
            self._result["Error"] = error.message.removeprefix(f"{self._app.program}: ").partition("\n\n")[0]
            if self.started:
                self._result["EndedBy"] = "engine"
        else:
            self._result |= {"EndedBy": "client", "Error": type(error).__name__}
        self._write()

    def _read_events(self, status: int) -> None:
        """The container's story until it died; what the wait said is the exit code where that is not told."""
        from pydock.engine.jsonlines import messages
        from pydock.values.timestamps import rfc3339_nano

        self._result |= {"EndedBy": "process", "ExitCode": status}
        if self._events is None:
            return
        for event in messages(self._events):
            action, attributes = event.get("Action", ""), event.get("Actor", {}).get("Attributes", {})
            if action == "start":
                self._result["StartedAt"] = rfc3339_nano(event["timeNano"])
            elif action == "oom":
                self._result["EndedBy"] = "oom"
            elif action == "kill":
                self._result |= {"EndedBy": "signal", "Signal": _signal(attributes.get("signal", ""))}
            elif action == "die":
                self._result["FinishedAt"] = rfc3339_nano(event["timeNano"])
                self._result["ExitCode"] = int(attributes.get("exitCode") or status)
                return

    def _write(self) -> None:
        from json import dumps

        if self._events is not None:
            self._events.close()
        beside = f"{self._path}.{os.getpid()}.tmp"
        try:
            with open(beside, "w", encoding="utf-8") as file:
                file.write(dumps(self._result, indent=2) + "\n")
            os.replace(beside, self._path)
        except OSError as error:
            raise PydockError(f"cannot write the result file: {error.strerror or error}: {self._path}") from error


def _signal(number: str) -> str | None:
    from pydock.terminal.signals import name_of

    return f"SIG{name_of(int(number))}" if number.isdigit() else number or None
