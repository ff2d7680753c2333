"""The same action on many objects: output in the order given, errors by object, exit code 1 if any failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.cli.app import App

Action = Callable[[str], Any]
SKIP = object()
"""What an action returns when there is nothing to print for its name."""


class Outcome(NamedTuple):
    """What the action returned for ``name``, or the error it raised."""

    name: str
    result: Any
    error: PydockError | None


def for_each(app: App, names: Iterable[str], action: Action, *, echo: bool = True, concurrent: bool = False) -> None:
    """Run ``action`` on each name; print the name (or the text that ``action`` returns) where it succeeded.

    A failure goes to standard error and the others go on; at the end one failure or more is ``Exit(1)``.
    ``concurrent``: up to ``--jobs`` names at once, for actions whose order does not matter.
    """
    todo = list(names)
    width = min(app.options.jobs, len(todo)) if concurrent else 1
    failures: list[PydockError] = []
    for name, result, error in _outcomes(todo, action, width):
        if error is not None:
            failures.append(error)
        elif echo and result is not SKIP:
            app.echo(result if isinstance(result, str) else name)
            if width > 1:
                app.streams.stdout.flush()
    if failures:
        for failure in failures:
            app.warn(failure.message)
        raise Exit(1)


def _outcomes(names: Sequence[str], action: Action, width: int) -> Iterator[Outcome]:
    """The outcomes in the order of ``names``, each as soon as it and those before it are there."""

    def attempt(name: str) -> Outcome:
        try:
            return Outcome(name, action(name), None)
        except Exit:
            raise
        except PydockError as error:
            return Outcome(name, None, error)

    if width <= 1:
        yield from map(attempt, names)
        return
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(width)
    try:
        yield from pool.map(attempt, names)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
