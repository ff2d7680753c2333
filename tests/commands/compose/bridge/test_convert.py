"""``pydock compose bridge convert``."""

from __future__ import annotations

from pathlib import Path

from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine, Request

TEXT = "name: shop\nservices: {web: {image: nginx}}\n"


class Transformation:
    """A container that reads ``/in`` and writes to ``/out``, on this machine's own folders."""

    def __init__(self, fake: FakeEngine, *, status: int = 0) -> None:
        self.bodies: list[dict[str, object]] = []
        self.given: list[str] = []
        self.mounts: dict[str, Path] = {}
        fake.on("POST", "/containers/create", self._create)
        fake.on("POST", "/containers/t1/start", self._start)
        fake.on("POST", "/containers/t1/wait", json={"StatusCode": status})
        fake.on("DELETE", "/containers/t1", status=204)

    def _create(self, request: Request) -> Answer:
        body = request.json
        self.bodies.append(body)
        pairs = (bind.rsplit(":", 1) for bind in body["HostConfig"]["Binds"])
        self.mounts = {inside: Path(outside) for outside, inside in pairs}
        return Answer(201, {"Id": "t1"})

    def _start(self, request: Request) -> Answer:
        self.given.append((self.mounts["/in"] / "compose.yaml").read_text())
        (self.mounts["/out"] / "result.yaml").write_text("made\n")
        return Answer(204)


def test_the_image_gets_the_application_and_writes_the_result(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    made = Transformation(fake)
    assert run("compose", "bridge", "convert") == (0, "", "")
    assert made.bodies[0]["Image"] == "docker/compose-bridge-kubernetes"
    assert made.given[0] == run("compose", "config").stdout
    assert (run.cwd / "out" / "result.yaml").read_text() == "made\n"
    assert not made.mounts["/in"].exists()
    assert fake.of("DELETE", "/containers/t1")[0].query == {"force": ["1"]}


def test_folders_and_images_of_ones_own(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    made = Transformation(fake)
    flags = ["-o", "k8s", "--templates", "mine", "-t", "one", "-t", "two"]
    assert run("compose", "bridge", "convert", *flags).exit_code == 0
    assert [body["Image"] for body in made.bodies] == ["one", "two"]
    assert (made.mounts["/out"], made.mounts["/templates"]) == (run.cwd / "k8s", run.cwd / "mine")


def test_a_failure_leaves_no_container(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    Transformation(fake, status=4)
    done = run("compose", "bridge", "convert", "-t", "one", "-t", "two")
    assert done == (1, "", "transformation one failed: exit status 4\n")
    assert len(fake.of("DELETE", "/containers/t1")) == 1


def test_dry_run_does_nothing(run: Runner, fake: FakeEngine) -> None:
    (run.cwd / "compose.yaml").write_text(TEXT)
    assert run("compose", "--dry-run", "bridge", "convert") == (0, "", "")
    assert fake.requests == []
    assert not (run.cwd / "out").exists()
