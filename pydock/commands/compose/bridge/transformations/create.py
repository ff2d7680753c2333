"""``pydock compose bridge transformations create``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run
from pydock.errors import PydockError


@command(spare=True)
@option("-f", "--from", "source", help="Image of the transformation to start from")
@argument("path")
def create(app: App, path: str, source: str | None) -> None:
    """Start a transformation of your own."""
    import os

    from pydock.build.copying import End, copy_out, open_out

    target = os.path.join(app.cwd, path)
    if os.path.exists(target):
        raise PydockError(f"output folder {path} already exists")
    image = source or "docker/compose-bridge-kubernetes"
    if dry_run(app):
        return
    identity = app.engine.containers.create({"Image": image})["Id"]
    try:
        response, end = open_out(app.engine.archives, identity, "/templates")
        os.makedirs(target)
        with response:
            copy_out(response, End(*end), os.path.join(target, "templates"))
    finally:
        app.engine.containers.remove(identity, force=True)
    with open(os.path.join(target, "Dockerfile"), "w", encoding="utf-8") as file:
        file.write(f"FROM {image}\nCOPY templates /templates\nLABEL com.docker.compose.bridge=transformation\n")
