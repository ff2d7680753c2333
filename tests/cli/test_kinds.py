"""How flags' texts become values."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.cli import kinds
from pydock.cli.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (kinds.BOOL, "t", True),
        (kinds.INT, "0x10", 16),
        (kinds.UINT16, "65535", 65535),
        (kinds.STRING, " a ", " a "),
        (kinds.STRINGS, "", []),
        (kinds.STRINGS, 'a,"b,c"', ["a", "b,c"]),
        (kinds.STRING_TO_STRING, "a=1", ["a=1"]),
        (kinds.STRING_TO_STRING, '"a=1,2"', ["a=1,2"]),
        (kinds.STRING_TO_STRING, "a=1,b=2", ["a=1", "b=2"]),
        (kinds.FILTER, "Label = a=b", ("label", "a=b")),
        (kinds.BYTES, "1k", 1024),
    ],
)
def test_values(kind: Kind, text: str, value: Any) -> None:
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        (kinds.BOOL, "maybe", 'strconv.ParseBool: parsing "maybe": invalid syntax'),
        (kinds.UINT16, "65536", 'strconv.ParseUint: parsing "65536": value out of range'),
        (kinds.STRING_TO_STRING, "a", "a must be formatted as key=value"),
        (kinds.STRING_TO_STRING, "a=1,b,c=2", "b must be formatted as key=value"),
        (kinds.FILTER, "label", "bad format of filter (expected name=value)"),
    ],
)
def test_refusals_are_in_gos_words(kind: Kind, text: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:
        kind.parse(text)
    assert str(caught.value) == reason


def test_one_text_of_several_is_a_list_too() -> None:
    assert kinds.STRINGS.many
    assert kinds.STRINGS.spread
    assert (kinds.LIST.many, kinds.LIST.spread) == (True, False)


def test_a_grammar_is_loaded_with_the_first_text(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = kinds.lazy("bytes", "nosuch_module:parse", many=True, empty="[]")
    assert (kind.name, kind.many, kind.empty, kind.no_value) == ("bytes", True, "[]", None)
    with pytest.raises(ModuleNotFoundError, match="nosuch_module"):
        kind.parse("1")
