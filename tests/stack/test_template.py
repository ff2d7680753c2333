"""Variables of a stack's file. The expectations are docker 28.5's."""

from __future__ import annotations

import pytest

from pydock.stack.template import Fault, substitute

VALUES = {"WORD": "word", "EMPTY": ""}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("plain", "plain"), ("$WORD", "word"), ("${WORD}x", "wordx"), ("$WORD.x", "word.x"), ("$WORD:x", "word:x"),
        ("$NO", ""), ("$word", ""), ("$$WORD", "$WORD"), ("$$", "$"),
        ("${EMPTY:-d}", "d"), ("${EMPTY-d}", ""), ("${NO-d}", "d"), ("${WORD:-d}", "word"),
        ("$WORD-x", "word"), ("$NO-x y", "x y"), ("$NO:-x", "x"), ("$NO-x}$WORD", "x}word"), ("$WORD?x", "word"),
        ("${NO:-$WORD}", "$WORD"), ("${NO:-${WORD}}", "${WORD}"), ("${NO:-a}b}", "ab}"), ("${NO-a:-b}", "b"),
        ("$( $WORD", "( word"), ("${NO?m} $WORD", " word"),
    ],
)  # fmt: skip
def test_values(template: str, text: str) -> None:
    assert substitute(template, VALUES.get) == text


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("$(", "$("), ("a$", "a$"), ("$9", "$9"), ("${}", "${}"), ("${WORD", "${WORD"), ("${WORD:x}", "${WORD:x}"),
        ("${WORD:+x}", "${WORD:+x}"), ("${WORD }", "${WORD }"), ("$WORD $(", "$WORD $("), ("$( $$", "$( $$"),
        ("${NO?msg}", "required variable NO is missing a value: msg"),
        ("$NO?msg", "required variable NO is missing a value: msg"),
        ("${EMPTY:?m$WORD}", "required variable EMPTY is missing a value: m$WORD"),
    ],
)  # fmt: skip
def test_faults(template: str, fault: str) -> None:
    with pytest.raises(Fault) as caught:
        substitute(template, VALUES.get)
    assert str(caught.value) == fault
