"""``pydock buildx create``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.store import Builder
    from pydock.commands.buildx._nodes import Change

_KNOWN = ("docker", "docker-container", "kubernetes", "remote")


@command()
@option("--append", kind=kinds.BOOL, help="Add a node to a builder.")
@option("--bootstrap", kind=kinds.BOOL, help="Reach the builder at once.")
@option("--buildkitd-config", help="Configuration of the BuildKit daemon.")
@option("--buildkitd-flags", help="Flags of the BuildKit daemon.")
@option("--driver", help='Kind of builder ("docker-container", "remote").')
@option("--driver-opt", kind=kinds.STRING_ARRAY, help="Options of the driver.")
@option("--leave", kind=kinds.BOOL, help="Take a node out of a builder.")
@option("--name", help="Name of the builder.")
@option("--node", help="Name of the node.")
@option("--platform", kind=kinds.STRING_ARRAY, help="Platforms to prefer the node for.")
@option("--use", kind=kinds.BOOL, help="Use the builder from now on.")
@argument("endpoint", optional=True, metavar="[CONTEXT|ENDPOINT]")
def create(
    app: App,
    endpoint: str | None,
    append: bool,
    bootstrap: bool,
    buildkitd_config: str | None,
    buildkitd_flags: str | None,
    driver: str | None,
    driver_opt: list[str],
    leave: bool,
    name: str | None,
    node: str | None,
    platform: list[str],
    use: bool,
) -> None:
    """Define a builder."""
    from pydock.commands.buildx import _builders, _nodes
    from pydock.commands.buildx._booting import boot

    store = _builders.store(app)
    if leave:
        _leave(app, name, node)
        return
    builder = _chosen(app, name, node, driver, endpoint, append)
    change = _change(app, builder, endpoint, buildkitd_config, buildkitd_flags, driver_opt)
    change.name, change.platforms = node or "", _builders.platform_names(platform)
    if _nodes.apply(builder, change, append):
        app.warn("WARNING: new settings may not be used until builder is restarted")
    _check(app, builder)
    store.save(builder)
    store.touch(builder.name, app.clock())
    if use:
        store.use(builder.name, False, False)
    if bootstrap:
        boot(app, builder)
    app.echo(builder.name)


def _chosen(
    app: App, name: str | None, node: str | None, driver: str | None, endpoint: str | None, append: bool
) -> Builder:
    """The stored builder of that name, or a new one without nodes. Raises PydockError."""
    from pydock.build.buildkit.store import Builder, check_name
    from pydock.commands.buildx import _builders

    if append and not name:
        raise PydockError("append requires a builder name")
    name = check_name(name) if name else _invent()
    if name == "default":
        raise PydockError("default is a reserved name and cannot be used to identify builder instance")
    known = _builders.store(app).find(name)
    if append and known is None:
        raise PydockError(f'failed to find instance "{name}" for append')
    if known is not None and not append and not node:
        message = "specify the node name to make changes for existing instances"
        raise PydockError(f'existing instance for "{name}" but no append mode, {message}')
    remote = endpoint and "://" in endpoint and not endpoint.startswith("ssh://")
    driver = driver or (known.driver if known else "remote" if remote else "docker-container")
    if driver not in _KNOWN:
        raise PydockError(f'failed to find driver "{driver}"')
    if driver == "docker":
        raise PydockError('additional instances of driver "docker" cannot be created')
    if driver == "kubernetes":
        raise PydockError("the kubernetes driver is not supported: run buildkitd in the cluster and use driver remote")
    if known is not None and known.driver != driver:
        raise PydockError(f'existing instance for "{name}" is "{known.driver}", not "{driver}"')
    return known or Builder(name, driver, [])


def _change(
    app: App, builder: Builder, endpoint: str | None, config: str | None, flags: str | None, options: list[str]
) -> Change:
    """What is said of the node. Raises PydockError."""
    import os

    from pydock.commands.buildx import _nodes

    change = _nodes.Change(endpoint=endpoint or "", endpoint_given=bool(endpoint))
    change.options = _nodes.parse_options(options)
    if builder.driver == "remote":
        from pydock.build.buildkit.remote import check_endpoint

        if change.endpoint_given or not builder.nodes:
            check_endpoint(change.endpoint)
        return change
    from pydock.build.buildkit.container_options import daemon_flags

    change.endpoint = _engine(app, endpoint)
    text = ""
    if config:
        try:
            with open(os.path.join(app.cwd, config), "rb") as file:
                data = file.read()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PydockError(f"failed to read {config}: open {config}: {reason}") from error
        change.files = _nodes.daemon_files(data)
        text = data.decode("utf-8", "replace")
    if flags is not None or not builder.nodes or options:
        change.flags = daemon_flags(flags or "", (change.options or {}).get("network", ""), text)
    return change


def _engine(app: App, endpoint: str | None) -> str:
    """Where the container goes: a context's name or an engine's address."""
    from pydock.config.contextstore import ContextStore
    from pydock.config.hosts import parse_host

    if endpoint in (None, "", "default", app.endpoint.name):
        return app.endpoint.host if app.endpoint.name == "default" else app.endpoint.name
    assert endpoint is not None
    if ContextStore(app.config.directory).exists(endpoint):
        return endpoint
    try:
        return parse_host(endpoint, tls=False)
    except PydockError as error:
        raise PydockError(f"failed to parse endpoint {endpoint}: {error.message}") from error


def _check(app: App, builder: Builder) -> None:
    """Look at every node's options, and that its engine answers. Raises PydockError."""
    from pydock.build.buildkit import remote
    from pydock.commands.buildx import _builders

    for entry in builder.nodes:
        try:
            if builder.driver == "remote":
                remote.check_options(entry.options or {})
            else:
                _builders.node(app, builder, entry).status()
        except PydockError as error:
            text = error.message
            raise PydockError(f"failed to initialize builder {builder.name} ({entry.name}): {text}") from error


def _leave(app: App, name: str | None, node: str | None) -> None:
    from pydock.commands.buildx import _builders, _nodes

    if not name:
        raise PydockError("leave requires instance name")
    if not node:
        raise PydockError("leave requires node name")
    builder = _builders.store(app).find(name)
    if builder is None:
        raise PydockError(f'failed to find instance "{name}" for leave')
    _nodes.leave(builder, node)
    _builders.store(app).save(builder)


def _invent() -> str:
    """A name that is not taken."""
    import secrets

    return f"builder_{secrets.token_hex(4)}"
