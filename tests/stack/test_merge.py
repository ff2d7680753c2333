"""Several files of one stack."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.stack.merge import merge


def merged(base: dict[str, Any], override: dict[str, Any]) -> dict[str, Any]:
    """A service of both files."""
    found: dict[str, Any] = merge({"services": {"a": base}}, {"services": {"a": override}})["services"]["a"]
    return found


def test_sections_name_by_name() -> None:
    base = {"version": "3", "services": {"b": {"image": "x"}}, "networks": {"n": {"driver": "x"}}, "x-a": 1}
    found = merge(base, {"services": {"a": {"image": "y"}}, "networks": {"n": None, "m": {}}, "x-b": 2})
    assert list(found["services"]) == ["a", "b"]
    assert found["networks"] == {"m": {}, "n": None}
    assert (found["version"], found["x-a"], found["x-b"]) == ("3", 1, 2)
    assert found["volumes"] == found["secrets"] == found["configs"] == {}


@pytest.mark.parametrize(
    ("base", "override", "result"),
    [
        ({"image": "a"}, {"image": "b"}, {"image": "b"}),
        ({"command": ["a", "b"]}, {"command": ["c"]}, {"command": ["c"]}),
        ({"dns": ["a"]}, {"dns": ["b"]}, {"dns": ["a", "b"]}),
        ({"environment": {"B": "1"}}, {"environment": {"A": "2", "B": None}}, {"environment": {"A": "2", "B": None}}),
        ({"deploy": {"replicas": 1, "labels": {"z": "1"}}}, {"deploy": {"labels": {"a": "1"}}},
         {"deploy": {"replicas": 1, "labels": {"a": "1", "z": "1"}}}),
        ({"ports": [{"target": 80, "published": 2}, {"target": 81, "published": 1}]},
         {"ports": [{"target": 90, "published": 2}]},
         {"ports": [{"target": 81, "published": 1}, {"target": 90, "published": 2}]}),
        ({"volumes": [{"source": "x", "target": "/b"}]},
         {"volumes": [{"source": "y", "target": "/b"}, {"source": "z", "target": "/a"}]},
         {"volumes": [{"source": "z", "target": "/a"}, {"source": "y", "target": "/b"}]}),
        ({"secrets": [{"source": "s", "uid": "1"}]}, {"secrets": [{"source": "s"}]}, {"secrets": [{"source": "s"}]}),
        ({"logging": {"driver": "a", "options": {"x": "1"}}}, {"logging": {"driver": "b"}},
         {"logging": {"driver": "b"}}),
        ({"logging": {"driver": "a", "options": {"x": "1"}}}, {"logging": {"driver": "a", "options": {"y": "1"}}},
         {"logging": {"driver": "a", "options": {"x": "1", "y": "1"}}}),
    ],
)  # fmt: skip
def test_attributes(base: dict[str, Any], override: dict[str, Any], result: dict[str, Any]) -> None:
    assert merged(base, override) == result


def test_attributes_keep_their_order() -> None:
    assert list(merged({"image": "a"}, {"command": ["x"], "x-mine": 1})) == ["command", "image", "x-mine"]
