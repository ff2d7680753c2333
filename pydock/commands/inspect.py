"""``pydock inspect``: objects of any kind, by name or id."""

from __future__ import annotations

from _thread import allocate_lock
from collections.abc import Callable

from pydock.cli import inspecting, kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import EngineError, Exit, NotFoundError, PydockError, UsageError
from pydock.render.inspect import Typed

#: the order in which a name is looked up; the swarm's kinds only on a manager
KINDS = {
    "container": inspecting.CONTAINER,
    "image": inspecting.IMAGE,
    "network": inspecting.NETWORK,
    "volume": inspecting.VOLUME,
    "service": inspecting.SERVICE,
    "task": inspecting.TASK,
    "node": inspecting.NODE,
    "plugin": inspecting.PLUGIN,
    "secret": inspecting.SECRET,
    "config": inspecting.CONFIG,
}
_NAMES = ", ".join([f'"{kind}"' for kind in sorted(KINDS)])
_OTHER_KIND = ("not supported", "invalid reference format")
SWARM = frozenset(["service", "task", "node", "secret", "config"])


@command()
@option("--diff", kind=kinds.BOOL, help="Show what differs between two objects; exit 1 where anything does")
@option("-f", "--format", help="json, or a template to run over each object")
@option("-s", "--size", kind=kinds.BOOL, help="Measure what a container takes on disk")
@option("--type", default="", help="Only look at objects of this kind", choices=tuple(KINDS))
@argument("names", many=True, metavar="NAME|ID [NAME|ID...]")
def inspect(app: App, names: tuple[str, ...], diff: bool, format: str | None, size: bool, type: str) -> None:
    """Show everything the engine knows of any objects."""
    if "type" in app.changed and not type:
        raise PydockError(f"type is empty: must be one of {_NAMES}")
    if type and type not in KINDS:
        raise PydockError(f'unknown type: "{type}": must be one of {_NAMES}')
    fetchers = {
        kind: inspecting.fetcher(app, target, {"size": "1"} if size and kind == "container" else None)
        for kind, target in KINDS.items()
    }
    manager = _once(lambda: _is_manager(app))

    def fetch(name: str) -> tuple[bytes, Typed]:
        for kind, fetch_kind in fetchers.items():
            if type and kind != type:
                continue
            if not type and kind in SWARM and not manager():
                continue
            try:
                found = fetch_kind(name)
            except PydockError as error:
                if type or not _skips(error):
                    raise
                continue
            if size and kind != "container":
                app.warn(f"WARNING: --size ignored for {kind}")
            return found
        raise PydockError(f"Error: No such object: {name}")

    if diff:
        _compare(app, names, format, fetch)
    else:
        inspecting.inspect(app, names, format or "", fetch)


def _compare(app: App, names: tuple[str, ...], format: str | None, fetch: inspecting.Fetch) -> None:
    """Print a line for each difference, as ``diff`` does red and green on a terminal. Exit code 1 for any."""
    from json import loads

    from pydock.render.difference import differences
    from pydock.render.sanitise import line

    if len(names) != 2 or format is not None:
        raise UsageError("--diff takes two objects and no --format")
    changes = list(differences(*[loads(fetch(name)[0]) for name in names]))
    for change in changes:
        if app.streams.stdout.colour:
            app.styled(f"\x1b[{31 if change.mark == '-' else 32}m{line(str(change))}\x1b[0m\n")
        else:
            app.echo(str(change))
    if changes:
        raise Exit(1)


def _skips(error: PydockError) -> bool:
    """Whether the name may still be that of another kind."""
    return isinstance(error, NotFoundError) or any(words in error.message for words in _OTHER_KIND)


def _once(ask: Callable[[], bool]) -> Callable[[], bool]:
    """``ask``, called at most once, by whichever thread comes first."""
    asking = allocate_lock()
    answers: list[bool] = []

    def answer() -> bool:
        with asking:
            if not answers:
                answers.append(ask())
        return answers[0]

    return answer


def _is_manager(app: App) -> bool:
    try:
        return bool(app.engine.system.info().get("Swarm", {}).get("ControlAvailable"))
    except EngineError:
        return False
