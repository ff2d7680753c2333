"""Images: ``/images`` of the Engine API, and ``/commit``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydock.engine import filters as encoding
from pydock.engine.bodies import Source
from pydock.engine.urls import identifier, quote
from pydock.errors import EngineError

if TYPE_CHECKING:
    from pydock.engine.connection import Connection, Response

Filters = Mapping[str, Sequence[str]]
Rows = list[dict[str, Any]]
Removed = list[dict[str, str]]


class Images:
    """Typed calls on images, which are named by reference, id or unambiguous start of an id.

    Platforms go out as JSON objects (see ``values.platforms.Platform.query``). A method that answers with an open
    ``Response`` leaves closing it to the caller; progress arrives on it as JSON messages (``engine.jsonlines``).
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self,
        *,
        everything: bool = False,
        filters: Filters | None = None,
        manifests: bool = False,
        shared_size: bool = False,
    ) -> Rows:
        """``GET /images/json``; ``everything`` adds intermediate images, ``manifests`` (API 1.47) each platform's."""
        query = {
            "all": "1" if everything else None,
            "filters": encoding.encode(filters) if filters else None,
            "manifests": "1" if manifests and self._connection.at_least("1.47") else None,
            "shared-size": "1" if shared_size and self._connection.at_least("1.42") else None,
        }
        found: Rows = self._connection.call("GET", "/images/json", query=query)
        return found

    def inspect(self, name: str, *, platform: str | None = None, manifests: bool = False) -> dict[str, Any]:
        """``GET /images/{name}/json``. 404: NotFoundError. ``platform`` needs API 1.49, ``manifests`` 1.48."""
        if platform:
            self._connection.require("1.49", '"platform"')
        if manifests:
            self._connection.require("1.48", '"manifests"')
        query = {"platform": platform, "manifests": "1" if manifests else None}
        found: dict[str, Any] = self._connection.call("GET", f"/images/{quote(name)}/json", query=query)
        return found

    def history(self, name: str, *, platform: str | None = None) -> Rows:
        """``GET /images/{name}/history``: layers, newest first; ``Created`` in Unix seconds, ``Size`` in bytes."""
        if platform:
            self._connection.require("1.48", '"platform"')
        found: Rows = self._connection.call(
            "GET", f"/images/{quote(name)}/history", query={"platform": platform}
        )
        return found

    def pull(self, name: str, tag: str = "", *, platform: str = "", auth: str | None = None) -> Response:
        """``POST /images/create?fromImage=``: ``tag`` is a tag or a digest, empty for all tags.

        ``platform`` is sent as the user typed it (API 1.32); ``auth`` is an X-Registry-Auth value.
        """
        if platform:
            self._connection.require("1.32", '"platform"')
        query = {"fromImage": name, "tag": tag or None, "platform": platform.lower() or None}
        return self._connection.open("POST", "/images/create", query=query, headers=_auth(auth))

    def push(self, name: str, tag: str = "", *, platform: str | None = None, auth: str | None = None) -> Response:
        """``POST /images/{name}/push``; no tag pushes every tag of the name. ``platform`` needs API 1.46."""
        if platform:
            self._connection.require("1.46", '"platform"')
        query = {"tag": tag or None, "platform": platform}
        return self._connection.open("POST", f"/images/{quote(name)}/push", query=query, headers=_auth(auth))

    def import_(
        self,
        source: str,
        body: Source | None = None,
        *,
        repository: str = "",
        message: str = "",
        changes: Sequence[str] = (),
        platform: str = "",
    ) -> Response:
        """``POST /images/create?fromSrc=``: a root file system as a tar in ``body`` (source ``-``) or at a URL."""
        query = {
            "fromSrc": source,
            "repo": repository or None,
            "message": message or None,
            "platform": platform.lower() or None,
            "changes": list(changes),
        }
        headers = {"Content-Type": "text/plain"} if body is not None else None
        return self._connection.open("POST", "/images/create", query=query, body=body, headers=headers)

    def tag(self, name: str, repository: str, tag: str) -> None:
        """``POST /images/{name}/tag``: ``repository`` is a normalised name."""
        self._connection.call("POST", f"/images/{quote(name)}/tag", query={"repo": repository, "tag": tag})

    def remove(
        self, name: str, *, force: bool = False, prune: bool = True, platforms: Sequence[str] = ()
    ) -> Removed:
        """``DELETE /images/{name}``: what went, ``{"Untagged": ref}`` or ``{"Deleted": id}``. 404, 409 in use.

        ``prune=False`` keeps untagged parents; ``platforms`` (API 1.50) removes only those of an index.
        """
        if platforms:
            self._connection.require("1.50", '"platform"')
        query = {
            "force": "1" if force else None,
            "noprune": None if prune else "1",
            "platforms": list(platforms),
        }
        gone: Removed = self._connection.call("DELETE", f"/images/{quote(name)}", query=query)
        return gone or []

    def save(self, names: Sequence[str], *, platform: str | None = None) -> Response:
        """``GET /images/get``: a tar of the images. 404 for a name that is not there. ``platform`` needs API 1.48."""
        if platform:
            self._connection.require("1.48", '"platform"')
        return self._connection.open("GET", "/images/get", query={"names": list(names), "platform": platform})

    def load(self, body: Source, *, quiet: bool = False, platform: str | None = None) -> Response:
        """``POST /images/load``: images from a tar that ``save`` (or another tool) wrote."""
        if platform:
            self._connection.require("1.48", '"platform"')
        query = {"quiet": "1" if quiet else "0", "platform": platform}
        return self._connection.open(
            "POST", "/images/load", query=query, body=body, headers={"Content-Type": "application/x-tar"}
        )

    def prune(self, filters: Filters | None = None) -> dict[str, Any]:
        """``POST /images/prune``: ``{"ImagesDeleted": [...] | None, "SpaceReclaimed": bytes}``.

        The filter ``dangling=false`` asks for every image that no container uses.
        """
        report: dict[str, Any] = self._connection.call(
            "POST", "/images/prune", query={"filters": encoding.encode(filters) if filters else None}
        )
        return report or {}

    def commit(
        self,
        container: str,
        *,
        repository: str = "",
        tag: str = "",
        author: str = "",
        message: str = "",
        changes: Sequence[str] = (),
        pause: bool = True,
    ) -> str:
        """``POST /commit``: an image from a container's file system and configuration; its id.

        Some versions of Podman want a body where Docker's client sends none; they say so and are given an empty one.
        """
        query = {
            "container": identifier("container", container),
            "repo": repository,
            "tag": tag,
            "author": author,
            "comment": message,
            "changes": list(changes),
            "pause": None if pause else "0",
        }
        try:
            made: dict[str, str] = self._connection.call("POST", "/commit", query=query)
        except EngineError as error:
            if "Decode(): EOF" not in error.detail:
                raise
            made = self._connection.call("POST", "/commit", query=query, body={})
        return made["Id"]

    def search(self, term: str, *, filters: Filters | None = None, limit: int = 0, auth: str | None = None) -> Any:
        """``GET /images/search``: repositories of the registry that the term names, Docker Hub by default."""
        query = {
            "term": term,
            "limit": str(limit) if limit > 0 else None,
            "filters": encoding.encode(filters) if filters else None,
        }
        return self._connection.call("GET", "/images/search", query=query, headers=_auth(auth))


def _auth(value: str | None) -> dict[str, str] | None:
    return {"X-Registry-Auth": value} if value else None
