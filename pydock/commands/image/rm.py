"""``pydock image rm``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import NotFoundError, PydockError
from pydock.values import platforms


@command()
@option("-f", "--force", kind=kinds.BOOL, help="Remove the image even if stopped containers or several names use it")
@option("--no-prune", kind=kinds.BOOL, help="Keep parent images that lose their last name")
@option(
    "--platform", kind=kinds.STRINGS, since="1.50", complete="platforms",
    help="Remove only this platform's variant: os[/arch[/variant]]",
)
@argument("images", many=True, metavar="IMAGE [IMAGE...]", complete="images")
def rm(app: App, images: tuple[str, ...], force: bool, no_prune: bool, platform: list[str]) -> None:
    """Delete images or their tags."""
    wanted = [_platform(text) for text in platform]
    failures: list[PydockError] = []
    for image in images:  # one by one: a parent goes only after its children, the layers with the last of the names
        try:
            gone = app.engine.images.remove(image, force=force, prune=not no_prune, platforms=wanted)
        except PydockError as error:
            failures.append(error)
            continue
        for item in gone:
            app.echo(f"Deleted: {item['Deleted']}" if item.get("Deleted") else f"Untagged: {item.get('Untagged', '')}")
    if not failures:
        return
    message = "\n".join(error.message for error in failures)
    if not force or not all(isinstance(error, NotFoundError) for error in failures):
        raise PydockError(message)
    app.warn(message)


def _platform(text: str) -> str:
    try:
        return platforms.parse(text).query()
    except ValueError as error:
        raise PydockError(str(error)) from error
