"""Pulling an image with its progress shown; ``image pull``, and ``run`` and ``create`` where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydock.errors import PydockError
from pydock.values import numbers

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.terminal.streams import Output
    from pydock.values.references import Reference

_REFUSALS = (
    "unauthorized",
    "access denied",
    "access to the resource is denied",
    "no basic auth credentials",
    "authentication required",
    "incorrect username or password",
    "401 Unauthorized",
    "403 Forbidden",
)


def pull_image(app: App, reference: Reference, *, platform: str = "", output: Output | None) -> None:
    """Pull ``reference`` (all tags if it has neither tag nor digest); progress goes to ``output`` if there is one."""
    from pydock.cli.messages import show

    tag = reference.digest or reference.tag
    with (
        credential(app, reference) as auth,
        app.engine.images.pull(reference.name, tag, platform=platform, auth=auth) as response,
    ):
        show(app, response, output=output)


@contextmanager
def credential(app: App, reference: Reference) -> Iterator[str]:
    """The ``X-Registry-Auth`` value for the registry of ``reference``.

    A refusal by the registry within the block gains a hint for people: which account it was shown, and from where.
    """
    from pydock.config.credentials import encode_header, explain, lookup, registry_host, server_key

    host = registry_host(str(reference))
    found = lookup(app.config, server_key(host), app.environ)
    try:
        yield encode_header(found.credential.to_api())
    except PydockError as error:
        if error.hint is None and any(text in error.message for text in _REFUSALS):
            error.hint, error.hint_for_people = explain(host, found), True
        raise


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
