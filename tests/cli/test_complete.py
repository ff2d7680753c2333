"""What completion offers: from the tree, from the commands' flags, and live from an engine."""

from __future__ import annotations

import time

import pytest

from tests.support.command import Runner
from tests.support.engine import STALL, Answer, FakeEngine


def offers(run: Runner, *words: str) -> tuple[list[str], str]:
    """(candidates without descriptions, directive)."""
    *lines, directive = run("__complete", *words).stdout.splitlines()
    return [line.partition("\t")[0] for line in lines], directive


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("ren",), ["rename"]),
        (("container", "ren"), ["rename"]),
        (("network", "p"), ["prune"]),
        (("--log-level", "w"), ["warn"]),
        (("--color", ""), ["auto", "always", "never"]),
        (("--tlsv",), ["--tlsverify"]),
        (("rmi", "--no-p"), ["--no-prune"]),
        (("run", "--pull", ""), ["always", "missing", "never"]),
        (("run", "--pull=n"), ["never"]),
        (("run", "--restart", "un"), ["unless-stopped"]),
        (("run", "--attach", ""), ["stderr", "stdin", "stdout"]),
        (("run", "--cap-drop", "CAP_AUDIT_R"), ["CAP_AUDIT_READ"]),
        (("create", "--log-opt", "max-f"), ["max-file="]),
        (("create", "--uts", ""), ["host"]),
        (("service", "update", "--update-failure-action", ""), ["continue", "pause", "rollback"]),
        (("container", "--h"), ["--help"]),
        (("completion", ""), []),
        (("events", "--filter", "n"), ["network=", "node="]),
        (("events", "--filter", "type=se"), ["type=secret", "type=service"]),
        (("events", "--filter=scope="), ["scope=local", "scope=swarm"]),
        (("ps", "-f", "status=r"), ["status=removing", "status=restarting", "status=running"]),
        (("volume", "prune", "--filter", "label"), ["label=", "label!="]),
        (("kill", "-s", "SIGT"), ["SIGTERM", "SIGTRAP", "SIGTSTP", "SIGTTIN", "SIGTTOU"]),
        (("run", "--stop-signal", "RTMIN+15"), ["RTMIN+15"]),
    ],
)
def test_static_words(run: Runner, words: tuple[str, ...], expected: list[str]) -> None:
    assert offers(run, *words)[0] == expected


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        (("run", "--ip", ""), ":4"),
        (("run", "--env-file", ""), ":0"),
        (("service", "create", "--hostname", ""), ":4"),
        (("network", "create", ""), ":4"),
        (("secret", "create", ""), ":4"),
        (("secret", "create", "name", ""), ":0"),
        (("login", ""), ":4"),
    ],
)
def test_files_only_where_files_go(run: Runner, words: tuple[str, ...], directive: str) -> None:
    assert offers(run, *words) == ([], directive)


def test_live_names_in_a_filter(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", Answer(json=[{"Names": ["/web"], "Image": "nginx", "Status": "Up"}]))
    fake.on("GET", "/info", Answer(json={"Name": "host", "ID": "A:B"}))
    fake.on("GET", "/nodes", Answer(json=[{"Description": {"Hostname": "host"}, "Spec": {"Role": "manager"}}]))
    fake.on("GET", "/images/json", Answer(json=[{"RepoTags": ["a:1"]}]))
    assert offers(run, "events", "--filter", "container=") == (["container=web"], ":4")
    assert offers(run, "events", "--filter", "daemon=") == (["daemon=host", "daemon=A:B"], ":4")
    assert offers(run, "events", "--filter", "node=") == (["node=host"], ":4")
    assert offers(run, "events", "--filter", "")[1] == ":2"
    assert offers(run, "service", "update", "--image", "a") == (["a:1"], ":4")


def test_containers_by_state(run: Runner, fake: FakeEngine) -> None:
    listed = [{"Names": ["/web", "/other/web"], "Image": "nginx", "Status": "Up 2 hours"}]
    fake.on("GET", "/containers/json", Answer(json=listed))
    result = run("__complete", "stop", "")
    assert result.stdout == "web\tnginx (Up 2 hours)\n:4\n"
    assert fake.requests[-1].query["filters"] == ['{"status": {"running": true, "paused": true, "restarting": true}}']
    assert offers(run, "stop", "web", "") == ([], ":4")


def test_networks_of_a_flag_and_images_of_an_argument(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/networks", Answer(json=[{"Name": "front", "Driver": "bridge"}]))
    fake.on("GET", "/images/json", Answer(json=[{"RepoTags": ["a:1", "<none>:<none>"]}, {"RepoTags": None}]))
    assert offers(run, "run", "--network", "f") == (["front"], ":4")
    assert offers(run, "run", "--rm", "")[0] == ["a:1"]


def test_a_value_that_goes_on_has_no_space_after_it(run: Runner) -> None:
    assert offers(run, "run", "--ulimit", "nof") == (["nofile="], ":2")


def test_the_names_of_variables(run: Runner) -> None:
    assert offers(run, "run", "-e", "HOM")[0] == ["HOME"]


def test_another_container_to_share_with(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", json=[{"Names": ["/web"], "Image": "i", "Status": "Up"}])
    assert offers(run, "run", "--pid", "") == (["host", "container:web"], ":4")


def test_words_of_the_containers_own_command_are_files(run: Runner) -> None:
    assert offers(run, "run", "img", "--pu") == ([], ":0")


@pytest.mark.parametrize("words", [("load", "-i", ""), ("save", "-o", ""), ("cp", ""), ("import", "")])
def test_paths_are_the_shells_own_work(run: Runner, words: tuple[str, ...]) -> None:
    assert run("__complete", *words).stdout == ":0\n"


def test_platforms_of_a_flag(run: Runner) -> None:
    assert "linux/arm64\n" in run("__complete", "pull", "--platform", "").stdout


def test_an_engine_that_does_not_answer_gives_nothing_quietly(run: Runner, fake: FakeEngine) -> None:
    fake.on("GET", "/containers/json", Answer(chunks=[STALL]))
    begun = time.monotonic()
    result = run("__complete", "stop", "")
    assert (result.stdout, result.stderr) == (":4\n", "")
    assert time.monotonic() - begun < 30


def test_no_engine_gives_nothing_quietly(run: Runner) -> None:
    result = run("__complete", "stop", "", environ={"DOCKER_HOST": "unix:///nosuch.sock"})
    assert (result.exit_code, result.stdout, result.stderr) == (0, ":4\n", "")


def test_contexts(run: Runner) -> None:
    for verb in ("use", "inspect", "rm"):
        assert offers(run, "context", verb, "d") == (["default"], ":4")
