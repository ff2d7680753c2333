"""``--gpus``."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.values.gpus import parse_gpus


def _request(**changes: Any) -> dict[str, Any]:
    return {"Driver": "", "Count": 0, "DeviceIDs": None, "Capabilities": [["gpu"]], "Options": {}, **changes}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("all", _request(Count=-1)),
        ("2", _request(Count=2)),
        ("count=all", _request(Count=-1)),
        ("driver=nvidia", _request(Driver="nvidia", Count=1)),
        ('"device=0,1"', _request(DeviceIDs=["0", "1"])),
        ('"capabilities=compute,utility"', _request(Count=1, Capabilities=[["compute", "utility", "gpu"]])),
        ('"options=a=1,b"', _request(Count=1, Options={"a": "1", "b": ""})),
    ],
)
def test_parse(text: str, want: dict[str, Any]) -> None:
    assert parse_gpus(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "EOF"),
        ("bogus=1", "unexpected key 'bogus' in 'bogus=1'"),
        ("abc", 'invalid count (abc): value must be either "all" or an integer: invalid syntax'),
        ("count=all,count=1", "gpu request key 'count' can be specified only once"),
        ("1,count=2", "gpu request key 'count' can be specified only once"),
    ],
)
def test_errors(text: str, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_gpus(text)
    assert str(caught.value) == want
