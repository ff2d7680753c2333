"""Escaping as Go's net/url does it."""

from __future__ import annotations

import pytest

from pydock.engine.urls import Query, cleaned, encode_query, object_path, quote, quote_host
from pydock.errors import PydockError


@pytest.mark.parametrize(
    ("part", "escaped"),
    [
        ("abc", "abc"),
        ("localhost:5000/a/b:1@sha256", "localhost:5000/a/b:1@sha256"),
        ("a b?c#d%", "a%20b%3Fc%23d%25"),
        ("é", "%C3%A9"),
        ("\udcff", "%FF"),
    ],
)
def test_quote(part: str, escaped: str) -> None:
    assert quote(part) == escaped


def test_quote_host() -> None:
    assert quote_host("/var/run/docker.sock") == "%2Fvar%2Frun%2Fdocker.sock"


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (None, ""),
        ({}, ""),
        ({"a": None}, ""),
        ({"b": True, "a": False, "c": 7}, "?a=0&b=1&c=7"),
        ({"n": ["x", "y z"]}, "?n=x&n=y+z"),
        ({"f": '{"a":1}'}, "?f=%7B%22a%22%3A1%7D"),
        ({"e": ""}, "?e="),
    ],
)
def test_encode_query(query: Query | None, text: str) -> None:
    assert encode_query(query) == text


@pytest.mark.parametrize(
    ("path", "clean"),
    [
        ("/images/a/b:1/json", "/images/a/b:1/json"),
        ("/images//history", "/images/history"),
        ("/images/", "/images"),
        ("/images/a/../../info", "/info"),
        ("/images/.hidden/json", "/images/.hidden/json"),
    ],
)
def test_cleaned(path: str, clean: str) -> None:
    assert cleaned(path) == clean


def test_object_path() -> None:
    assert object_path("networks", " n 1 ") == "/networks/n%201"
    assert object_path("containers", "c1", "stop") == "/containers/c1/stop"


@pytest.mark.parametrize(("kind", "word"), [("containers", "container"), ("services", "service")])
def test_a_name_that_is_nothing_makes_no_path(kind: str, word: str) -> None:
    with pytest.raises(PydockError, match=f"^invalid {word} name or ID: value is empty$"):
        object_path(kind, " ")
