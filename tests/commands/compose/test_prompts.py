"""Questions as compose asks them."""

from __future__ import annotations

import pytest

from pydock.commands.compose._prompts import agreed
from tests.cli.conftest import MakeApp


@pytest.mark.parametrize(
    ("answer", "yes"),
    [
        (b"y\n", True),
        (b"YES\n", True),
        (b" true ", True),
        (b"1\n", True),
        (b"yep\n", False),
        (b"\n", False),
        (b"", False),
    ],
)
def test_answers(make: MakeApp, answer: bytes, yes: bool) -> None:
    written = make(answer)
    assert agreed(written.app, "Sure? ") is yes
    assert written.out == "Sure? "
