"""``KEY=VALUE`` texts, labels and links."""

from __future__ import annotations

import pytest

from pydock.values.pairs import mapping, parse_label, parse_link


def test_mapping_keeps_the_last_and_gives_empty_values() -> None:
    assert mapping(["a=1", "b", "c=x=y", "a=2"]) == {"a": "2", "b": "", "c": "x=y"}


@pytest.mark.parametrize("text", ["a", "a=", "a=b c", " a=b", "com.example.x=1"])
def test_labels(text: str) -> None:
    assert parse_label(text) == text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("", "invalid label '': empty name"),
        ("=x", "invalid label '=x': empty name"),
        ("a b=c", "label 'a b' contains whitespaces"),
    ],
)
def test_bad_labels(text: str, want: str) -> None:
    with pytest.raises(ValueError, match="^" + want + "$"):
        parse_label(text)


def test_links() -> None:
    assert parse_link("db:database") == "db:database"
    with pytest.raises(ValueError, match="bad format for links: a:b:c"):
        parse_link("a:b:c")
    with pytest.raises(ValueError, match="empty string specified for links"):
        parse_link("")
