"""``pydock plugin create``."""

from __future__ import annotations

import os

from pydock.cli import kinds, plugging
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import PydockError


@command(since="1.25")
@option("--compress", kind=kinds.BOOL, help="Send the files compressed.")
@argument("plugin")
@argument("folders", many=True, metavar="PLUGIN-DATA-DIR")
def create(app: App, plugin: str, folders: tuple[str, ...], compress: bool) -> None:
    """Make an engine plugin from a root filesystem and its configuration."""
    import tarfile
    import tempfile

    plugging.reference(plugin)
    source = os.path.join(app.cwd, folders[0])  # Docker takes more and looks at the first
    _check(source)
    with tempfile.TemporaryFile() as file:
        with tarfile.open(fileobj=file, mode="w:gz" if compress else "w") as archive:
            for name in sorted(os.listdir(source)):
                archive.add(os.path.join(source, name), arcname=name)
        file.seek(0)
        app.engine.plugins.create(plugin, file)
    app.echo(plugin)


def _check(folder: str) -> None:
    """A plugin's folder has a ``config.json`` that is one; the engine judges what it says."""
    import json

    if not os.path.isdir(folder):
        raise PydockError("context must be a directory" if os.path.exists(folder) else _missing("lstat", folder))
    path = os.path.join(folder, "config.json")
    try:
        with open(path, encoding="utf-8") as file:
            json.load(file)
    except FileNotFoundError:
        raise PydockError(_missing("open", path)) from None
    except ValueError as error:
        raise PydockError(f"{path}: {error}") from None


def _missing(what: str, path: str) -> str:
    return f"{what} {path}: no such file or directory"
