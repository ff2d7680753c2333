"""``--attach``."""

from __future__ import annotations

import pytest

from pydock.values.streams import parse_attach


def test_any_case() -> None:
    assert parse_attach("StdOut") == "stdout"


def test_one_stream_at_a_time() -> None:
    with pytest.raises(ValueError, match=r"^valid streams are STDIN, STDOUT and STDERR$"):
        parse_attach("stdin,stdout")
