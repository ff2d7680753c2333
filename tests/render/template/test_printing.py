"""``%v``."""

from __future__ import annotations

import pytest

from pydock.render.template.printing import float_text, plain, printed
from pydock.render.template.values import Duration, Mode, Nil


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1.0, "1"),
        (100000.0, "100000"),
        (1e6, "1e+06"),
        (1e8, "1e+08"),
        (1e21, "1e+21"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (-1.5, "-1.5"),
        (float("inf"), "+Inf"),
        (float("nan"), "NaN"),
        (123456.789, "123456.789"),
    ],
)
def test_floats(number: float, text: str) -> None:
    assert float_text(number) == text


def test_values() -> None:
    assert plain({"b": [1, None], "a": True}) == "map[a:true b:[1 <nil>]]"
    assert (printed(None), printed(Nil("*x"))) == ("<no value>", "<nil>")
    assert plain(Duration(90_000_000_000)) == "1m30s"
    assert plain(Mode(0o644)) == "-rw-r--r--"
    assert plain(1 + 2j) == "(1+2i)"
