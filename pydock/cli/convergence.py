"""Waiting for a service's tasks to be what its spec says, shown as it goes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydock.errors import PydockError
from pydock.progress import DONE, FAILED, WORKING, Event

if TYPE_CHECKING:
    from pydock.cli.app import App
    from pydock.progress import Progress

Service = dict[str, Any]
Task = dict[str, Any]

_PAUSE = 0.2  # seconds between two looks: the engine has no event for a task's state
_MONITOR = 5.0
_BARS = 20  # services of more tasks than this show only how many run
_NANO = 1_000_000_000

STATES = (
    "new", "allocated", "pending", "assigned", "accepted", "preparing", "ready", "starting", "running",
    "complete", "shutdown", "failed", "rejected",
)  # fmt: skip
_NUMBER = {state: number for number, state in enumerate(STATES, 1)}
_RUNNING = _NUMBER["running"]


def wait_on_service(app: App, identity: str, *, quiet: bool) -> None:
    """Show the progress of a service until it has converged and stayed so for its monitoring time.

    PydockError where the update or rollback is paused. Ctrl-C leaves the service to converge on its own.
    """
    from pydock.cli.progress import progress

    with progress(app, app.streams.stdout, "quiet" if quiet else None) as show:
        watch = Watch(app, identity, show)
        try:
            while not watch.step():
                time.sleep(_PAUSE)
        except KeyboardInterrupt:
            if watch.converged:
                return
            for text in (
                "Operation continuing in background.",
                f"Use `{app.program} service ps {identity}` to check progress.",
            ):
                show.event(Event("", text, plain=f"{text}\n"))


class Watch:
    """One service that is watched, look by look."""

    def __init__(self, app: App, identity: str, show: Progress, *, group: str = "") -> None:
        self.app = app
        self.identity = identity
        self.show = show
        self.group = group
        self.converged = False
        self.failures: dict[str, str] = {}
        self._since = 0.0
        self._rollback = False
        self._rolled_back = ""
        self._shown: dict[str, Event] = {}
        self._slots: dict[Any, int] = {}

    def step(self) -> bool:
        """Look once; True when there is nothing more to wait for."""
        service = self.app.engine.services.inspect(self.identity)
        config = service["Spec"].get("UpdateConfig") or {}
        monitor = config.get("Monitor", 0) / _NANO or _MONITOR
        if self._update_status(service):
            return True
        if self.converged and time.monotonic() - self._since >= monitor:
            self._tell("verify", f"Service {self.identity} converged", DONE)
            if self._rolled_back:
                self._tell("rollback", self._rolled_back, DONE)
            return True
        self.converged = self._look(service)
        if not self.converged:
            if self._since:
                self._tell("verify", "Detected task failure", FAILED)
            self._since = 0.0
            return False
        if service.get("JobStatus") is not None:
            self._tell("", "job complete", DONE)
            return True
        self._since = self._since or time.monotonic()
        left = int(monitor - (time.monotonic() - self._since)) + 1
        if left > 0:
            self._tell("verify", f"Waiting {left} seconds to verify that tasks are stable...")
        return False

    def _update_status(self, service: Service) -> bool:
        status = service.get("UpdateStatus") or {}
        state, message = status.get("State"), status.get("Message", "")
        if state == "updating":
            self._rollback = False
        elif state == "completed":
            return not self.converged
        elif state == "paused":
            raise PydockError(f"service update paused: {message}{self._reasons(service)}")
        elif state == "rollback_paused":
            raise PydockError(f"service rollback paused: {message}{self._reasons(service)}")
        elif state == "rollback_started":
            if not self._rollback and message:
                self._tell("rollback", message)
            self._rollback = True
        elif state == "rollback_completed":
            if not self.converged:
                self._rolled_back = message
            self._rollback = True
        return False

    def _reasons(self, service: Service) -> str:
        """The errors of the tasks that failed, each slot's last."""
        for task in sorted(self._tasks(service), key=lambda task: str(task.get("CreatedAt", ""))):
            if task["Status"].get("Err"):
                place = f"task {task['Slot']}" if task.get("Slot") else f"node {task.get('NodeID', '')}"
                self.failures[place] = _one_line(task["Status"]["Err"])
        return "".join(f"\n{place}: {text}" for place, text in sorted(self.failures.items()))

    def overdue(self) -> str:
        """What keeps the service from converging: the errors of its tasks, else the states they are in."""
        service = self.app.engine.services.inspect(self.identity)
        reasons = self._reasons(service)
        if reasons:
            return reasons
        counts: dict[str, int] = {}
        for task in self._tasks(service):
            if _NUMBER.get(task["DesiredState"], 0) <= _RUNNING:
                counts[task["Status"]["State"]] = counts.get(task["Status"]["State"], 0) + 1
        states = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
        return f"\ntasks: {states or 'none'}"

    def _tasks(self, service: Service) -> list[Task]:
        """The tasks of the service's present spec."""
        return self.app.engine.tasks.list({"service": [service["ID"]], "_up-to-date": ["true"]})

    def _look(self, service: Service) -> bool:
        tasks = self._tasks(service)
        nodes = {node["ID"] for node in self.app.engine.nodes.list() if node["Status"].get("State") != "down"}
        mode = service["Spec"]["Mode"]
        if mode.get("ReplicatedJob") is not None or mode.get("GlobalJob") is not None:
            return self._look_at_job(service, tasks, nodes)
        if mode.get("Replicated") is not None:
            wanted = mode["Replicated"].get("Replicas", 1)
            latest = _latest(tasks, "Slot", nodes)
        else:
            latest = _latest(tasks, "NodeID", nodes)
            latest = {key: task for key, task in latest.items() if _NUMBER.get(task["DesiredState"], 0) <= _RUNNING}
            wanted = len(latest)
        running = 0
        if not self._shown:
            self._draw(wanted)
        for key, task in latest.items():
            slot = self._slots.setdefault(key, len(self._slots) + 1)
            going = _NUMBER.get(task["DesiredState"], 0) <= _RUNNING
            running += going and task["Status"]["State"] == "running"
            self._task(slot, wanted, task)
        self._overall(running, wanted)
        return running == wanted and (bool(wanted) or mode.get("Replicated") is not None)

    def _look_at_job(self, service: Service, tasks: list[Task], nodes: set[str]) -> bool:
        """A job converges when all of this iteration's tasks are complete."""
        iteration = ((service.get("JobStatus") or {}).get("JobIteration") or {}).get("Index", 0)
        tasks = [task for task in tasks if (task.get("JobIteration") or {}).get("Index", 0) == iteration]
        job = service["Spec"]["Mode"].get("ReplicatedJob")
        key = "NodeID" if job is None else "Slot"
        latest = _latest(tasks, key, nodes)
        wanted = job.get("TotalCompletions", 1) if job is not None else len(latest)
        done = sum(task["Status"]["State"] == "complete" for task in latest.values())
        self._tell("job progress", f"{done} out of {wanted} complete", DONE if done == wanted else WORKING)
        running = sum(task["Status"]["State"] == "running" for task in latest.values())
        if job is not None:
            self._tell("active tasks", f"{running} out of {job.get('MaxConcurrent', wanted)} tasks")
        for place, task in latest.items():
            self._task(self._slots.setdefault(place, len(self._slots) + 1), wanted, task)
        return done == wanted and bool(wanted or job is not None)

    def _draw(self, wanted: int) -> None:
        """The first picture: nothing runs, every slot in its order."""
        self._overall(0, wanted)
        for slot in range(1, wanted + 1 if wanted <= _BARS else 1):
            self._tell(f"{slot}/{wanted}", " ")

    def _overall(self, running: int, wanted: int) -> None:
        prefix = "rolling back update: " if self._rollback else ""
        text = f"{prefix}{running} out of {wanted} tasks"
        self._tell("overall progress", text, DONE if running == wanted else WORKING)

    def _task(self, slot: int, wanted: int, task: Task) -> None:
        error = task["Status"].get("Err", "")
        if wanted > _BARS or slot > wanted:
            return
        name = f"{slot}/{wanted}"
        state = task["Status"]["State"]
        if error:
            self._tell(name, _one_line(error), FAILED)
        elif _NUMBER.get(task["DesiredState"], 0) <= _RUNNING and _NUMBER.get(state, 0) <= _RUNNING:
            self._tell(name, state, DONE if state == "running" else WORKING, current=_NUMBER[state], total=_RUNNING)

    def _tell(self, name: str, text: str, state: str = WORKING, *, current: int = 0, total: int = 0) -> None:
        """Say it once: what has not changed is not said again."""
        head = f"{name}: " if name else ""
        label = f"{self.group} {name}".strip() if self.group else name
        prefix = f"{self.group}: " if self.group else ""
        plain = "" if total else f"{prefix}{head}{text}\n"
        event = Event(label, text, state, current=current, total=total, unit="", group=self.group, plain=plain)
        if self._shown.get(name) != event:
            self._shown[name] = event
            self.show.event(event)


