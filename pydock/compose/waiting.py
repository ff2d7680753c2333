"""Wait until a project is up: healthy where there is a health check, running where not, done where one-shot."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from pydock.compose.events import DONE, FAILED, Reporter
from pydock.compose.model.project import Project
from pydock.compose.observe import Container
from pydock.compose.start import POLL
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.engine.api import Engine

Json = dict[str, Any]
LAST_LINES = 10


def wait_ready(
    engine: Engine, project: Project, live: dict[str, list[Container]], report: Reporter, *, timeout: int = 0
) -> None:
    """Poll until every container is ready. A container that ended with status 0 is ready too.

    Raises PydockError for the first that fails, its last health output and log lines in the hint; or after
    ``timeout`` seconds (0: no bound) naming those that are not ready.
    """
    waiting = {c.id: c for name in project.services for c in live.get(name, ())}
    deadline = time.monotonic() + timeout if timeout else None
    for container in waiting.values():
        report(f"Container {container.name}", "Waiting")
    while waiting:
        time.sleep(POLL)
        for container in list(waiting.values()):
            detail = engine.containers.inspect(container.id)
            status = _status(container, detail)
            if status == "":
                continue
            if status.startswith("!"):
                report(f"Container {container.name}", "Error", FAILED)
                raise PydockError(status[1:], hint=evidence(engine, container, detail))
            report(f"Container {container.name}", status, DONE)
            del waiting[container.id]
        if not waiting:
            return
        if deadline is not None and time.monotonic() > deadline:
            names = ", ".join(sorted(c.name for c in waiting.values()))
            slow = next(iter(waiting.values()))
            hint = evidence(engine, slow, engine.containers.inspect(slow.id))
            raise PydockError(f"application not healthy after {timeout}s", hint=f"not ready: {names}\n{hint}".rstrip())


def _status(container: Container, detail: Json) -> str:
    """The word for a container that is ready, "!" and a message for one that failed, "" to wait on."""
    state = detail["State"]
    if state["Status"] in ("exited", "dead"):
        code = state.get("ExitCode", 0)
        return "Exited" if code == 0 else f"!container {container.name} exited ({code})"
    health = (state.get("Health") or {}).get("Status", "")
    if health == "unhealthy":
        return f"!container {container.name} is unhealthy"
    if health in ("", "none"):
        return "Healthy" if state["Status"] == "running" else ""
    return "Healthy" if health == "healthy" else ""


def evidence(engine: Engine, container: Container, detail: Json) -> str:
    """The last health check's output and the last log lines."""
    lines: list[str] = []
    checks = (detail["State"].get("Health") or {}).get("Log") or []
    if checks:
        output = str(checks[-1].get("Output", "")).strip()
        lines.append(f"last health check (exit {checks[-1].get('ExitCode')}): {output or 'no output'}")
    try:
        lines += log_tail(engine, container, bool((detail.get("Config") or {}).get("Tty")))
    except PydockError:
        pass
    return "\n".join(lines)


def log_tail(engine: Engine, container: Container, tty: bool) -> list[str]:
    """The last lines a container wrote, under a heading; nothing where it wrote nothing."""
    from pydock.engine.frames import Demultiplexer

    frames = Demultiplexer()
    data = b""
    with engine.containers.open_logs(container.id, tail=str(LAST_LINES)) as response:
        for chunk in response.chunks():
            data += chunk if tty else b"".join(payload for _, payload in frames.feed(chunk))
    text = data.decode("utf-8", "replace").splitlines()
    return [f"last lines of {container.name}:", *(f"  {line}" for line in text)] if text else []
