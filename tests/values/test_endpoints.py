"""The object by which a container joins a network."""

from __future__ import annotations

from pydock.values.endpoints import endpoint_settings


def test_fields_stand_where_the_api_has_them() -> None:
    made = endpoint_settings(GwPriority=3, Aliases=["db"])
    assert list(made) == list(endpoint_settings())
    assert made["GwPriority"] == 3
    assert made["Aliases"] == ["db"]
    assert made["IPAMConfig"] is None
    assert made["GlobalIPv6PrefixLen"] == 0
