"""What may stand where: the names and values that completion offers for flags and arguments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydock.cli import enumerations
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.cli.command import Command, Flag

Candidate = tuple[str, str]
DEFAULT, NO_SPACE, NO_FILES = 0, 2, 4

# Which containers a command can do anything with.
_STATES = {
    "container start": ("created", "exited"),
    "container stop": ("running", "paused", "restarting"),
    "container kill": ("running", "paused", "restarting"),
    "container pause": ("running",),
    "container unpause": ("paused",),
    "container exec": ("running",),
    "container attach": ("running",),
    "container top": ("running",),
    "container stats": ("running", "paused"),
    "container port": ("running", "paused"),
}
# What an argument of this name is, where the argument does not say so itself.
_ARGUMENTS = {
    "container": "containers", "containers": "containers", "image": "images", "images": "images",
    "network": "networks", "networks": "networks", "volume": "volumes", "volumes": "volumes",
    "context": "contexts", "contexts": "contexts", "node": "nodes", "nodes": "nodes", "service": "services",
    "services": "services", "secret": "secrets", "secrets": "secrets", "config": "configs", "configs": "configs",
    "stack": "stacks", "stacks": "stacks", "plugin": "plugins", "plugins": "plugins", "source": "images",
    "names": "objects",
}  # fmt: skip
# Their first argument is a new name, or one that no engine lists.
_CREATES = frozenset({"context create", "network create", "volume create", "secret create", "config create",
                      "plugin create", "plugin install", "stack deploy", "context import", "image pull", "login",
                      "logout", "search"})  # fmt: skip
# Few of their many flags take files.
_MANY_FLAGS = frozenset({"container create", "container run", "service create", "service update"})
_FILES = frozenset({"cidfile", "env-file", "label-file", "mount", "mount-add", "result-file", "volume"})
_NOT_LIVE = frozenset(("files", "paths", "platforms"))
_LIVE_FLAGS = {
    "network": "networks", "volumes-from": "containers", "log-driver": "log-drivers", "volume-driver": "volume-drivers",
    "link": "containers", "from": "contexts", "network-add": "networks", "network-rm": "networks",
}  # fmt: skip


def flag_values(app: App, command: Command, flag: Flag, typed: str) -> tuple[Iterable[Candidate], int]:
    """Candidates for the value of a command's flag that begins as ``typed``; files where nothing is known."""
    if flag.long == "filter" and (keys := enumerations.FILTERS.get(_canonical(command))):
        return _filters(app, keys, typed)
    if flag.choices:
        return [(choice, "") for choice in flag.choices], NO_FILES
    live = flag.complete or _LIVE_FLAGS.get(flag.long)
    if live and live not in _NOT_LIVE:
        return values(app, live), NO_FILES
    if flag.long in ("env", "env-add", "build-arg"):
        return [(name, "") for name in app.environ], NO_FILES
    known = [(value, "") for value in enumerations.FLAGS.get(flag.long, ())]
    if flag.long.endswith("signal") and typed[:3].upper() == "SIG":
        known = [(typed[:3] + name, "") for name, _ in known]
    if flag.long in enumerations.OTHERS:
        others = values(app, "containers")
        return [*known, *((f"container:{name}", about) for name, about in others)], NO_FILES
    if known:
        return known, NO_SPACE if flag.long in enumerations.OPEN else NO_FILES
    return (), NO_FILES if _canonical(command) in _MANY_FLAGS and flag.long not in _FILES else DEFAULT


def _filters(app: App, keys: Mapping[str, Sequence[str] | str], typed: str) -> tuple[Iterable[Candidate], int]:
    """The keys, each with its ``=``; after that, the key's values."""
    key, equals, _ = typed.partition("=")
    if not equals or key not in keys:
        return [(f"{name}=", "") for name in keys], NO_SPACE
    known = keys[key]
    found = values(app, known) if isinstance(known, str) else [(value, "") for value in known]
    return [(f"{key}={name}", about) for name, about in found], NO_FILES


def _canonical(command: Command) -> str:
    from pydock.cli import tree

    return tree.ALIASES.get(command.show_path, command.show_path)


