from __future__ import annotations

import json

import pytest

from pydock.cli import tree
from pydock.cli.lazy import load
from pydock.cli.protect import is_destructive
from pydock.config.contextstore import Context, ContextStore
from tests.support.command import Runner
from tests.support.engine import FakeEngine

HARMLESS = """
    build history import inspect load ls pull push save tag attach commit cp create diff exec export logs port rename
    run start stats top unpause update wait login logout with-login search version info batch completion doctor show
    use annotate connect enable install set df dial-stdio events promote ps deploy services config ca init join
    join-token unlock unlock-key up bake viz generate convert list images publish volumes watch
"""
"""Verbs that take nothing from an engine, or only with a flag that makes them."""
LOCAL = frozenset(("context", "manifest", "registry", "engine"))
PATHS = [path for path in tree.ENTRIES if is_destructive(path)]
FLAGGED = [
    ["compose", "up", "--force-recreate"],
    ["compose", "up", "--remove-orphans"],
    ["compose", "create", "--force-recreate"],
    ["node", "update", "--availability", "drain", "x"],
    ["service", "update", "--force", "x"],
    ["service", "update", "--replicas", "0", "x"],
    ["stack", "deploy", "--prune", "-c", "compose.yaml", "x"],
    ["swarm", "ca", "--rotate"],
    ["swarm", "init", "--force-new-cluster"],
    ["swarm", "join-token", "--rotate", "worker"],
    ["swarm", "unlock-key", "--rotate"],
    ["buildx", "prune", "-f"],
    ["buildx", "history", "rm", "x"],
    ["buildx", "rm", "far"],
    ["buildx", "stop", "far"],
]
ENVIRON = {"DOCKER_HOST": "", "DOCKER_CONTEXT": "prod"}


@pytest.fixture
def prod(run: Runner, fake: FakeEngine) -> FakeEngine:
    """The engine of the protected context ``prod``, of a compose file and of a builder."""
    store = ContextStore(str(run.home / ".docker"))
    store.save(Context("prod", {"protected": True}, {"docker": {"Host": fake.host}}))
    (run.cwd / "compose.yaml").write_text('version: "3.8"\nservices: {x: {image: x}}\n')
    builders = run.home / ".docker" / "buildx" / "instances"
    builders.mkdir(parents=True)
    node = {"Name": "far0", "Endpoint": "prod", "Platforms": None, "Flags": None, "DriverOpts": None, "Files": None}
    (builders / "far").write_text(json.dumps({"Name": "far", "Driver": "docker-container", "Nodes": [node]}))
    return fake


def test_every_command_of_the_tree_has_been_judged() -> None:
    rest = [path for path in tree.ENTRIES if path not in PATHS and path.split()[0] not in LOCAL]
    asked_for_the_builder = {"buildx rm", "buildx stop", "buildx prune", "buildx history rm"}
    assert {path for path in rest if path.split()[-1] not in HARMLESS.split()} <= asked_for_the_builder | {
        "buildx history open",
        "buildx history inspect attachment",
        "buildx du",
        "compose bridge transformations create",
    }


@pytest.mark.parametrize("argv", [*([*path.split()] for path in PATHS), *FLAGGED], ids=" ".join)
def test_where_nobody_can_be_asked_it_is_refused(run: Runner, prod: FakeEngine, argv: list[str]) -> None:
    entry = tree.resolve(" ".join(argv))
    words = [] if entry is None else ["x"] * sum(argument.required for argument in load(entry).positionals())
    result = run(*argv, *words, environ=ENVIRON, stdin=b"y\n")
    assert result.exit_code == 1, result.stderr
    assert f"context prod ({prod.host}) is protected: docker {argv[0]}" in result.stderr
    assert "Give --yes, or set PYDOCK_YES=1" in result.stderr
    assert {request.method for request in prod.requests} <= {"GET", "HEAD"}


@pytest.mark.parametrize("argv", [["compose", "--dry-run", "down"], ["compose", "up", "--plan", "--force-recreate"]])
def test_a_rehearsal_asks_nothing(run: Runner, prod: FakeEngine, argv: list[str]) -> None:
    prod.may("GET", "/images/x/json", json={"Id": "sha256:1"})
    for path in ("/containers/json", "/networks", "/images/json"):
        prod.may("GET", path, json=[])
    prod.may("GET", "/volumes", json={})
    assert "is protected" not in run(*argv, environ=ENVIRON).stderr


def test_help_and_mistakes_come_first(run: Runner, prod: FakeEngine) -> None:
    assert run("rm", "c1", "--help", environ=ENVIRON).exit_code == 0
    assert "requires at least 1 argument" in run("rm", environ=ENVIRON).stderr


def test_words_that_look_like_help_are_no_way_around(run: Runner, prod: FakeEngine) -> None:
    assert "is protected" in run("stop", "--signal", "-h", "--", "--help", environ=ENVIRON).stderr


def test_answers_in_advance(run: Runner, prod: FakeEngine) -> None:
    prod.on("DELETE", "/containers/c1", status=204)
    assert run("--yes", "rm", "c1", environ=ENVIRON).stdout == "c1\n"
    assert run("rm", "c1", environ={**ENVIRON, "PYDOCK_YES": "1"}).stdout == "c1\n"
    assert run("rm", "c1").stdout == "c1\n"  # the same engine by DOCKER_HOST is not the context


def test_a_line_of_a_batch_and_an_alias_are_asked_too(run: Runner, prod: FakeEngine) -> None:
    (run.home / ".docker" / "config.json").write_text('{"aliases": {"zap": "rm -f"}}')
    assert "is protected" in run("batch", environ=ENVIRON, stdin=b"rm c1\n").stderr
    assert "is protected" in run("zap", "c1", environ=ENVIRON).stderr
    assert not [request for request in prod.requests if request.method == "DELETE"]
