from __future__ import annotations

from typing import Any

import pytest

from pydock.config.shapes import conform


@pytest.mark.parametrize(
    ("data", "left", "words"),
    [
        ({"psFormat": 1}, {"psFormat": ""}, "number into Go struct field ConfigFile.psFormat of type string"),
        ({"auths": []}, {"auths": {}}, "array into Go struct field ConfigFile.auths of type map[string]types"),
        (
            {"auths": {"r": {"auth": True}}},
            {"auths": {"r": {"auth": ""}}},
            "bool into Go struct field AuthConfig.auths.auth of type string",
        ),
    ],
)
def test_a_wrong_type_is_told_and_emptied(data: dict[str, Any], left: dict[str, Any], words: str) -> None:
    fault = conform(data)
    assert fault is not None
    assert words in fault
    assert data == left


def test_nulls_and_unknown_keys() -> None:
    data: dict[str, Any] = {"psFormat": None, "mine": 1, "auths": {"r": None}}
    assert conform(data) is None
    assert data == {"mine": 1, "auths": {"r": {}}}
