"""The commands that are one request for each container."""

from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


@pytest.mark.parametrize(
    ("argv", "path", "query"),
    [
        (("stop", "c"), "stop", {}),
        (("stop", "-s", "INT", "-t", "-1", "c"), "stop", {"signal": ["INT"], "t": ["-1"]}),
        (("restart", "-t", "0", "c"), "restart", {"t": ["0"]}),
        (("kill", "c"), "kill", {}),
        (("kill", "-s", "HUP", "c"), "kill", {"signal": ["HUP"]}),
        (("pause", "c"), "pause", {}),
        (("unpause", "c"), "unpause", {}),
    ],
)
def test_one_request(
    fake: FakeEngine, run: Runner, argv: tuple[str, ...], path: str, query: dict[str, list[str]]
) -> None:
    fake.on("POST", f"/containers/c/{path}", status=204)
    assert run(*argv) == (0, "c\n", "")
    assert fake.requests[0].query == query


def test_the_old_name_of_timeout(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/c/stop", status=204)
    assert run("stop", "--time", "3", "c") == (0, "Flag --time has been deprecated, use --timeout instead\nc\n", "")
    assert fake.requests[0].query == {"t": ["3"]}
    both = run("stop", "--time", "3", "--timeout", "3", "c")
    assert both.stderr.endswith("conflicting options: cannot specify both --timeout and --time\n")


def test_one_failure_of_many(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/a/stop", status=204)
    fake.on("POST", "/containers/b/stop", status=404, json={"message": "No such container: b"})
    assert run("stop", "b", "a") == (1, "a\n", "Error response from daemon: No such container: b\n")


def test_rm(fake: FakeEngine, run: Runner) -> None:
    fake.on("DELETE", "/containers/c", status=204)
    assert run("rm", "-fv", "/c") == (0, "/c\n", "")
    assert fake.requests[0].query == {"force": ["1"], "v": ["1"]}


def test_forced_removal_of_nothing(fake: FakeEngine, run: Runner) -> None:
    fake.on("DELETE", "/containers/c", status=404, json={"message": "No such container: c"})
    assert run("rm", "-f", "c") == (0, "", "Error response from daemon: No such container: c\n")
    assert run("rm", "c") == (1, "", "Error response from daemon: No such container: c\n")


def test_rm_of_no_name(run: Runner) -> None:
    assert run("rm", "/") == (1, "", "container name cannot be empty\n")


def test_rename(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/a/rename", status=204)
    assert run("rename", "a", " b ") == (0, "", "")
    assert fake.requests[0].query == {"name": ["b"]}


def test_rename_failures(fake: FakeEngine, run: Runner) -> None:
    assert run("rename", "", "b") == (1, "", "Error: Neither old nor new names may be empty\n")
    fake.on("POST", "/containers/a/rename", status=404, json={"message": "No such container: a"})
    want = "Error response from daemon: No such container: a\nError: failed to rename container named a\n"
    assert run("rename", "a", "b") == (1, "", want)


def test_top(fake: FakeEngine, run: Runner) -> None:
    fake.on("GET", "/containers/c/top", json={"Titles": ["PID", "CMD"], "Processes": [["1", "sh"]]})
    assert run("top", "c", "-o", "pid") == (0, f"{'PID':20}CMD\n{'1':20}sh\n", "")
    assert fake.requests[0].query == {"ps_args": ["-o pid"]}


def _published(fake: FakeEngine) -> None:
    ports = {
        "443/tcp": [{"HostIp": "0.0.0.0", "HostPort": "1"}],
        "80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "2"}, {"HostIp": "::", "HostPort": "2"}],
        "53/udp": None,
    }
    fake.on("GET", "/containers/c/json", json={"NetworkSettings": {"Ports": ports}})


@pytest.mark.parametrize(
    ("argv", "code", "stdout", "stderr"),
    [
        ((), 0, "80/tcp -> 0.0.0.0:2\n80/tcp -> [::]:2\n443/tcp -> 0.0.0.0:1\n", ""),
        (("80",), 0, "0.0.0.0:2\n[::]:2\n", ""),
        (("80/udp",), 1, "", "Error: No public port '80/udp' published for c\n"),
        (("53/udp",), 1, "", "Error: No public port '53/udp' published for c\n"),
        (("x",), 1, "", 'Error: invalid port (x): strconv.ParseUint: parsing "x": invalid syntax\n'),
    ],
)
def test_port(fake: FakeEngine, run: Runner, argv: tuple[str, ...], code: int, stdout: str, stderr: str) -> None:
    _published(fake)
    assert run("port", "c", *argv) == (code, stdout, stderr)


def test_update(fake: FakeEngine, run: Runner) -> None:
    fake.on("POST", "/containers/a/update", json={"Warnings": ["careful"]})
    fake.on("POST", "/containers/b/update", status=404, json={"message": "No such container: b"})
    result = run("update", "-m", "64m", "--memory-swap", "-1", "--restart", "on-failure:3", "a", "b")
    assert result == (1, "a\ncareful\n", "Error response from daemon: No such container: b\n")
    body = fake.requests[0].json
    assert (body["Memory"], body["MemorySwap"], body["PidsLimit"]) == (64 << 20, -1, None)
    assert body["RestartPolicy"] == {"Name": "on-failure", "MaximumRetryCount": 3}


def test_update_of_nothing(run: Runner) -> None:
    assert run("update", "c") == (1, "", "you must provide one or more flags when using this command\n")
