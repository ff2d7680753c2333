"""Containers: ``/containers`` of the Engine API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.engine import filters as encoding
from pydock.engine.urls import object_path
from pydock.errors import EngineError, ProtocolError

if TYPE_CHECKING:
    from pydock.engine.connection import Connection, Response, Upgraded

Filters = Mapping[str, Sequence[str]]
Json = dict[str, Any]

_RUNNING = ("running", "paused", "restarting", "stopping")
"""States of containers that have a process."""
_REFUSED_WHILE_PAUSED = ("is running or paused, refusing to clean up", "in a paused or unknown state")


class Ending(NamedTuple):
    """How a wait ended: the process's exit status, and the engine's own trouble with waiting, if any."""

    status: int
    error: str


class Containers:
    """Typed calls on containers, which are named by name, id or unambiguous start of an id.

    Every call raises NotFoundError for a container that does not exist. Times are seconds unless said otherwise.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self, *, everything: bool = False, limit: int = 0, size: bool = False, filters: Filters | None = None
    ) -> list[Json]:
        """``GET /containers/json``: running ones, or all; ``limit`` counts from the newest, ``size`` is slow.

        Podman's service leaves paused containers out of the running ones, so it is asked for all.
        """
        picked = not (everything or limit > 0 or "status" in (filters or ())) and bool(self._connection.ping.libpod)
        query = {
            "all": "1" if everything or picked else None,
            "limit": limit if limit > 0 else None,
            "size": "1" if size else None,
            "filters": encoding.encode(filters) if filters else None,
        }
        found: list[Json] = self._connection.call("GET", "/containers/json", query=query)
        return [row for row in found if row.get("State") in _RUNNING] if picked else found

    def inspect(self, name: str, *, size: bool = False) -> Json:
        """``GET /containers/{name}/json``."""
        found: Json = self._connection.call("GET", _path(name, "json"), query={"size": "1" if size else None})
        return found

    def create(self, body: Json, *, name: str = "", platform: str = "") -> Json:
        """``POST /containers/create``: ``{"Id": ..., "Warnings": [...] | None}``. 404: the image is not there.

        ``body`` holds the configuration with ``HostConfig`` and ``NetworkingConfig``; see ``commands.container``.
        """
        query = {"name": name or None, "platform": platform or None}
        made: Json = self._connection.call("POST", "/containers/create", query=query, body=body)
        return made

    def start(self, name: str, *, checkpoint: str = "", checkpoint_dir: str = "", detach_keys: str = "") -> None:
        """``POST /containers/{name}/start``. A container that runs already is left alone."""
        query = {
            "checkpoint": checkpoint or None,
            "checkpoint-dir": checkpoint_dir or None,
            "detachKeys": detach_keys or None,
        }
        self._connection.call("POST", _path(name, "start"), query=query)

    def stop(self, name: str, *, signal: str = "", timeout: int | None = None) -> None:
        """``POST /containers/{name}/stop``: ``signal``, then after ``timeout`` a kill; -1 waits for ever.

        Podman's service does not stop a paused container; it is let go on first, as other engines do themselves.
        """
        self._end(name, "stop", {"signal": signal or None, "t": timeout})

    def restart(self, name: str, *, signal: str = "", timeout: int | None = None) -> None:
        """``POST /containers/{name}/restart``; the arguments are those of :meth:`stop`."""
        self._end(name, "restart", {"signal": signal or None, "t": timeout})

    def _end(self, name: str, verb: str, query: Json) -> None:
        try:
            self._connection.call("POST", _path(name, verb), query=query)
        except EngineError as error:
            if not any(words in error.detail for words in _REFUSED_WHILE_PAUSED):
                raise
            self.unpause(name)
            self._connection.call("POST", _path(name, verb), query=query)

    def kill(self, name: str, signal: str = "") -> None:
        """``POST /containers/{name}/kill`` with ``signal``, KILL by default. 409: it does not run."""
        self._connection.call("POST", _path(name, "kill"), query={"signal": signal or None})

    def pause(self, name: str) -> None:
        """``POST /containers/{name}/pause``."""
        self._connection.call("POST", _path(name, "pause"))

    def unpause(self, name: str) -> None:
        """``POST /containers/{name}/unpause``."""
        self._connection.call("POST", _path(name, "unpause"))

    def rename(self, name: str, new_name: str) -> None:
        """``POST /containers/{name}/rename``. 409: the new name is taken."""
        self._connection.call("POST", _path(name, "rename"), query={"name": new_name})

    def remove(self, name: str, *, force: bool = False, link: bool = False, volumes: bool = False) -> None:
        """``DELETE /containers/{name}``; ``volumes``: its anonymous volumes as well. 409: it runs."""
        query = {"force": "1" if force else None, "link": "1" if link else None, "v": "1" if volumes else None}
        self._connection.call("DELETE", object_path("containers", name), query=query)

    def update(self, name: str, resources: Json) -> Json:
        """``POST /containers/{name}/update``: ``{"Warnings": [...] | None}``."""
        answer: Json = self._connection.call("POST", _path(name, "update"), body=resources)
        return answer

    def prune(self, filters: Filters | None = None) -> Json:
        """``POST /containers/prune``: ``{"ContainersDeleted": [...] | None, "SpaceReclaimed": bytes}``."""
        report: Json = self._connection.call(
            "POST", "/containers/prune", query={"filters": encoding.encode(filters) if filters else None}
        )
        return report

    def open_wait(self, name: str, condition: str = "") -> Response:
        """``POST /containers/{name}/wait``, answered at once with a body that comes when the wait is over.

        ``condition`` is ``not-running`` (default), ``next-exit`` or ``removed``; pass the answer to :func:`ending`.
        """
        return self._connection.open("POST", _path(name, "wait"), query={"condition": condition or None})

    @property
    def removal_tells_status(self) -> bool:
        """Whether a wait for the removal ends with the process's status. Podman's service says 0 whatever it was."""
        return not self._connection.ping.libpod

    def wait(self, name: str, condition: str = "") -> Ending:
        """:meth:`open_wait` until it is over."""
        with self.open_wait(name, condition) as response:
            return ending(response)

    def attach(
        self,
        name: str,
        *,
        stdin: bool = False,
        stdout: bool = False,
        stderr: bool = False,
        logs: bool = False,
        detach_keys: str = "",
    ) -> Upgraded:
        """``POST /containers/{name}/attach``: the streams of a container, in frames unless it has a terminal.

        ProtocolError, in Docker's words, for whatever the engine has against it. Podman makes the process ready at
        this point: what keeps it from starting is its own error and raised as it is.
        """
        query = {
            "stream": "1",
            "stdin": "1" if stdin else None,
            "stdout": "1" if stdout else None,
            "stderr": "1" if stderr else None,
            "logs": "1" if logs else None,
            "detachKeys": detach_keys or None,
        }
        try:
            return self._connection.upgrade("POST", _path(name, "attach"), query=query)
        except EngineError as error:
            if "preparing container" in error.message:
                raise
            raise ProtocolError(f"unable to upgrade to tcp, received {error.status}") from error

    def resize(self, name: str, *, columns: int, rows: int) -> None:
        """``POST /containers/{name}/resize``: the size of its terminal. 409: it does not run."""
        self._connection.call("POST", _path(name, "resize"), query={"h": rows, "w": columns})

    def open_logs(
        self,
        name: str,
        *,
        follow: bool = False,
        since: str = "",
        until: str = "",
        timestamps: bool = False,
        tail: str = "all",
        details: bool = False,
    ) -> Response:
        """``GET /containers/{name}/logs``: in frames unless the container has a terminal.

        ``since`` and ``until`` are Unix seconds with an optional fraction; ``tail`` a number of lines or ``all``.
        """
        query = {
            "stdout": "1",
            "stderr": "1",
            "follow": "1" if follow else None,
            "since": since or None,
            "until": until or None,
            "timestamps": "1" if timestamps else None,
            "tail": tail,
            "details": "1" if details else None,
        }
        return self._connection.open("GET", _path(name, "logs"), query=query)

    def open_stats(self, name: str, *, stream: bool = True) -> Response:
        """``GET /containers/{name}/stats``: JSON messages, one a second, or one alone without ``stream``."""
        return self._connection.open("GET", _path(name, "stats"), query={"stream": "1" if stream else "0"})

    def top(self, name: str, arguments: Sequence[str] = ()) -> Json:
        """``GET /containers/{name}/top``: ``{"Titles": [...], "Processes": [[...]]}``; ``ps``'s own arguments."""
        query = {"ps_args": " ".join(arguments) if arguments else None}
        found: Json = self._connection.call("GET", _path(name, "top"), query=query)
        return found


def ending(response: Response) -> Ending:
    """The end of a wait, read from its answer. Blocks until it is there."""
    answer = response.json() or {}
    error = answer.get("Error") or {}
    return Ending(int(answer.get("StatusCode") or 0), str(error.get("Message") or ""))


def _path(name: str, verb: str) -> str:
    return object_path("containers", name, verb)
