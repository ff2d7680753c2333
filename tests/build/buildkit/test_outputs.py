"""``--output`` values."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.build.buildkit.outputs import Output, parse_outputs
from pydock.errors import PydockError


def test_forms() -> None:
    assert parse_outputs(["out", "-", "type=tar,dest=x.tar", "type=registry", "dest=y"]) == [
        Output("local", "out"),
        Output("tar", "-"),
        Output("tar", "x.tar"),
        Output("image", "", {"push": "true"}),
        Output("local", "dest=y"),
    ]


@pytest.mark.parametrize(
    ("text", "message"), [("type=tar,x", "invalid value x"), ("a=b,c=d", "type is required for output")]
)
def test_refused(text: str, message: str) -> None:
    with pytest.raises(PydockError, match=message):
        parse_outputs([text])


def test_destinations(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cases = [
        (Output("local"), "dest is required for local exporter"),
        (Output("local", "-"), "dest cannot be stdout for local exporter"),
        (Output("local", str(tmp_path / "file")), "is a file"),
        (Output("tar", str(tmp_path)), "is a directory"),
        (Output("tar"), "refusing to write to console"),
    ]
    for output, message in cases:
        with pytest.raises(PydockError, match=message):
            output.check(stdout_is_terminal=True)
    Output("tar").check(stdout_is_terminal=False)
    Output("docker").check(stdout_is_terminal=True)
    Output("image").check(stdout_is_terminal=True)
