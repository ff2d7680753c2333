"""Run tasks that wait for one another, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

DEFAULT_WIDTH = 100
"""Without a bound from the user. A task mostly waits for the engine: stopping may take each container 10 seconds."""


class Task(NamedTuple):
    """``run`` is called once every task of ``after`` (those that are in the run at all) has succeeded."""

    id: str
    run: Callable[[], None]
    after: Sequence[str] = ()


def run_all(tasks: Iterable[Task], width: int = DEFAULT_WIDTH) -> None:
    """Run ``tasks`` in their order as far as their dependencies allow, at most ``width`` at once.

    After a failure nothing new begins; what runs is waited for, then the first error is raised. ValueError for
    tasks that wait for each other.
    """
    waiting = {task.id: task for task in tasks}
    known = set(waiting)
    if not waiting:
        return
    from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

    done: set[str] = set()
    running: dict[Future[None], str] = {}
    failure: BaseException | None = None
    pool = ThreadPoolExecutor(width if width > 0 else DEFAULT_WIDTH)
    try:
        while waiting or running:
            if failure is None:
                ready = [t for t in waiting.values() if all(a in done or a not in known for a in t.after)]
                for task in ready:
                    del waiting[task.id]
                    running[pool.submit(task.run)] = task.id
            if not running:
                if failure is None and waiting:
                    raise ValueError(f"tasks wait for each other: {', '.join(sorted(waiting))}")
                break
            finished, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                name = running.pop(future)
                error = future.exception()
                if error is None:
                    done.add(name)
                elif failure is None:
                    failure = error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    if failure is not None:
        raise failure
