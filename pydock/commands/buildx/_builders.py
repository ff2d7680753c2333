"""The builders that there are: docker contexts and stored ones, with what their nodes say of themselves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pydock.build.buildkit.node import EngineNode, Node
from pydock.build.buildkit.request import Driver
from pydock.build.buildkit.store import Builder, NodeEntry, Store
from pydock.cli.app import App
from pydock.cli.protect import ask
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.container import ContainerNode
    from pydock.build.buildkit.proto import worker_pb2
    from pydock.engine.connection import Connection
    from pydock.engine.transport.endpoint import Endpoint


_SILENT_ENGINE = "v0.8+unknown"
"""The BuildKit of an engine that does not say its version (20.10)."""


class State(NamedTuple):
    """A node as it is now; ``error`` where it cannot be reached."""

    entry: NodeEntry
    status: str
    version: str = ""
    workers: tuple[worker_pb2.WorkerRecord, ...] = ()
    error: str = ""

    @property
    def platforms(self) -> list[str]:
        """What it builds for, in its own order."""
        names = [f"{name}*" for name in self.entry.platforms]
        for worker in self.workers:
            for p in worker.platforms:
                name = "/".join(part for part in (p.OS, p.Architecture, p.Variant) if part)
                if name not in names and f"{name}*" not in names:
                    names.append(name)
        return names


def store(app: App) -> Store:
    """Where builders are kept."""
    folder = app.environ.get("BUILDX_CONFIG") or os.path.join(app.config.directory, "buildx")
    return Store(folder, app.endpoint.host)


def all_builders(app: App) -> list[Builder]:
    """Stored builders, then the contexts' own, each by name."""
    from pydock.config.contextstore import DEFAULT_NAME, ContextStore

    names = [DEFAULT_NAME, *(context.name for context in ContextStore(app.config.directory).all())]
    contexts = [Builder(name, "docker", [NodeEntry(name, name)], stored=False) for name in names]
    return [*store(app).all(), *contexts]


def current_name(app: App) -> str:
    """The builder in use."""
    chosen = app.group_options.get("builder") or app.environ.get("BUILDX_BUILDER", "")
    if chosen:
        return str(chosen)
    name = store(app).current()
    return name if name and store(app).find(name) is not None else app.endpoint.name


def find(app: App, name: str | None) -> Builder:
    """A builder by name, the one in use for None. Raises PydockError."""
    wanted = name or current_name(app)
    stored = store(app).find(wanted)
    if stored is not None:
        return stored
    for builder in all_builders(app):
        if builder.name == wanted:
            return builder
    raise PydockError(f'no builder "{wanted}" found')


def node(app: App, builder: Builder, entry: NodeEntry | None = None) -> Node:
    """A builder's first node (or ``entry``) as a place to build. Raises PydockError for what cannot be one."""
    entry = entry or builder.nodes[0]
    if builder.driver == "docker":
        connection = _connection(app, entry.endpoint)
        return EngineNode(connection, Driver(proxies=app.config.proxies(connection.endpoint.host)), builder.name)
    if builder.driver == "remote":
        from pydock.build.buildkit.remote import RemoteNode

        return RemoteNode(builder.name, entry.name, entry.endpoint, entry.options or {})
    if builder.driver == "docker-container":
        return _container(app, builder, entry)
    raise PydockError(f'driver "{builder.driver}" is not supported')


def _container(app: App, builder: Builder, entry: NodeEntry) -> ContainerNode:
    from pydock.build.buildkit.container import ContainerNode
    from pydock.build.buildkit.container_options import parse_settings
    from pydock.config.credentials import registry_auth

    return ContainerNode(
        builder.name,
        entry.name,
        _connection(app, entry.endpoint),
        parse_settings(entry.options or {}),
        flags=entry.flags or (),
        files=entry.files,
        auth=lambda image: registry_auth(app.config, image, app.environ),
    )


def platform_names(texts: Sequence[str]) -> list[str]:
    """``linux/arm64`` and so on of lists with commas. Raises PydockError for what is no platform."""
    from pydock.values.platforms import parse

    try:
        return [str(parse(name)) for text in texts for name in text.split(",") if name]
    except ValueError as error:
        raise PydockError(str(error)) from error


def entry_for(app: App, builder: Builder, platforms: Sequence[str]) -> NodeEntry:
    """The node to build for ``platforms`` on: the first that builds for all of them, as said or as it says itself.

    Raises PydockError where only several nodes together do.
    """
    wanted = set(platform_names(platforms))
    if len(builder.nodes) == 1 or not wanted:
        return builder.nodes[0]
    for entry in builder.nodes:
        if wanted <= set(entry.platforms):
            return entry
    for entry in builder.nodes:
        if wanted <= {name.rstrip("*") for name in state(app, builder, entry).platforms}:
            return entry
    if len(wanted) > 1:
        names = ", ".join(sorted(wanted))
        raise PydockError(
            f"no node of builder {builder.name} builds for all of {names}",
            hint="One build runs on one node: build each platform by itself, push,"
            " and join the images with `buildx imagetools create`.",
        )
    return builder.nodes[0]


def state(app: App, builder: Builder, entry: NodeEntry) -> State:
    """Ask a node how it is."""
    try:
        found = node(app, builder, entry)
        status = found.status()
        if status != "running":
            return State(entry, status)
        control = found.control()
    except PydockError as error:
        return State(entry, "inactive" if builder.driver == "remote" else "error", error=error.message)
    try:
        workers = tuple(control.workers())
        version = workers[0].BuildkitVersion.version if workers else ""
        silent = _SILENT_ENGINE if builder.driver == "docker" else ""
        return State(entry, "running", control.version() or version or silent, workers)
    except PydockError as error:
        return State(entry, "inactive", error=error.message)
    finally:
        control.close()


def _connection(app: App, place: str) -> Connection:
    """The engine of a docker context or at an address."""
    endpoint = _endpoint(app, place)
    if endpoint is app.endpoint:
        return app.engine.connection
    from pydock.engine.connection import Connection

    return Connection(endpoint, headers=app.config.http_headers, environ=app.environ)


def _endpoint(app: App, place: str) -> Endpoint:
    if place in (app.endpoint.name, app.endpoint.host):
        return app.endpoint
    from pydock.config.contexts import TLSFlags, default_endpoint, resolve_endpoint

    if place == "default":
        return default_endpoint((), app.environ, app.config, TLSFlags(), "default")
    if "://" in place:
        return resolve_endpoint((place,), None, app.environ, app.config)
    return resolve_endpoint((), place, app.environ, app.config)


def guard(app: App, *builders: Builder) -> None:
    """Ask before something is taken from builders on engines that are protected. Raises PydockError."""
    places = [entry.endpoint for builder in builders if builder.driver != "remote" for entry in builder.nodes]
    for endpoint in dict.fromkeys(_endpoint(app, place) for place in places):
        ask(app, endpoint)
