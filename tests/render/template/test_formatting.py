"""``printf``."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pydock.render.template.formatting import sprintf


@pytest.mark.parametrize(
    ("template", "values", "output"),
    [
        ("%5d|%-5d|%05d|%+d|%x|%#X|%o|%b", (1, 2, -3, 4, 255, 255, 8, 5), "    1|2    |-0003|+4|ff|0XFF|10|101"),
        ("%s|%5s|%-5s|%.2s|%q|%x", ("a", "b", "c", "def", 'g"', "hi"), 'a|    b|c    |de|"g\\""|6869'),
        ("%v %t %T %T", (True, False, "a", 1.5), "true false string float64"),
        ("%.2f %8.3f %e", (3.14159, 2.5, 1234.5), "3.14    2.500 1.234500e+03"),
        ("%c%U%q", (65, 233, 97), "AU+00E9'a'"),
        ("%[2]d %[1]d", (1, 2), "2 1"),
        ("%*d", (5, 42), "   42"),
        ("%d", ("a",), "%!d(string=a)"),
        ("%d %d", (1,), "1 %!d(MISSING)"),
        ("a%9999999999s!", ("x",), "a%!(NOVERB)%!(EXTRA string=x)"),
        ("%.9999999999f", (1.5,), "%!(NOVERB)%!(EXTRA float64=1.5)"),
        ("%d", (1, 2), "1%!(EXTRA int=2)"),
        ("100%", (), "100%!(NOVERB)"),
        ("%z", (1,), "%!z(int=1)"),
        ("%v %s", (None, None), "<nil> %!s(<nil>)"),
        ("%v %q", (["a", 1], ["b"]), '[a 1] ["b"]'),
        ("%#v", ({"a": ["b", None]},), 'map[string]interface {}{"a":[]interface {}{"b", interface {}(nil)}}'),
    ],
)
def test_verbs(template: str, values: tuple[Any, ...], output: str) -> None:
    assert sprintf(template, *values) == output


@given(
    st.text("%+-# 0123456789.*[]vdsqxXtTfgecUbop a", max_size=20),
    st.lists(st.integers(-99, 99) | st.text(max_size=3), max_size=4),
)
def test_any_template_prints(template: str, values: list[Any]) -> None:
    assert isinstance(sprintf(template, *values), str)
