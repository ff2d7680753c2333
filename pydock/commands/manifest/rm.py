"""``pydock manifest rm``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.cli.each import for_each
from pydock.cli.registries import reference
from pydock.registry.lists import ListStore


@command()
@argument("manifest_lists", many=True, metavar="MANIFEST_LIST [MANIFEST_LIST...]")
def rm(app: App, manifest_lists: tuple[str, ...]) -> None:
    """Delete local manifest lists."""
    store = ListStore(app.config.directory)
    # one by one: files of this machine
    for_each(app, manifest_lists, lambda name: store.remove(str(reference(name))), echo=False)
