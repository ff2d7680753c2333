"""``--restart``."""

from __future__ import annotations

import pytest

from pydock.values.restart import is_none, parse_restart


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("always", "always", 0),
        ("on-failure:5", "on-failure", 5),
        ("on-failure:", "on-failure", 0),
        ("bogus", "bogus", 0),
        ("", "", 0),
    ],
)
def test_parse(text: str, name: str, count: int) -> None:
    assert parse_restart(text) == {"Name": name, "MaximumRetryCount": count}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (":3", "invalid restart policy format: no policy provided before colon"),
        ("on-failure:x", "invalid restart policy format: maximum retry count must be an integer"),
        ("on-failure:1:2", "invalid restart policy format: maximum retry count must be an integer"),
    ],
)
def test_errors(text: str, want: str) -> None:
    with pytest.raises(ValueError, match=f"^{want}$"):
        parse_restart(text)


def test_none() -> None:
    assert is_none(parse_restart("no")) and is_none(parse_restart("")) and not is_none(parse_restart("always"))
