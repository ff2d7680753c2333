"""The filters parameter."""

from __future__ import annotations

from pydock.engine.filters import encode


def test_encode() -> None:
    assert encode({"label": ["b", "a"], "name": []}) == '{"label":{"a":true,"b":true}}'


def test_nothing() -> None:
    assert encode(None) is None
    assert encode({"label": []}) is None
