"""Secrets and configs."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import render_list
from pydock.views.stored import config_text, listing, secret_text

ITEM: dict[str, Any] = {
    "ID": "i1",
    "CreatedAt": "2026-01-01T00:00:00Z",
    "UpdatedAt": "2026-01-01T00:01:00Z",
    "Spec": {"Name": "key", "Labels": {"b": "2", "a": "1"}, "Driver": {"Name": "vault"}, "Data": "aGVsbG8="},
}
NOW = 1767225600 + 7200


def test_rows() -> None:
    template = '{{.ID}} {{.Name}} {{.CreatedAt}}, {{.UpdatedAt}} {{.Labels}} {{.Label "b"}}'
    want = "i1 key 2 hours ago, 2 hours ago a=1,b=2 2\n"
    assert render_list(listing("config", NOW), [ITEM], template) == want
    assert render_list(listing("secret", NOW), [ITEM], template + "|{{.Driver}}") == want[:-1] + "|vault\n"
    assert "Driver" not in listing("config", NOW).fields


def test_a_secret_shows_its_driver_and_never_its_data() -> None:
    text = secret_text(ITEM)
    assert "Driver:            vault" in text and " - a=1\n - b=2" in text
    assert "hello" not in text and "aGVsbG8=" not in text


def test_a_config_shows_its_data() -> None:
    assert config_text(ITEM).endswith("Data:\nhello")
    assert "Created at:            \t2026-01-01 00:00:00 +0000 utc" in config_text(ITEM)
