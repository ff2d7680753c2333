"""What a deployment changes, as a comparison of specs."""

from __future__ import annotations

from typing import Any

from pydock.stack.plan import changes, restarts


def spec(image: str = "x:1", **more: Any) -> dict[str, Any]:
    return {"Name": "a", "TaskTemplate": {"ContainerSpec": {"Image": image}, "Networks": [{"Target": "id1"}]}, **more}


def test_what_the_engine_fills_in_is_no_change() -> None:
    present = spec("x:1@sha256:" + "a" * 64, EndpointSpec={"Mode": "vip"})
    present["TaskTemplate"].update(Runtime="container", ForceUpdate=4, Placement={"Platforms": [{"OS": "linux"}]})
    present["TaskTemplate"]["ContainerSpec"]["Isolation"] = "default"
    wanted = spec(EndpointSpec={})
    wanted["TaskTemplate"]["Networks"] = [{"Target": "net"}]
    assert list(changes(present, wanted, {"id1": "net"})) == []


def test_changes_say_where() -> None:
    found = list(changes(spec(Labels={"a": "1"}), spec("x:2", Labels={"b": "2"}), {}))
    assert [str(change) for change in found] == [
        "Labels.a: 1 -> none",
        "Labels.b: none -> 2",
        "TaskTemplate.ContainerSpec.Image: x:1 -> x:2",
    ]
    assert restarts(found) and not restarts(found[:2])
