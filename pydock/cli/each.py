"""The same action on many objects: output in the order given, errors by object, exit code 1 if any failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

Action = Callable[[str], Any]
SKIP = object()
"""What an action returns when there is nothing to print for its name."""
WIDTH = 50
"""So many at once without ``--jobs``, as Docker's client does."""
FEW = 4
"""So many quick requests are made one after another, as Docker makes them: threads would cost more than they save."""


class Outcome(NamedTuple):
    """What the action returned for ``name``, or the error it raised."""

    name: str
    result: Any
    error: PydockError | None


def many(names: Sequence[str]) -> bool:
    """Whether these are more than FEW: what to give for ``concurrent`` where an action takes milliseconds."""
    return len(names) > FEW


def for_each(app: App, names: Sequence[str], action: Action, *, echo: bool = True, concurrent: bool = False) -> None:
    """Run ``action`` on each name; print the name (or the text that ``action`` returns) where it succeeded.

    A failure goes to standard error and the others go on; at the end one failure or more is ``Exit(1)``.
    ``concurrent`` as for :func:`outcomes`.
    """
    failures: list[PydockError] = []
    for name, result, error in outcomes(app, names, action, concurrent=concurrent):
        if error is not None:
            failures.append(error)
        elif echo and result is not SKIP:
            app.echo(result if isinstance(result, str) else name)
            if concurrent:
                app.streams.stdout.flush()
    if failures:
        for failure in failures:
            app.warn(failure.message)
        raise Exit(1)


def outcomes(app: App, names: Sequence[str], action: Action, *, concurrent: bool = False) -> Iterator[Outcome]:
    """What came of ``action`` on each name, in the order of ``names``, each as soon as it and those before are there.

    ``concurrent``: up to ``--jobs`` names at once, for actions whose order does not matter.
    """

    def attempt(name: str) -> Outcome:
        try:
            return Outcome(name, action(name), None)
        except Exit:
            raise
        except PydockError as error:
            return Outcome(name, None, error)

    width = min(app.width(WIDTH), len(names)) if concurrent else 1
    if width <= 1:
        yield from map(attempt, names)
        return
    from concurrent.futures import ThreadPoolExecutor

    _ = app.engine  # made here, not by each thread
    pool = ThreadPoolExecutor(width)
    try:
        yield from pool.map(attempt, names)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
