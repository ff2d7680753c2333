"""Starting a project's containers."""

from __future__ import annotations

import io
import tarfile
from typing import Any

import pytest

from pydock.compose.model.project import Project
from pydock.compose.observe import Container
from pydock.compose.start import Starter, healthy
from pydock.engine.api import Engine
from pydock.errors import PydockError
from tests.compose.making import Shown, container
from tests.compose.model.making import project
from tests.support.engine import Answer, FakeEngine


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pydock.compose.start.time.sleep", lambda _seconds: None)


def starter(engine: Engine, found: Project, shown: Shown, *containers: Container, **more: Any) -> Starter:
    live: dict[str, list[Container]] = {}
    for item in containers:
        live.setdefault(item.service, []).append(item)
    warnings: list[str] = more.pop("warnings", [])
    return Starter(engine, found, live, shown.report, warnings.append, **more)


def states(*found: dict[str, Any]) -> list[Answer]:
    return [Answer(200, {"State": state}) for state in found]


def test_dependencies_first_and_what_runs_stays(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    found = project("services: {a: {image: i, depends_on: [b]}, b: {image: i}, c: {image: i}}")
    for name in ("a", "b"):
        fake.on("POST", f"/containers/{name}-1/start", status=204)
    begun: list[str] = []
    stopped = [container(name, State="created") for name in ("a", "b")]
    starter(engine, found, shown, *stopped, container("c"), on_start=lambda c: begun.append(c.id), parallel=1).run()
    assert [request.path for request in fake.requests] == ["/containers/b-1/start", "/containers/a-1/start"]
    assert begun == ["b-1", "a-1"]
    assert shown.lines == [f"Container p-{name}-1  {word}" for name in "ba" for word in ("Starting", "Started")]
    assert all(item.running for item in stopped)


def test_a_rehearsal_starts_nothing(engine: Engine, shown: Shown) -> None:
    starter(engine, project("services: {a: {image: i}}"), shown, container("a", State="created"), dry_run=True).run()
    assert shown.lines == ["Container p-a-1  Starting", "Container p-a-1  Started"]


def test_a_service_without_a_container(engine: Engine, shown: Shown) -> None:
    with pytest.raises(PydockError, match=r'^service "a" has no container to start$'):
        starter(engine, project("services: {a: {image: i}}"), shown).run()
    starter(engine, project("services: {a: {image: i, scale: 0}}"), shown).run()


def test_a_dependency_is_waited_for_until_it_is_healthy(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    found = project("services: {a: {image: i, depends_on: {b: {condition: service_healthy}}}, b: {image: i}}")
    fake.on("GET", "/containers/b-1/json", states(
        {"Status": "running", "Health": {"Status": "starting"}}, {"Status": "running", "Health": {"Status": "healthy"}},
    ))  # fmt: skip
    fake.on("POST", "/containers/a-1/start", status=204)
    starter(engine, found, shown, container("a", State="created"), container("b")).run()
    assert shown.lines == [
        "Container p-b-1  Waiting", "Container p-b-1  Healthy", "Container p-a-1  Starting", "Container p-a-1  Started",
    ]  # fmt: skip
    assert fake.requests[-1].path == "/containers/a-1/start"


@pytest.mark.parametrize(
    ("condition", "state", "message", "told"),
    [
        ("service_healthy", {"Status": "exited", "ExitCode": 3},
         "dependency failed to start: container p-b-1 exited (3)", "Error"),
        ("service_healthy", {"Status": "running", "Health": {"Status": "unhealthy"}},
         "dependency failed to start: container p-b-1 is unhealthy", "Error"),
        ("service_healthy", {"Status": "running"},
         "dependency failed to start: container p-b-1 has no healthcheck configured", "Error"),
        ("service_completed_successfully", {"Status": "exited", "ExitCode": 1},
         'service "b" didn\'t complete successfully: exit 1', 'service "b" didn\'t complete successfully: exit 1'),
    ],
)  # fmt: skip
def test_a_dependency_that_fails(
    engine: Engine, fake: FakeEngine, shown: Shown, condition: str, state: dict[str, Any], message: str, told: str
) -> None:
    link = f"{{condition: {condition}}}"
    found = project(f"services: {{a: {{image: i, depends_on: {{b: {link}}}}}, b: {{image: i}}}}")
    fake.on("GET", "/containers/b-1/json", json={"State": state})
    with pytest.raises(PydockError) as caught:
        starter(engine, found, shown, container("a", State="created"), container("b")).run()
    assert caught.value.message == message
    assert shown.lines[-1] == f"Container p-b-1  {told}"


def test_an_optional_dependency_may_fail(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    link = "{condition: service_completed_successfully, required: false}"
    found = project(f"services: {{a: {{image: i, depends_on: {{b: {link}}}}}, b: {{image: i}}}}")
    fake.on("GET", "/containers/b-1/json", json={"State": {"Status": "exited", "ExitCode": 1}})
    fake.on("POST", "/containers/a-1/start", status=204)
    warnings: list[str] = []
    starter(engine, found, shown, container("a", State="created"), container("b"), warnings=warnings).run()
    assert warnings == ['optional dependency "b" didn\'t complete successfully: exit 1']


def test_waiting_has_a_bound(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    found = project("services: {a: {image: i, depends_on: {b: {condition: service_healthy}}}, b: {image: i}}")
    fake.on("GET", "/containers/b-1/json", json={"State": {"Status": "running", "Health": {"Status": "starting"}}})
    with pytest.raises(PydockError, match=r"timeout waiting for dependencies$"):
        starter(engine, found, shown, container("a", State="created"), container("b"), deadline=0.0).run()


def test_secrets_and_configs_that_are_no_files_are_copied_in(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    text = """\
services:
  a: {image: i, secrets: [{source: s, mode: 0400, uid: "5"}], configs: [{source: c, target: /etc/c}, f]}
secrets: {s: {environment: S}}
configs: {c: {content: "hello"}, f: {file: ./f}}
"""
    fake.on("PUT", "/containers/a-1/archive")
    fake.on("POST", "/containers/a-1/start", status=204)
    starter(engine, project(text, environ={"S": "hidden"}), shown, container("a", State="created")).run()
    found = []
    for request in fake.of("PUT", "/containers/a-1/archive"):
        with tarfile.open(fileobj=io.BytesIO(request.body)) as archive:
            for entry in archive:
                content = archive.extractfile(entry)
                assert content is not None
                found.append((entry.name, content.read(), entry.mode, entry.uid))
    assert found == [("/run/secrets/s", b"hidden", 0o400, 5), ("/etc/c", b"hello", 0o444, 0)]
    assert fake.requests[-1].path == "/containers/a-1/start"


def test_a_secrets_variable_must_be_set(engine: Engine, shown: Shown) -> None:
    found = project("services: {a: {image: i, secrets: [s]}}\nsecrets: {s: {environment: S}}")
    with pytest.raises(PydockError, match=r'^environment variable "S" required by file "s" is not set$'):
        starter(engine, found, shown, container("a", State="created")).run()


@pytest.mark.parametrize(("code", "fine"), [(0, True), (4, False)])
def test_hooks_run_after_the_start(engine: Engine, fake: FakeEngine, shown: Shown, code: int, fine: bool) -> None:
    hook = "{command: [x, y], user: u, environment: {B: '1', A: }}"
    found = project(f"services: {{a: {{image: i, post_start: [{hook}]}}}}")
    fake.on("POST", "/containers/a-1/start", status=204)
    fake.on("POST", "/containers/a-1/exec", status=201, json={"Id": "e"})
    fake.on("POST", "/exec/e/start")
    fake.on("GET", "/exec/e/json", [Answer(200, {"Running": True}), Answer(200, {"Running": False, "ExitCode": code})])
    worker = starter(engine, found, shown, container("a", State="created"))
    if fine:
        worker.run()
    else:
        with pytest.raises(PydockError, match=r"^a hook exited with status 4$"):
            worker.run()
    made = fake.of("POST", "/containers/a-1/exec")[0].json
    assert (made["Cmd"], made["User"], made["Env"]) == (["x", "y"], "u", ["A", "B=1"])


def test_health() -> None:
    web = container("web")
    assert healthy(web, {"Status": "running", "Health": {"Status": "healthy"}})
    assert not healthy(web, {"Status": "running", "Health": {"Status": "starting"}})
