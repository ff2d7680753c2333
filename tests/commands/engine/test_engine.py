"""``pydock engine`` without an engine: what it says then."""

from __future__ import annotations

from pathlib import Path

from tests.support.command import Runner


def test_status_and_down_without_one(run: Runner) -> None:
    where = {"XDG_STATE_HOME": str(run.home), "XDG_RUNTIME_DIR": str(run.home)}
    result = run("engine", "status", environ=where)
    assert result.exit_code == 1
    assert result.stdout.startswith("Status:    stopped\n")
    assert run("engine", "down", environ=where).stderr == "The embedded engine does not run.\n"


def test_logs(run: Runner) -> None:
    where = {"XDG_STATE_HOME": str(run.home)}
    assert run("engine", "logs", environ=where).stderr == "The embedded engine has not written a log yet.\n"
    log = Path(run.home, "pydock", "engine", "engine.log")
    log.parent.mkdir(parents=True)
    lines = [f"line {number} {'x' * 50}\n" for number in range(5000)]
    log.write_text("".join(lines))
    assert run("engine", "logs", environ=where).stdout == "".join(lines)
    assert run("engine", "logs", "-n", "3", environ=where).stdout == "".join(lines[-3:])
    assert run("engine", "logs", "--tail", "4000", environ=where).stdout == "".join(lines[-4000:])
    assert run("engine", "logs", "--tail=0", environ=where).stdout == ""
    assert run("engine", "logs", "--tail=9999", environ=where).stdout == "".join(lines)
