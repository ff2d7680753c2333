"""The same action on many objects: output in the order given, errors by object, exit code 1 if any failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App


def for_each(app: App, names: Iterable[str], action: Callable[[str], Any], *, echo: bool = True) -> None:
    """Run ``action`` on each name; print the name (or the text that ``action`` returns) where it succeeded.

    A failure goes to standard error and the others go on; at the end one failure or more is ``Exit(1)``.
    """
    failures: list[PydockError] = []
    for name in names:
        try:
            result = action(name)
        except Exit:
            raise
        except PydockError as error:
            failures.append(error)
        else:
            if echo:
                app.echo(result if isinstance(result, str) else name)
    if failures:
        for failure in failures:
            app.warn(failure.message)
        raise Exit(1)
