"""``pydock compose bridge convert``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import dry_run
from pydock.errors import PydockError


@command(spare=True)
@option("-o", "--output", default="out", help="Folder of the result")
@option("--templates", help="Folder with templates of your own")
@option("-t", "--transformation", kind=kinds.STRING_ARRAY, help="Image of the transformation")
def convert(app: App, output: str, templates: str | None, transformation: list[str]) -> None:
    """Convert the application to another platform's files."""
    import os

    from pydock.compose.model.emit import to_yaml

    project = load_project(app)
    images = transformation or ["docker/compose-bridge-kubernetes"]
    target = os.path.join(app.cwd, output)
    if dry_run(app):
        return
    os.makedirs(target, exist_ok=True)
    document = to_yaml(project.document())
    for image in images:
        _transform(app, image, document, target, templates)


def _transform(app: App, image: str, document: str, target: str, templates: str | None) -> None:
    """Run a transformation's image with the application at /in and the result at /out."""
    import os
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "compose.yaml"), "w", encoding="utf-8") as file:
            file.write(document)
        binds = [f"{folder}:/in", f"{target}:/out"]
        if templates:
            binds.append(f"{os.path.join(app.cwd, templates)}:/templates")
        body = {"Image": image, "Env": ["LICENSE_AGREEMENT=true"], "HostConfig": {"Binds": binds}}
        identity = app.engine.containers.create(body)["Id"]
        try:
            app.engine.containers.start(identity)
            ended = app.engine.containers.wait(identity)
        finally:
            app.engine.containers.remove(identity, force=True)
    if ended.status:
        raise PydockError(f"transformation {image} failed: exit status {ended.status}")
