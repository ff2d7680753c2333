"""What to add when a registry refused: which account it was shown, and where that came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.errors import PydockError

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
_IMAGE = re.compile(r"(?:pull access denied for |failed to resolve reference \"|https?://)([^\s,\"]+)")


def hint(app: App, error: PydockError) -> None:
    """Give a refusal without a hint one for people: a line for each registry that was asked and is named in it.

    Where none is named and only one was asked, it is that one.
    """
    if error.hint is not None or not any(text in error.message for text in _REFUSALS):
        return
    from pydock.config.credentials import explain

    shown = app.config.shown
    hosts = [host for host in shown if host in error.message] or _named(app, error.message) or list(shown)
    if len(hosts) == 1:
        error.hint, error.hint_for_people = explain(hosts[0], shown[hosts[0]]), True


def hints_wanted(app: App) -> bool:
    """Whether people read standard error: a terminal, or the log of a CI job."""
    return app.streams.stderr.is_terminal or bool(app.environ.get("CI"))


def _named(app: App, message: str) -> list[str]:
    """The registry of the image or address that the message names: a build asks for those it has accounts of only."""
    from pydock.config.credentials import lookup, registry_host, server_key
    from pydock.errors import ConfigError

    found = _IMAGE.search(message)
    if found is None:
        return []
    host = registry_host(found[1])
    try:
        lookup(app.config, server_key(host), app.environ)
    except ConfigError:
        return []
    return [host]
