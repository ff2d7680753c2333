"""Environment variables and env files."""

from __future__ import annotations

import pytest

from pydock.values.env import parse_env, parse_file, read_files, resolved

FILE = b"""\xef\xbb\xbf# comment
A=1
B=two words

  C=indented
D="quoted"
F=a#b
G=
FROMHOST
NOTSET
J=trail \r
"""
ENVIRON = {"FROMHOST": "value"}


def test_file() -> None:
    want = ["A=1", "B=two words", "C=indented", 'D="quoted"', "F=a#b", "G=", "FROMHOST=value", "J=trail "]
    assert parse_file(FILE, "f", ENVIRON.get) == want


def test_labels_leave_bare_keys_out() -> None:
    assert parse_file(b"a=1\nb\n", "f") == ["a=1"]


@pytest.mark.parametrize(
    ("data", "want"),
    [
        (b"=x", "no variable name on line '=x'"),
        (b"A B=1", "variable 'A B' contains whitespaces"),
        (b"A=1\n\xff\xfeA\n", "invalid utf8 bytes at line 2: [255 254 65]"),
        (b"A=" + b"x" * 70000, "bufio.Scanner: token too long"),
    ],
)
def test_bad_files(data: bytes, want: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_file(data, "f")
    assert str(caught.value) == f"invalid env file (f): {want}"


def test_files_come_before_flags() -> None:
    files = {"one": b"A=1\n", "two": b"A=2\n"}
    assert read_files(["one", "two"], ["A=3"], files.__getitem__) == ["A=1", "A=2", "A=3"]


def test_resolved() -> None:
    assert resolved("FROMHOST", ENVIRON.get) == "FROMHOST=value"
    assert resolved("NOTSET", ENVIRON.get) == "NOTSET"
    assert resolved("FROMHOST=", ENVIRON.get) == "FROMHOST="


def test_parse_env() -> None:
    assert parse_env("A B=c") == "A B=c"
    for text in ("", "=x"):
        with pytest.raises(ValueError, match=f"^invalid environment variable: {text}$"):
            parse_env(text)
