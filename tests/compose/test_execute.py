"""Carrying out a plan."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose import labels
from pydock.compose.execute import Executor
from pydock.compose.model.project import Project
from pydock.compose.observe import Container, Observed
from pydock.compose.oneoff import create_oneoff
from pydock.compose.plan import CONFIGURATION, CREATE, KEEP, RECREATE, REMOVE, Step
from pydock.engine.api import Engine
from pydock.errors import ConfigError
from tests.compose.making import Shown, container
from tests.compose.model.making import project
from tests.support.engine import FakeEngine

PLAIN = "services: {a: {image: i}}"


def executor(engine: Engine, shown: Shown, found: Project, *containers: Container, **more: Any) -> Executor:
    warnings: list[str] = more.pop("warnings", [])
    return Executor(engine, found, Observed(containers, [], []), shown.report, warnings.append, **more)


def step(action: str, service: str, number: int = 1, **more: Any) -> Step:
    title = f"p-{service}-{number}"
    return Step(title, action, "container", title, service, number=number, **more)


def made(fake: FakeEngine, name: str, identity: str = "new", **detail: Any) -> None:
    """The engine makes a container, which is then inspected."""
    fake.on("POST", "/containers/create", status=201, json={"Id": identity, "Warnings": []})
    marks = {labels.SERVICE: name.split("-")[-2], labels.NUMBER: name.split("-")[-1], labels.PROJECT: "p"}
    whole = {"Id": identity, "Name": f"/{name}", "State": {"Status": "created"}, "Config": {"Labels": marks}, **detail}
    fake.on("GET", f"/containers/{identity}/json", json=whole)


def test_a_container_is_made(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    made(fake, "p-a-1")
    worker = executor(engine, shown, project(PLAIN), images={"a": "sha256:1"})
    worker.run([step(CREATE, "a")])
    request = fake.of("POST", "/containers/create")[0]
    assert request.query == {"name": ["p-a-1"]}
    assert request.json["Image"] == "i"
    assert request.json["Labels"][labels.NUMBER] == "1"
    assert request.json["Labels"][labels.IMAGE] == "sha256:1"
    assert shown.lines == ["Container p-a-1  Creating", "Container p-a-1  Created"]
    assert [c.id for c in worker.live["a"]] == ["new"]


def test_warnings_of_the_engine_are_told(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    made(fake, "p-a-1")
    fake.on("POST", "/containers/create", status=201, json={"Id": "new", "Warnings": ["no swap"]})
    warnings: list[str] = []
    executor(engine, shown, project(PLAIN), warnings=warnings).run([step(CREATE, "a")])
    assert warnings == ["no swap"]


def test_what_runs_already_is_told_and_what_is_stopped_is_not(engine: Engine, shown: Shown) -> None:
    running, stopped = container("a", 1), container("a", 2, State="exited")
    worker = executor(engine, shown, project(PLAIN), running, stopped)
    worker.run([step(KEEP, "a", container=running), step(KEEP, "a", 2, container=stopped)])
    assert shown.lines == ["Container p-a-1  Running"]


def test_a_container_gives_way_to_its_successor(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    old = container("a", Id="0123456789abcdef")
    fake.on("GET", "/containers/0123456789abcdef/json", json={"Id": old.id, "Mounts": []})
    fake.on("GET", "/images/i/json", json={"Id": "1"})
    made(fake, "0123456789ab_p-a-1")
    fake.on("POST", f"/containers/{old.id}/stop", status=204)
    fake.on("DELETE", f"/containers/{old.id}", status=204)
    fake.on("POST", "/containers/0123456789ab_p-a-1/rename", status=204)
    worker = executor(engine, shown, project(PLAIN), old, timeout=7)
    worker.run([step(RECREATE, "a", container=old)])
    request = fake.of("POST", "/containers/create")[0]
    assert request.query == {"name": ["0123456789ab_p-a-1"]}
    assert request.json["Labels"][labels.REPLACE] == "a-1"
    assert fake.of("POST", f"/containers/{old.id}/stop")[0].query == {"t": ["7"]}
    assert fake.requests[-1].query == {"name": ["p-a-1"]}
    assert shown.lines == ["Container p-a-1  Recreate", "Container p-a-1  Recreated"]
    assert [(c.id, c.name) for c in worker.live["a"]] == [("new", "p-a-1")]


def test_services_that_restart_with_it_are_stopped(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    link = "{condition: service_started, restart: true}"
    found = project(
        f"services: {{a: {{image: i}}, b: {{image: i, depends_on: {{a: {link}}}}}, c: {{image: i, depends_on: [a]}}}}"
    )
    old = container("a")
    worker = executor(engine, shown, found, old, container("b"), container("c"), dry_run=True)
    worker.run([step(RECREATE, "a", container=old)])
    assert shown.lines == [
        "Container p-b-1  Stopping", "Container p-b-1  Stopped",
        "Container p-a-1  Recreate", "Container p-a-1  Recreated",
    ]  # fmt: skip


def test_surplus_containers_go(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    extra = container("a", 2)
    fake.on("POST", "/containers/a-2/stop", status=204)
    fake.on("DELETE", "/containers/a-2", status=204)
    worker = executor(engine, shown, project(PLAIN), container("a"), extra)
    worker.run([step(REMOVE, "a", 2, container=extra)])
    assert shown.lines == [f"Container p-a-2  {word}" for word in ("Stopping", "Stopped", "Removing", "Removed")]
    assert [c.id for c in worker.live["a"]] == ["a-1"]


NETWORKED = "services: {a: {image: i, networks: [n]}}\nnetworks: {n: {driver: x}}"


def test_networks(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    fake.on("POST", "/networks/create", status=201, json={"Id": "1"})
    worker = executor(engine, shown, project(NETWORKED))
    worker.run([Step("network n", CREATE, "network", "p_n", "n")])
    assert (fake.requests[0].json["Name"], fake.requests[0].json["Driver"]) == ("p_n", "x")
    assert shown.lines == ["Network p_n  Creating", "Network p_n  Created"]


def test_a_network_that_changed_lets_its_containers_go_and_takes_them_back(
    engine: Engine, fake: FakeEngine, shown: Shown
) -> None:
    fake.on("POST", "/containers/a-1/stop", status=204)
    fake.on("POST", "/networks/p_n/disconnect")
    fake.on("DELETE", "/networks/p_n", status=204)
    fake.on("POST", "/networks/create", status=201, json={"Id": "1"})
    fake.on("POST", "/networks/p_n/connect")
    worker = executor(engine, shown, project(NETWORKED), container("a"))
    worker.run([Step("network n", RECREATE, "network", "p_n", "n")])
    assert [request.path for request in fake.requests] == [
        "/containers/a-1/stop", "/networks/p_n/disconnect", "/networks/p_n", "/networks/create",
        "/networks/p_n/connect",
    ]  # fmt: skip
    assert fake.requests[-1].json["EndpointConfig"]["Aliases"][:1] == ["p-a-1"]
    assert shown.lines[2:] == ["Network p_n  Removed", "Network p_n  Creating", "Network p_n  Created"]


VOLUMED = "services: {a: {image: i, volumes: ['data:/d']}}\nvolumes: {data: }"
CHANGED = Step("volume data", RECREATE, "volume", "p_data", "data")


def test_volumes(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    fake.on("POST", "/volumes/create", status=201, json={})
    executor(engine, shown, project(VOLUMED)).run([CHANGED._replace(action=CREATE)])
    assert fake.requests[0].json["Name"] == "p_data"


@pytest.mark.parametrize("answer", [None, False])
def test_no_data_is_lost_without_a_yes(engine: Engine, shown: Shown, answer: bool | None) -> None:
    asked: list[str] = []

    def confirm(question: str) -> bool:
        asked.append(question)
        return False

    worker = executor(engine, shown, project(VOLUMED), container("a"), confirm=None if answer is None else confirm)
    worker.run([CHANGED])
    assert shown.lines == []
    if answer is not None:
        assert asked == [
            'Volume "p_data" exists but doesn\'t match configuration in compose file. Recreate (data will be lost)?'
        ]


def test_containers_go_with_their_volume_and_come_back(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    mine = container("a")
    fake.on("POST", "/containers/a-1/stop", status=204)
    fake.on("DELETE", "/containers/a-1", status=204)
    fake.on("DELETE", "/volumes/p_data", status=204)
    fake.on("POST", "/volumes/create", status=201, json={})
    made(fake, "p-a-1")
    worker = executor(engine, shown, project(VOLUMED), mine, confirm=lambda _question: True)
    worker.run([CHANGED, step(KEEP, "a", container=mine, after=("volume data",))])
    assert fake.of("DELETE", "/volumes/p_data")[0].query == {"force": ["1"]}
    assert shown.lines[-2:] == ["Container p-a-1  Creating", "Container p-a-1  Created"]
    assert [c.id for c in worker.live["a"]] == ["new"]


def test_a_rehearsal_changes_nothing(engine: Engine, shown: Shown) -> None:
    worker = executor(engine, shown, project(VOLUMED), dry_run=True, confirm=lambda _question: True)
    worker.run([Step("n", CREATE, "network", "p_n", "n"), CHANGED, step(CREATE, "a", 2)])
    assert sorted(shown.lines) == [
        "Container p-a-2  Created", "Container p-a-2  Creating", "Network p_n  Created", "Network p_n  Creating",
        "Volume p_data  Created", "Volume p_data  Creating",
    ]  # fmt: skip
    assert [(c.name, c.number) for c in worker.live["a"]] == [("p-a-2", 2)]


TWO = "services: {a: {image: i, networks: {m: , n: {priority: 1}}}}\nnetworks: {m: , n: }"


@pytest.mark.parametrize(("version", "late"), [("1.43", ["p_m"]), ("1.44", [])])
def test_old_engines_get_one_network_at_first(
    fake: FakeEngine, shown: Shown, version: str, late: list[str], engine: Engine
) -> None:
    fake.ping = {**fake.ping, "Api-Version": version}
    made(fake, "p-a-1")
    for network in late:
        fake.on("POST", f"/networks/{network}/connect")
    executor(engine, shown, project(TWO)).run([step(CREATE, "a")])
    first = fake.of("POST", "/containers/create")[0].json["NetworkingConfig"]["EndpointsConfig"]
    assert sorted(first) == (["p_n"] if late else ["p_m", "p_n"])


def test_links_name_every_container(engine: Engine, shown: Shown) -> None:
    found = project("services: {a: {image: i, links: ['b:x'], external_links: [y, 'z:w']}, b: {image: i}}")
    worker = executor(engine, shown, found, container("b", 1), container("b", 2))
    assert worker.links("a", found.services["a"]) == [
        "p-b-1:x", "p-b-1:b-1", "p-b-1:p-b-1", "p-b-2:x", "p-b-2:b-2", "p-b-2:p-b-2", "y:y", "z:w",
    ]  # fmt: skip


def test_a_shared_namespace_needs_a_container(engine: Engine, shown: Shown) -> None:
    worker = executor(engine, shown, project(PLAIN), container("a", 2), container("a", 1))
    assert worker.first_id("a") == "a-1"
    with pytest.raises(ConfigError, match=r"^cannot share namespace with service b: container missing$"):
        worker.first_id("b")


def test_reasons_in_detail(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    old = container("a")
    worker = executor(engine, shown, project(PLAIN), old)
    assert worker.detailed(step(RECREATE, "a", container=old, reasons=("forced",))) == ["forced"]
    fake.on("GET", "/containers/a-1/json", json={
        "Id": "a-1", "Image": "1", "Config": {"Image": "old", "Labels": {}, "Env": []}, "HostConfig": {}, "Mounts": [],
        "NetworkSettings": {"Networks": {}},
    })  # fmt: skip
    fake.on("GET", "/images/1/json", json={"Id": "1", "Config": {}})
    found = worker.detailed(step(RECREATE, "a", container=old, reasons=("forced", CONFIGURATION)))
    assert found[0] == "forced"
    assert CONFIGURATION not in found
    assert any("old" in reason for reason in found)


def test_a_container_of_run_does_not_count(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    made(fake, "p-a-1")
    worker = executor(engine, shown, project(PLAIN))
    create_oneoff(worker, "a", title="", remove=True, use_aliases=False, stdin=True)
    request = fake.of("POST", "/containers/create")[0]
    body = request.json
    assert request.query["name"][0] == f"p-a-run-{body['Labels'][labels.SLUG][:12]}"
    assert (body["Labels"][labels.ONEOFF], labels.NUMBER in body["Labels"]) == ("True", False)
    assert (body["HostConfig"]["AutoRemove"], body["AttachStdin"]) == (True, True)
    assert worker.live["a"] == []
    create_oneoff(worker, "a", title="mine", remove=False, use_aliases=True, stdin=False)
    assert fake.of("POST", "/containers/create")[1].query["name"] == ["mine"]
