"""``inspect --pretty`` of the swarm's kinds: text for people instead of JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pydock.cli.each import many, outcomes
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

Fields = dict[str, Any]


def wants_text(app: App, pretty: bool, fmt: str | None, setting: str = "") -> tuple[bool, str]:
    """Whether text is wanted, and the format where it is not. PydockError where both are asked for."""
    if pretty and fmt:
        raise PydockError("--format is incompatible with human friendly format")
    chosen = fmt or (app.config.text(setting) if setting else "")
    if pretty or chosen == "pretty":
        return True, ""
    if chosen.startswith("pretty"):
        raise PydockError("--format is incompatible with human friendly format")
    return False, chosen


def show_texts(app: App, names: Sequence[str], fetch: Callable[[str], Fields], text: Callable[[Fields], str]) -> None:
    """Print the text of each object; what is missing is reported at the end, with exit code 1."""
    faults = []
    for _, item, error in outcomes(app, names, fetch, concurrent=many(names)):
        if error is not None:
            faults.append(error.message)
        else:
            app.echo(text(item))
    if faults:
        raise PydockError("\n".join(faults))
