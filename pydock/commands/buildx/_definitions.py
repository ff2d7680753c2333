"""The files of ``bake``: from this folder, standard input, a repository or an address, read in sight."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.bake.load import Bake
    from pydock.build.buildkit.run import Display
    from pydock.build.buildkit.steps import Step
    from pydock.commands.buildx._remote import Remote

_STEP = "[internal] load local bake definitions"


class Definition(NamedTuple):
    """``placed``: whether the contexts are those of the repository that the files came from."""

    bake: Bake
    placed: bool = False


def addresses(words: tuple[str, ...]) -> tuple[tuple[str, str], tuple[str, ...]]:
    """The addresses of the definition and of the command's context, empty without, and the targets after them."""
    from itertools import takewhile

    from pydock.build.buildkit.inputs import is_remote

    url, context, *_ = [*takewhile(is_remote, words[:2]), "", ""]
    return (url, context), words[bool(url) + bool(context) :]


def definition(app: App, url: str, context: str, names: list[str], display: Display) -> Definition:
    """What the files say. Raises PydockError."""
    if not url:
        return Definition(_load(app, names, display))
    from pydock.commands.buildx._remote import fetched

    with fetched(app, url) as remote:
        return Definition(_load(app, names, display, remote, context or "cwd://"), bool(remote.folder))


def _load(app: App, names: list[str], display: Display, remote: Remote | None = None, context: str = ".") -> Bake:
    from pydock.build.buildkit.bake.load import DEFAULT_NAMES, load
    from pydock.build.buildkit.steps import Step

    if not names and app.environ.get("BUILDX_BAKE_FILE"):
        separator = app.environ.get("BUILDX_BAKE_PATH_SEPARATOR") or os.pathsep
        names = app.environ["BUILDX_BAKE_FILE"].split(separator)
    explicit = bool(names)
    files = []
    root = app.cwd
    if remote is not None and not remote.folder:
        files.append((remote.url, remote.data))
        names = [name for name in names if name.startswith("cwd://")]
    else:
        root = remote.folder if remote is not None else root
        names = names or [name for name in DEFAULT_NAMES if os.path.isfile(os.path.join(root, name))]
    if not names and not files:
        raise PydockError("couldn't find a bake definition")
    failure: PydockError | None = None
    with Step(display, _STEP, app.clock) as step:
        try:
            files += [_read(app, step, root, name) for name in names]
        except PydockError as error:
            failure = error  # told below the steps, not as one of them
    if failure is not None:
        raise failure
    found = load(files, app.environ, context)
    compose = [name for name, _ in files if name.endswith((".yml", ".yaml"))]
    if compose:
        _compose(app, root, found, compose, explicit)
    return found


def _read(app: App, step: Step, root: str, name: str) -> tuple[str, bytes]:
    if name == "-":
        data = app.streams.stdin.read()
        step.done("reading from stdin", len(data))
        return "stdin.hcl", data
    folder = app.cwd if name.startswith("cwd://") else root
    name = name.removeprefix("cwd://")
    try:
        with open(os.path.join(folder, name), "rb") as stream:
            data = stream.read()
    except OSError as error:
        step.done(f"reading {name}", 0)
        raise PydockError(f"open {name}: {(error.strerror or str(error)).lower()}") from error
    step.done(f"reading {name}", len(data), len(data))
    return name, data


def _compose(app: App, root: str, found: Bake, names: list[str], explicit: bool) -> None:
    from pydock.build.buildkit.bake.compose import add_services
    from pydock.compose.model.load import Request, load

    request = Request(
        root,
        app.environ,
        lambda text: None,
        app.streams.stdin.read,
        files=names if explicit else names[:1],
        consistency=False,
        resolve_paths=False,
    )
    project = load(request)
    add_services(found, {**project.services, **project.disabled}, project.secrets)
