"""``pydock buildx create``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.store import Builder

_KNOWN = ("docker", "docker-container", "kubernetes", "remote")
_SUPPORTED = ("remote",)


@command()
@option("--append", kind=kinds.BOOL, help="Add a node to a builder.")
@option("--bootstrap", kind=kinds.BOOL, help="Reach the builder at once.")
@option("--buildkitd-config", help="Configuration of the BuildKit daemon.")
@option("--buildkitd-flags", help="Flags of the BuildKit daemon.")
@option("--driver", help='Kind of builder ("remote").')
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
    try:
        if leave:
            _leave(app, name, node)
            return
        builder = _create(app, endpoint, append, driver, driver_opt, name, node, platform)
    except PydockError as error:
        raise PydockError(f"ERROR: {error.message}") from error
    from pydock.commands.buildx import _builders

    store = _builders.store(app)
    store.save(builder)
    if use:
        store.use(builder.name, False, False)
    if bootstrap:
        for entry in builder.nodes:
            found = _builders.state(app, builder, entry)
            if found.error:
                raise PydockError(f"ERROR: failed to boot {entry.name}: {found.error}")
    app.echo(builder.name)


def _create(
    app: App,
    endpoint: str | None,
    append: bool,
    driver: str | None,
    driver_opt: list[str],
    name: str | None,
    node: str | None,
    platforms: list[str],
) -> Builder:
    from pydock.build.buildkit.store import Builder, NodeEntry, check_name
    from pydock.commands.buildx import _builders

    store = _builders.store(app)
    if append and not name:
        raise PydockError("failed to find instance for append: --name is required")
    name = check_name(name) if name else _invent(app)
    known = store.find(name)
    if name == "default":
        raise PydockError("default is a reserved name and cannot be used to identify builder instance")
    if append and known is None:
        raise PydockError(f'failed to find instance "{name}" for append')
    if known is not None and not append:
        message = "specify the node name to make changes for existing instances"
        raise PydockError(f'existing instance for "{name}" but no append mode, {message}')
    driver = driver or (known.driver if known else "")
    if not driver:
        driver = "remote" if endpoint and "://" in endpoint else "docker-container"
    if driver not in _KNOWN:
        raise PydockError(f'failed to find driver "{driver}"')
    if driver == "docker":
        raise PydockError('additional instances of driver "docker" cannot be created')
    if driver not in _SUPPORTED:
        raise PydockError(f'pydock has no driver "{driver}": it builds with engines and with remote buildkitds')
    if known is not None and known.driver != driver:
        raise PydockError(f'existing instance for "{name}" is "{known.driver}", not "{driver}"')
    if not endpoint or endpoint.partition("://")[0] not in ("unix", "tcp"):
        raise PydockError(f"unsupported endpoint {endpoint or ''}: unix:// and tcp:// addresses")
    builder = known or Builder(name, driver, [])
    options = dict(part.partition("=")[::2] for text in driver_opt for part in text.split(","))
    entry = NodeEntry(node or f"{name}{len(builder.nodes)}", endpoint, _split(platforms), options or None)
    builder.nodes = [*(n for n in builder.nodes if n.name != entry.name), entry]
    return builder


def _split(platforms: list[str]) -> list[str]:
    from pydock.values.platforms import parse

    return [str(parse(part)) for text in platforms for part in text.split(",")]


def _leave(app: App, name: str | None, node: str | None) -> None:
    from pydock.commands.buildx import _builders

    if not name:
        raise PydockError("leave requires instance name")
    if not node:
        raise PydockError("leave requires node name but --node not set")
    builder = _builders.store(app).find(name)
    if builder is None:
        raise PydockError(f'failed to find instance "{name}" for leave')
    if node not in [entry.name for entry in builder.nodes]:
        raise PydockError(f'failed to find node "{node}" for leave')
    builder.nodes = [entry for entry in builder.nodes if entry.name != node]
    _builders.store(app).save(builder)


def _invent(app: App) -> str:
    """A name that is not taken."""
    import secrets

    return f"builder_{secrets.token_hex(4)}"
