from __future__ import annotations

import pytest

from pydock.values import platforms


@pytest.mark.parametrize(
    ("text", "shown", "query"),
    [
        ("linux/amd64", "linux/amd64", '{"architecture":"amd64","os":"linux"}'),
        ("Linux/x86_64", "linux/amd64", '{"architecture":"amd64","os":"linux"}'),
        ("linux/aarch64", "linux/arm64", '{"architecture":"arm64","os":"linux"}'),
        ("linux/arm", "linux/arm", '{"architecture":"arm","os":"linux"}'),
        ("linux/arm/v7", "linux/arm/v7", '{"architecture":"arm","os":"linux","variant":"v7"}'),
        ("linux/arm/6", "linux/arm/v6", '{"architecture":"arm","os":"linux","variant":"v6"}'),
        ("linux/arm64/v8", "linux/arm64/v8", '{"architecture":"arm64","os":"linux","variant":"v8"}'),
        ("macos/arm64", "darwin/arm64", '{"architecture":"arm64","os":"darwin"}'),
        (
            "windows(10.0.17763)/amd64",
            "windows(10.0.17763)/amd64",
            '{"architecture":"amd64","os":"windows","os.version":"10.0.17763"}',
        ),
    ],
)
def test_parse_normalises(text: str, shown: str, query: str) -> None:
    found = platforms.parse(text)
    assert (str(found), found.query()) == (shown, query)


def test_one_part_takes_the_other_from_the_machine() -> None:
    assert platforms.parse("linux").architecture == platforms.host().architecture
    assert platforms.parse("arm64").os == platforms.host().os


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("bogus/a/b/c", '"bogus/a/b/c": cannot parse platform specifier: invalid argument'),
        ("a*/b", '"a*/b": wildcards not yet supported: invalid argument'),
        ("foo", '"foo": unknown operating system or architecture: invalid argument'),
        (
            "linux/a!b",
            '"a!b" is an invalid component of "linux/a!b": platform specifier component must match '
            '"^[A-Za-z0-9_.-]+$": invalid argument',
        ),
        (
            "li!nux/amd64",
            '"li!nux" is an invalid OS component of "li!nux/amd64": OSAndVersion specifier component must match '
            '"^([A-Za-z0-9_-]+)(?:\\\\(([A-Za-z0-9_.-]*)\\\\))?$": invalid argument',
        ),
    ],
)
def test_what_is_no_platform_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        platforms.parse(text)
    assert str(caught.value) == message
