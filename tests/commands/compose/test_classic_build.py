"""``compose build`` where the engine has no BuildKit, or where it is not wanted."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine

TEXT = "services: {a: {build: ., image: i:a}, b: {build: ., image: i:b}}\n"
DONE = b'{"aux":{"ID":"sha256:1"}}\n{"stream":"Successfully built 1\\n"}\n'


def _prepare(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    (run.cwd / "Dockerfile").write_text("FROM scratch\n")
    fake.may("POST", "/build", body=DONE)


def test_several_builds_tell_once_that_there_is_no_buildkit(run: Runner, fake: FakeEngine) -> None:
    _prepare(run, fake)
    fake.ping = {"Api-Version": "1.44", "Ostype": "linux"}
    fake.may("POST", "/grpc", status=404, json={"message": "page not found"})
    done = run("compose", "build")
    assert done.exit_code == 0, done
    assert done.stderr.count("has no BuildKit") == 1
    assert done.stderr.endswith(" i:a  Built\n i:b  Built\n")
    assert [r.query["t"] for r in fake.requests if r.path == "/build"] == [["i:a"], ["i:b"]]
    assert [r.path for r in fake.requests].count("/grpc") == 1


def test_docker_buildkit_0_asks_for_the_classic_builder(run: Runner, fake: FakeEngine) -> None:
    _prepare(run, fake)
    done = run("compose", "build", "a", environ={"DOCKER_BUILDKIT": "0"})
    assert (done.exit_code, done.stderr) == (0, " i:a  Built\n")
    assert "/grpc" not in [r.path for r in fake.requests]
