"""``pydock compose pull``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine, Request

TEXT = """\
services:
  a: {image: one}
  b: {image: "two:2", depends_on: [c]}
  c: {image: one}
  d: {build: .}
  e: {image: three, build: .}
  f: {image: four, pull_policy: never}
"""


def _registry(request: Request) -> Answer:
    image = request.query["fromImage"][0]
    if image == "three":
        return Answer(404, {"message": "no three"})
    layer = {"id": "l1", "status": "Pull complete"}
    return Answer(chunks=[{"id": "latest", "status": "Pulling from one"}, layer, layer])


def _pulled(fake: FakeEngine) -> list[str]:
    return sorted(f"{r.query['fromImage'][0]}:{r.query['tag'][0]}" for r in fake.of("POST", "/images/create"))


def test_each_image_once_and_what_cannot_be_pulled_is_skipped(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    fake.on("POST", "/images/create", _registry)
    done = run("compose", "pull")
    assert done.exit_code == 0
    assert _pulled(fake) == ["one:latest", "three:latest", "two:2"]
    lines = done.stderr.splitlines()
    told = {" d Skipped - No image to be pulled", " f Skipped ", " a Pulling ", " a Pulled ", " e Warning no three"}
    assert told <= set(lines)
    assert lines.count(" l1 Pull complete ") == 2  # once for each image, however often it is told


def test_named_services_alone_or_with_what_they_need(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    fake.on("POST", "/images/create", _registry)
    run("compose", "pull", "-q", "b")
    assert _pulled(fake) == ["two:2"]
    run("compose", "pull", "-q", "--include-deps", "b")
    assert _pulled(fake) == ["one:latest", "two:2", "two:2"]


def test_only_what_is_missing(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text("services: {a: {image: here}, b: {image: gone}}\n")
    fake.on("GET", "/images/here/json", json={"Id": "sha256:1"})
    fake.on("GET", "/images/gone/json", status=404, json={"message": "none"})
    fake.on("POST", "/images/create", _registry)
    done = run("compose", "pull", "--policy", "missing")
    assert _pulled(fake) == ["gone:latest"]
    assert " a Skipped - Image is already present locally\n" in done.stderr


def test_a_failure_ends_it_unless_it_is_to_be_ignored(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text("services: {a: {image: three}}\n")
    fake.on("POST", "/images/create", _registry)
    done = run("compose", "pull")
    assert (done.exit_code, " a Error no three\n" in done.stderr) == (1, True)
    done = run("compose", "pull", "--ignore-pull-failures")
    assert (done.exit_code, " a Warning no three\n" in done.stderr) == (0, True)


def test_what_can_be_built_may_be_left_out(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    assert " e Skipped - Image can be built\n" in run("compose", "pull", "--ignore-buildable", "e").stderr
    assert run("compose", "pull", "--policy", "odd").stderr == 'invalid --policy option "odd"\n'
    assert " a Pulled \n" in run("compose", "--dry-run", "pull", "a").stderr
    assert fake.requests == []
