"""``pydock container logs``, of one container and of several."""

from __future__ import annotations

from typing import Any

from tests.commands.container.attached import frame
from tests.support.command import Runner
from tests.support.engine import FakeEngine


def _log(fake: FakeEngine, name: str, *chunks: bytes, tty: bool = False) -> None:
    found: dict[str, Any] = {"Id": f"id-{name}", "Config": {"Tty": tty}}
    fake.on("GET", f"/containers/{name}/json", json=found)
    fake.on("GET", f"/containers/id-{name}/logs", chunks=chunks)


def test_streams(fake: FakeEngine, run: Runner) -> None:
    whole = frame(1, b"one\n") + frame(2, b"err\n")
    _log(fake, "c", whole[:5], whole[5:])
    assert run("logs", "-ft", "--details", "-n", "3", "--since", "10m", "c").stdout == "one\n"
    query = fake.of("GET", "/containers/id-c/logs")[0].query
    assert query.pop("since")[0].isdigit()
    flags = {"follow": ["1"], "timestamps": ["1"], "details": ["1"], "tail": ["3"]}
    assert query == {"stdout": ["1"], "stderr": ["1"], **flags}


def test_terminal_output_is_raw(fake: FakeEngine, run: Runner) -> None:
    _log(fake, "c", b"\x01raw\r\n", tty=True)
    assert run("logs", "c") == (0, "\x01raw\r\n", "")


def test_bad_time(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/json", json={"Id": "x", "Config": {"Tty": False}})
    want = 'invalid value for "since": failed to parse value as time or duration: "bogus"\n'
    assert run("logs", "--since", "bogus", "c") == (1, "", want)


def test_no_container(run: Runner) -> None:
    want = "docker: 'docker logs' requires 1 argument\n\nUsage:  docker logs [OPTIONS] CONTAINER\n\n"
    assert run("logs") == (1, "", want + "Run 'docker logs --help' for more information\n")


def test_several_in_the_order_of_time(fake: FakeEngine, run: Runner) -> None:
    _log(fake, "a", frame(1, b"2026-01-01T00:00:01Z one\n"), frame(1, b"2026-01-01T00:00:03Z three\n"))
    _log(fake, "bb", frame(1, b"2026-01-01T00:00:02Z two\n"), frame(2, b"2026-01-01T00:00:04Z no"), frame(2, b"w\n"))
    assert run("logs", "a", "bb") == (0, "a  | one\nbb | two\na  | three\n", "bb | now\n")


def test_several_followed(fake: FakeEngine, run: Runner) -> None:
    _log(fake, "a", frame(1, b"2026-01-01T00:00:01Z one\n"))
    _log(fake, "b", b"2026-01-01T00:00:02Z two\r\n", tty=True)
    result = run("logs", "-ft", "a", "b")
    want = ["a | 2026-01-01T00:00:01Z one", "b | 2026-01-01T00:00:02Z two\r"]
    assert sorted(result.stdout.rstrip("\n").split("\n")) == want