def _latest(tasks: list[Task], key: str, nodes: set[str]) -> dict[Any, Task]:
    """One task per slot (or node): the one that is wanted least far gone, then the one that is least far.

    Tasks on nodes that are down do not count.
    """
    latest: dict[Any, Task] = {}
    for task in tasks:
        place = task.get(key)
        state, desired = _NUMBER.get(task["Status"]["State"], 0), _NUMBER.get(task["DesiredState"], 0)
        if not state or not desired or (key == "NodeID" and not place):
            continue
        other = latest.get(place)
        if other is not None:
            rank = (_NUMBER[other["DesiredState"]], _NUMBER[other["Status"]["State"]])
            if rank[0] < desired or (rank[0] == desired and rank[1] <= state):
                continue
        if task.get("NodeID") and task["NodeID"] not in nodes:
            continue
        latest[place] = task
    return dict(sorted(latest.items(), key=lambda item: str(item[0]).rjust(30)))


def _one_line(error: str) -> str:
    text = error.replace("\n", " ")
    return text if len(text) <= 75 else f"{text[:74]}…"


def wait_on_all(app: App, names: Mapping[str, str], *, quiet: bool, timeout: int = 0) -> None:
    """Show the progress of several services (names by id) until all have converged.

    All are waited for even where one fails; then PydockError names each that did. A service that has not
    converged after ``timeout`` nanoseconds (0: no bound) has failed.
    """
    from pydock.cli.progress import progress
    from pydock.values.durations import format_duration

    failures = []
    deadline = time.monotonic() + timeout / _NANO
    with progress(app, app.streams.stdout, "quiet" if quiet else None) as show:
        watches = [Watch(app, identity, show, group=name) for identity, name in names.items()]
        while watches:
            going = []
            for watch in watches:
                try:
                    if not watch.step():
                        going.append(watch)
                except PydockError as error:
                    failures.append(f"{watch.group}: {error.message}")
            watches = going
            if timeout and time.monotonic() >= deadline:
                late = f"did not converge within {format_duration(timeout)}"
                failures += [f"{watch.group}: {late}{watch.overdue()}" for watch in watches]
                break
            if watches:
                time.sleep(_PAUSE)
    if failures:
        raise PydockError("\n".join(failures))
