"""A container's files: ``/containers/{id}/archive``, ``/export`` and ``/changes`` of the Engine API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.engine.urls import object_path
from pydock.errors import EngineError, NotFoundError, ProtocolError

if TYPE_CHECKING:
    from pydock.engine.bodies import Source
    from pydock.engine.connection import Connection
    from pydock.engine.response import Response

_GO_DIR = 1 << 31
_GO_SYMLINK = 1 << 27
_GO_DEVICE = 1 << 26
_GO_IRREGULAR = 1 << 19


class PathStat(NamedTuple):
    """What the engine tells of one path. ``mode`` has Go's type bits above the nine permission bits."""

    name: str
    size: int
    mode: int
    link_target: str

    @property
    def is_dir(self) -> bool:
        return bool(self.mode & _GO_DIR)

    @property
    def is_symlink(self) -> bool:
        return bool(self.mode & _GO_SYMLINK)

    @property
    def is_device(self) -> bool:
        return bool(self.mode & _GO_DEVICE)

    @property
    def is_irregular(self) -> bool:
        """Of no kind that the engine knows."""
        return bool(self.mode & _GO_IRREGULAR)


class Archives:
    """Typed calls on the files of containers, running or not. Paths are the container's; relative ones start at /."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def stat(self, container: str, path: str) -> PathStat:
        """``HEAD /containers/{id}/archive``. NotFoundError: no such container or no such path."""
        try:
            where = object_path("containers", container, "archive")
            with self._connection.open("HEAD", where, query={"path": path}) as answer:
                return _path_stat(answer)
        except EngineError as error:
            if error.status == 404 and not isinstance(error, NotFoundError):
                raise NotFoundError(404, error.detail) from error
            raise

    def get(self, container: str, path: str) -> tuple[Response, PathStat]:
        """``GET /containers/{id}/archive``: a tar whose entries start with the last part of ``path``."""
        answer = self._connection.open("GET", object_path("containers", container, "archive"), query={"path": path})
        try:
            return answer, _path_stat(answer)
        except ProtocolError:
            answer.close()
            raise

    def put(self, container: str, path: str, body: Source, *, copy_uidgid: bool = False) -> None:
        """``PUT /containers/{id}/archive``: unpack a tar into the folder ``path``.

        A folder is never replaced by a file nor a file by a folder (400). The archive's numeric owners hold;
        with ``copy_uidgid`` engines give everything to the user that the container's configuration names, if any.
        """
        query = {"path": path, "noOverwriteDirNonDir": "true", "copyUIDGID": "true" if copy_uidgid else None}
        self._connection.call("PUT", object_path("containers", container, "archive"), query=query, body=body)

    def export(self, container: str) -> Response:
        """``GET /containers/{id}/export``: the whole file system, volumes left out, as a tar."""
        return self._connection.open("GET", object_path("containers", container, "export"))

    def changes(self, container: str) -> list[dict[str, Any]]:
        """``GET /containers/{id}/changes``: ``{"Path": ..., "Kind": 0 changed | 1 added | 2 deleted}``."""
        return self._connection.call("GET", object_path("containers", container, "changes")) or []


def _path_stat(answer: Response) -> PathStat:
    from base64 import b64decode
    from json import loads

    try:
        found = loads(b64decode(answer.headers.get("x-docker-container-path-stat", "")))
        return PathStat(
            str(found["name"]), int(found["size"]), int(found["mode"]), str(found.get("linkTarget") or "")
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ProtocolError(f"unable to decode container path stat header: {error}") from error
