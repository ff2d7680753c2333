"""Values of the classic builder's flags."""

from __future__ import annotations

import pytest

from pydock.build.arguments import parse_build_arg, parse_tag


@pytest.mark.parametrize("text", ["app", "r:5000/app:1", "app@sha256:" + "a" * 64])
def test_tags_stay_as_they_were_written(text: str) -> None:
    assert parse_tag(text) == text


@pytest.mark.parametrize("text", ["", "UPPER", "a b", "app:"])
def test_tags_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"invalid reference format"):
        parse_tag(text)


@pytest.mark.parametrize("text", ["A", "A=", "A=b=c"])
def test_arguments(text: str) -> None:
    assert parse_build_arg(text) == text


@pytest.mark.parametrize("text", ["", "=x"])
def test_arguments_without_a_name(text: str) -> None:
    with pytest.raises(ValueError, match=f"^invalid environment variable: {text}$"):
        parse_build_arg(text)
