"""``pydock image tag``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.errors import PydockError
from pydock.values import references


@command(interspersed=False)
@argument("source", metavar="SOURCE_IMAGE[:TAG]", complete="images")
@argument("target", metavar="TARGET_IMAGE[:TAG]", complete="images")
def tag(app: App, source: str, target: str) -> None:
    """Give an image one more name."""
    try:
        references.check_image(source)
    except ValueError as error:
        raise _unusable(source, error) from error
    try:
        wanted = references.parse(target)
    except ValueError as error:
        raise _unusable(target, error) from error
    if wanted.digest:
        raise PydockError("refusing to create a tag with a digest reference")
    app.engine.images.tag(source, wanted.name, wanted.tag or references.DEFAULT_TAG)


def _unusable(text: str, error: ValueError) -> PydockError:
    return PydockError(f'Error parsing reference: "{text}" is not a valid repository/tag: {error}')
