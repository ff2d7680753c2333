"""Environment files beyond what the recorded cases hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.compose.model.dotenv import parse
from pydock.errors import ConfigError


def _parse(text: str) -> dict[str, str]:
    return parse(text, {"HOME": "/h"}.get, lambda message: None)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1\r\nB=2\r\n", {"A": "1", "B": "2"}),
        ("\ufeffA=1", {"A": "1"}),
        ("export A = 1 # note\n", {"A": "1"}),
        ("A=1\nB=$A$A\n", {"A": "1", "B": "11"}),
        ("A='$B'\nB=\"\\$A\"\n", {"A": "$B", "B": "$A"}),
        ("HOME\nGONE\n", {"HOME": "/h"}),
        ('A="x\ny"\nB=z', {"A": "x\ny", "B": "z"}),
    ],
)
def test_forms(text: str, values: dict[str, str]) -> None:
    assert _parse(text) == values


@given(st.text())
def test_nothing_but_its_own_errors(text: str) -> None:
    try:
        _parse(text)
    except ConfigError:
        pass


def test_the_line_of_an_error() -> None:
    with pytest.raises(ConfigError, match=r"^failed to read f: line 2: key cannot contain a space$"):
        parse("A=1\nB C=2\n", lambda name: None, lambda message: None, "f")
