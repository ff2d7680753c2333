"""Stopping and removing what belongs to a project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pydock.compose.stopping import Stopper
from pydock.engine.api import Engine
from pydock.errors import ConflictError, EngineError
from tests.compose.making import Shown, container
from tests.compose.model.making import project
from tests.support.engine import FakeEngine

CHAIN = "services: {a: {image: i, depends_on: [b]}, b: {image: i, depends_on: [c]}, c: {image: i}}"


@pytest.fixture
def stopper(engine: Engine, shown: Shown) -> Stopper:
    return Stopper(engine, project(CHAIN), shown.report, timeout=3)


def test_dependents_go_first_and_strangers_as_well(stopper: Stopper) -> None:
    done: list[str] = []
    everything = [container("c"), container("b", 1), container("b", 2), container("a"), container("stranger")]
    stopper.parallel = 1
    stopper.each(everything, lambda item: done.append(item.id))
    assert [name for name in done if name != "stranger-1"] in (
        ["a-1", "b-1", "b-2", "c-1"],
        ["a-1", "b-2", "b-1", "c-1"],
    )
    assert "stranger-1" in done


def test_stop_then_remove(stopper: Stopper, fake: FakeEngine, shown: Shown) -> None:
    fake.on("POST", "/containers/a-1/stop", status=204)
    fake.on("DELETE", "/containers/a-1", status=204)
    stopper.down(container("a"), volumes=True)
    assert [request.query for request in fake.requests] == [{"t": ["3"]}, {"force": ["1"], "v": ["1"]}]
    assert shown.lines == [f"Container p-a-1  {word}" for word in ("Stopping", "Stopped", "Removing", "Removed")]


def test_what_is_gone_is_no_failure(stopper: Stopper, fake: FakeEngine, shown: Shown) -> None:
    fake.on("POST", "/containers/a-1/stop", status=404, json={"message": "no"})
    fake.on(
        "DELETE", "/containers/a-1", status=409, json={"message": "removal of container a-1 is already in progress"}
    )
    stopper.down(container("a"))
    assert shown.lines[-1] == "Container p-a-1  Removed"
    fake.on("DELETE", "/containers/a-1", status=409, json={"message": "is paused"})
    with pytest.raises(ConflictError, match="is paused"):
        stopper.remove(container("a"))


def test_hooks_run_where_the_container_does(engine: Engine, fake: FakeEngine, shown: Shown) -> None:
    stopper = Stopper(engine, project("services: {a: {image: i, pre_stop: [{command: x}]}}"), shown.report)
    fake.on("POST", "/containers/a-1/exec", status=201, json={"Id": "e"})
    fake.on("POST", "/exec/e/start")
    fake.on("GET", "/exec/e/json", json={"Running": False, "ExitCode": 0})
    fake.on("POST", "/containers/a-1/stop", status=204)
    stopper.stop(container("a", State="exited"))
    assert [request.path for request in fake.requests] == ["/containers/a-1/stop"]
    stopper.stop(container("a"))
    assert [request.path for request in fake.requests][1:] == [
        "/containers/a-1/exec", "/exec/e/start", "/exec/e/json", "/containers/a-1/stop",
    ]  # fmt: skip


def test_a_rehearsal_touches_nothing(engine: Engine, shown: Shown) -> None:
    stopper = Stopper(engine, project(CHAIN), shown.report, dry_run=True)
    stopper.down(container("a"))
    stopper.remove_volume("v")
    stopper.remove_image("i")
    assert shown.lines[-3:] == ["Volume v  Removed", "Image i  Removing", "Image i  Removed"]


def test_a_network(stopper: Stopper, fake: FakeEngine, shown: Shown) -> None:
    fake.on("GET", "/networks", json=[{"Id": "1", "Name": "p_default"}, {"Id": "2", "Name": "p_default_other"}])
    fake.on("GET", "/networks/1", json={"Containers": {}})
    fake.on("DELETE", "/networks/1", status=204)
    stopper.remove_network("default", "p_default")
    assert shown.lines == ["Network p_default  Removing", "Network p_default  Removed"]
    shown.events.clear()
    stopper.remove_network("default", "nosuch")
    assert shown.lines == []


@pytest.mark.parametrize(
    ("containers", "status", "word"),
    [
        ({"x": {}}, 0, "Resource is still in use"),
        ({}, 403, "Resource is still in use"),
        ({}, 409, "Resource is still in use"),
        ({}, 404, "Removed"),
    ],
)
def test_a_network_in_use_stays(
    stopper: Stopper, fake: FakeEngine, shown: Shown, containers: dict[str, object], status: int, word: str
) -> None:
    fake.on("GET", "/networks", json=[{"Id": "1", "Name": "n"}])
    fake.on("GET", "/networks/1", json={"Containers": containers})
    if status:
        fake.on("DELETE", "/networks/1", status=status, json={"message": "x"})
    stopper.remove_network("n", "n")
    assert shown.lines[-1] == f"Network n  {word}"


def test_other_failures_of_a_network_are_raised(stopper: Stopper, fake: FakeEngine) -> None:
    fake.on("GET", "/networks", json=[{"Id": "1", "Name": "n"}])
    fake.on("GET", "/networks/1", json={})
    fake.on("DELETE", "/networks/1", status=500, json={"message": "boom"})
    with pytest.raises(EngineError, match="boom"):
        stopper.remove_network("n", "n")


@pytest.mark.parametrize(
    ("status", "word"),
    [(200, "Removed"), (404, "Warning: No resource found to remove"), (409, "Resource is still in use")],
)
@pytest.mark.parametrize(
    ("path", "title", "remove"),
    [
        ("/volumes/x", "Volume x", lambda stopper: stopper.remove_volume("x")),
        ("/images/x", "Image x", lambda stopper: stopper.remove_image("x")),
    ],
)
def test_volumes_and_images(
    stopper: Stopper, fake: FakeEngine, shown: Shown, path: str, title: str, remove: Callable[[Stopper], None],
    status: int, word: str,
) -> None:  # fmt: skip
    fake.on("DELETE", path, status=status, json=[] if status == 200 else {"message": "x"})
    remove(stopper)
    assert shown.lines == [f"{title}  Removing", f"{title}  {word}"]
    assert fake.requests[0].query == ({"force": ["1"]} if "volumes" in path else {"noprune": ["1"]})
