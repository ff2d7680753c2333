"""``pydock service logs``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.errors import NotFoundError, PydockError


@command(since="1.29")
@option("--details", kind=kinds.BOOL, since="1.30", help="Print the details that the log driver was told.")
@option("-f", "--follow", kind=kinds.BOOL, help="Go on printing what is written.")
@option("--no-resolve", kind=kinds.BOOL, help="Print ids where names would be.")
@option("--no-task-ids", kind=kinds.BOOL, help="Leave the tasks' ids out.")
@option("--no-trunc", kind=kinds.BOOL, help="Print ids in full.")
@option("--raw", kind=kinds.BOOL, since="1.30", help="Print the containers' lines alone.")
@option("--since", kind=kinds.STRING, help='Print what was written since then, such as "42m".')
@option("-n", "--tail", kind=kinds.STRING, default="all", help="Print so many last lines.")
@option("-t", "--timestamps", kind=kinds.BOOL, help="Print when each line was written.")
@argument("target", metavar="SERVICE|TASK", complete="services")
def logs(
    app: App,
    target: str,
    details: bool,
    follow: bool,
    no_resolve: bool,
    no_task_ids: bool,
    no_trunc: bool,
    raw: bool,
    since: str | None,
    tail: str,
    timestamps: bool,
) -> None:
    """Print what a service's or a task's containers have written."""
    from pydock.cli.servicelogs import Prefix, copy

    is_task, tty, widest = _find(app, target)
    if tty and not raw:
        raise PydockError("tty service logs only supported with --raw")
    query = {
        "stdout": "1",
        "stderr": "1",
        "since": _moment(app, since),
        "timestamps": "1" if timestamps else None,
        "details": "1" if details or not raw else None,
        "follow": "1" if follow else None,
        "tail": tail,
    }
    prefix = None
    if not raw:
        prefix = Prefix(app, widest, timestamps=timestamps, details=details, resolve=not no_resolve,
                        task_ids=not no_task_ids, no_trunc=no_trunc)  # fmt: skip
    with app.engine.services.open_logs(target, query, task=is_task) as response:
        copy(app, response, prefix, multiplexed=not tty)


def _find(app: App, target: str) -> tuple[bool, bool, int]:
    """Whether ``target`` is a task, whether it has a terminal, and how many digits its slots have."""
    try:
        service = app.engine.services.inspect(target)
    except NotFoundError:
        try:
            task = app.engine.tasks.inspect(target)
        except NotFoundError:
            raise PydockError(f"no such task or service: {target}") from None
        return True, bool(task["Spec"]["ContainerSpec"].get("TTY")), len(str(task.get("Slot", 0)))
    replicated = service["Spec"]["Mode"].get("Replicated") or {}
    tty = bool(service["Spec"]["TaskTemplate"]["ContainerSpec"].get("TTY"))
    return False, tty, len(str(replicated["Replicas"])) if replicated.get("Replicas") is not None else 1


def _moment(app: App, text: str | None) -> str | None:
    from pydock.values.timestamps import engine_timestamp

    try:
        return engine_timestamp(text, app.clock()) if text else None
    except ValueError as error:
        raise PydockError(f'invalid value for "since": {error}') from None
