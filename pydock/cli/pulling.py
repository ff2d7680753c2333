"""Pulling an image with its progress shown, for ``image pull``, ``run`` and ``create``; what ``image push`` shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.errors import PydockError
from pydock.values import numbers

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.terminal.streams import Output
    from pydock.values.references import Reference


def named(app: App, name: str, *, all_tags: bool, quiet: bool) -> Reference:
    """The image that was named, with the default tag where none was, unless all are meant. Raises PydockError."""
    from pydock.values import references

    try:
        reference = references.parse(name)
    except ValueError as error:
        raise PydockError(str(error)) from error
    if all_tags and not reference.name_only:
        raise PydockError("tag can't be used with --all-tags/-a")
    if not all_tags and reference.name_only:
        reference = reference.with_default_tag()
        if not quiet:
            app.echo(f"Using default tag: {reference.tag}")
    return reference


def pull_image(app: App, reference: Reference, *, platform: str = "", output: Output | None) -> None:
    """Pull ``reference`` (all tags if it has neither tag nor digest); progress goes to ``output`` if there is one."""
    from pydock.cli.messages import show
    from pydock.config.credentials import registry_auth

    tag = reference.digest or reference.tag
    auth = registry_auth(app.config, str(reference), app.environ)
    with app.engine.images.pull(reference.name, tag, platform=platform, auth=auth) as response:
        show(app, response, output=output)


def refuse_trust(app: App, disabled: bool) -> None:
    """Content trust cannot be honoured: say so rather than pull or push something unverified in its name."""
    if "disable-content-trust" not in app.changed:
        value = app.environ.get("DOCKER_CONTENT_TRUST", "")
        try:
            disabled = not (value and numbers.parse_bool(value))
        except ValueError:
            disabled = False
    if not disabled:
        raise PydockError(
            "content trust is not supported", hint="Unset DOCKER_CONTENT_TRUST to go on without verification."
        )