def argument_values(app: App, command: Command, given: Sequence[str]) -> tuple[Iterable[Candidate], int]:
    """Candidates for the next argument of a command that has been ``given`` some."""
    positionals = command.positionals()
    if not positionals:
        return (), NO_FILES
    if len(given) >= len(positionals) and not positionals[-1].many:
        return (), NO_FILES
    argument = positionals[min(len(given), len(positionals) - 1)]
    canonical = _canonical(command)
    if canonical in _CREATES:
        return (), DEFAULT if given else NO_FILES
    kind = argument.complete or _ARGUMENTS.get(argument.name or "", "")
    if not kind or kind in _NOT_LIVE:
        return (), DEFAULT
    found = values(app, kind, _STATES.get(canonical))
    return [(name, about) for name, about in found if name not in given], NO_FILES


def values(app: App, kind: str, states: Sequence[str] | None = None) -> list[Candidate]:
    """The live names of a kind of object; none where the engine does not answer in time."""
    found: list[Candidate] = []
    try:
        with _patience():
            found.extend(_SOURCES[kind](app) if kind != "containers" else _containers(app, states))
    except (PydockError, OSError, LookupError, TypeError, _OutOfPatience):
        pass
    return found


class _OutOfPatience(Exception):
    pass


@contextmanager
def _patience() -> Iterator[None]:
    from pydock.cli.complete import PATIENCE
    from pydock.portable.alarm import alarm

    def give_up() -> None:
        raise _OutOfPatience

    end = alarm(PATIENCE, give_up)
    try:
        yield
    finally:
        end()


def _get(app: App, path: str, **query: Any) -> Any:
    return app.engine.connection.call("GET", path, query=query)


def _containers(app: App, states: Sequence[str] | None) -> Iterator[Candidate]:
    query: dict[str, Any] = {"all": "1"}
    if states:
        query["filters"] = json.dumps({"status": dict.fromkeys(states, True)})
    for container in _get(app, "/containers/json", **query):
        for name in container["Names"]:
            if name.count("/") == 1:
                yield name[1:], f"{container['Image']} ({container['Status']})"


def _images(app: App) -> Iterator[Candidate]:
    for image in _get(app, "/images/json"):
        for tag in image["RepoTags"] or ():
            if tag != "<none>:<none>":
                yield tag, ""


def _networks(app: App) -> Iterator[Candidate]:
    return ((network["Name"], network["Driver"]) for network in _get(app, "/networks"))


def _volumes(app: App) -> Iterator[Candidate]:
    return ((volume["Name"], volume["Driver"]) for volume in _get(app, "/volumes")["Volumes"] or ())


def _spec_names(path: str) -> Callable[[App], Iterator[Candidate]]:
    return lambda app: ((item["Spec"]["Name"], "") for item in _get(app, path))


def _nodes(app: App) -> Iterator[Candidate]:
    yield "self", "The node of the engine in use"
    for node in _get(app, "/nodes"):
        yield node["Description"]["Hostname"], node["Spec"]["Role"]


def _members(app: App) -> Iterator[Candidate]:
    return (candidate for candidate in _nodes(app) if candidate[0] != "self")


def _daemons(app: App) -> Iterator[Candidate]:
    info = _get(app, "/info")
    return ((info[name], "") for name in ("Name", "ID"))


def _stacks(app: App) -> list[Candidate]:
    label = "com.docker.stack.namespace"
    services = _get(app, "/services", filters=json.dumps({"label": {label: True}}))
    return [(name, "") for name in sorted({service["Spec"]["Labels"][label] for service in services})]


def _plugins(app: App) -> Iterator[Candidate]:
    return ((plugin["Name"], plugin["Config"]["Description"]) for plugin in _get(app, "/plugins"))


def _drivers(kind: str) -> Callable[[App], Iterator[Candidate]]:
    return lambda app: ((name, "") for name in _get(app, "/info")["Plugins"][kind] or ())


def _contexts(app: App) -> Iterator[Candidate]:
    from pydock.config.contextstore import ContextStore

    yield "default", "The engine of the environment, or the default socket"
    for context in ContextStore(app.config.directory).all():
        yield context.name, context.description


def _objects(app: App) -> Iterator[Candidate]:
    yield from _containers(app, None)
    for source in (_images, _networks, _volumes):
        yield from source(app)


_SOURCES: dict[str, Callable[[App], Iterable[Candidate]]] = {
    "images": _images,
    "networks": _networks,
    "volumes": _volumes,
    "services": _spec_names("/services"),
    "secrets": _spec_names("/secrets"),
    "configs": _spec_names("/configs"),
    "nodes": _nodes,
    "members": _members,
    "daemons": _daemons,
    "stacks": _stacks,
    "plugins": _plugins,
    "log-drivers": _drivers("Log"),
    "volume-drivers": _drivers("Volume"),
    "contexts": _contexts,
    "objects": _objects,
}
