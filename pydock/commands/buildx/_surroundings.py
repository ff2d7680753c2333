"""What a build needs of the App: the builder, standard input, logins, the key of its folders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydock.cli.app import App

if TYPE_CHECKING:
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.options import Options
    from pydock.build.buildkit.run import Display, Result, Surroundings


def choose(app: App, name: str | None, platforms: Sequence[str] = ()) -> Node:
    """The builder by name, or the one in use: its node that builds for ``platforms``."""
    from pydock.commands.buildx import _builders

    builder = _builders.find(app, name)
    _builders.store(app).touch(builder.name, app.clock())
    return _builders.node(app, builder, _builders.entry_for(app, builder, platforms))


def surroundings(app: App, path: str, node: Node, options: Options, target: str = "default") -> Surroundings:
    """The outside of one build whose context is ``path``."""
    import os

    from pydock.build.buildkit.inputs import is_remote
    from pydock.build.buildkit.run import Surroundings
    from pydock.commands.buildx._accounts import Logins
    from pydock.commands.buildx._builders import store

    def note(reference: str) -> None:
        local = "" if path == "-" or is_remote(path) else os.path.abspath(os.path.join(app.cwd, path))
        file = os.path.join(app.cwd, options.dockerfile) if options.dockerfile not in ("", "-") else ""
        state = {"Target": target, "LocalPath": local, "DockerfilePath": file}
        store(app).remember(node.builder, node.name, reference, state)

    return Surroundings(
        cwd=app.cwd,
        environ=app.environ,
        stdin=app.streams.stdin,
        write=app.streams.stdout.write,
        stdout_is_terminal=app.streams.stdout.is_terminal,
        warn=app.warn,
        accounts=Logins(app),
        shared_key=_shared_key(app, path),
        note=note,
        load=lambda archive, display: _load(app, archive, display),
        loads_indexes=lambda: _loads_indexes(app),
    )


def _shared_key(app: App, path: str) -> str:
    """The same for every build of one folder by one user, so that the engine keeps what it has of it."""
    import hashlib
    import os

    from pydock.commands.buildx._builders import store

    folder = os.path.realpath(os.path.join(app.cwd, path))
    text = f"{store(app).node_identifier()}:{folder}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _load(app: App, archive: str, display: Display) -> None:
    """Put an image archive into the engine's store, as one more step."""
    from pydock.build.buildkit.steps import Step
    from pydock.engine.jsonlines import messages
    from pydock.errors import PydockError
    from pydock.render.progress.buildkit_events import Status

    layers: dict[str, Status] = {}
    with Step(display, "importing to docker") as step, open(archive, "rb") as file:
        with app.engine.images.load(file) as answer:
            for message in messages(answer):
                if message.get("error"):
                    raise PydockError(str(message["error"]))
                detail, name = message.get("progressDetail") or {}, f"loading layer {message.get('id')}"
                if not detail.get("current"):
                    continue
                begun = layers.get(name) or Status(name, "", name, started=app.clock())
                current, total = int(detail["current"]), int(detail.get("total") or 0)
                layers[name] = begun._replace(current=current, total=total, timestamp=app.clock())
                step.show(layers[name])
        for status in layers.values():
            step.show(status._replace(completed=app.clock()))


def _loads_indexes(app: App) -> bool:
    """Whether the engine keeps images as containerd does."""
    status = app.engine.system.info().get("DriverStatus") or ()
    return ["driver-type", "io.containerd.snapshotter.v1"] in [list(pair) for pair in status]


def push_all(app: App, result: Result, display: Display) -> None:
    """Push what the engine's exporter could not; the result's digest becomes the registry's."""
    if not result.pushes:
        return
    from pydock.build.buildkit.push import push
    from pydock.config.credentials import registry_auth

    for name in result.pushes:
        auth = registry_auth(app.config, name, app.environ)
        digest = push(app.engine.connection, name, auth, display, app.clock)
        if digest:
            result.response["containerimage.digest"] = digest
