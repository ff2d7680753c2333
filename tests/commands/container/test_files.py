"""The files that flags name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.commands.container._files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "env").write_text("# no\nA=1\n\nHERE\nGONE\n")
    (tmp_path / "good.json").write_text('{ "a": [1,  2] }\n')
    (tmp_path / "bad.json").write_text('{"a": }')
    (tmp_path / "cut.json").write_text('{"a": 1')
    (tmp_path / "latin").write_bytes(b"A=\xff\n")
    return Files(str(tmp_path), {"HERE": "mine"})


def test_lines_of_files_then_texts(files: Files) -> None:
    assert files.lines(["env"], ["B=2"], lookup=True) == ["A=1", "HERE=mine", "B=2"]
    assert files.lines([], ["B", "C=3"]) == ["B", "C=3"]


def test_nothing_is_looked_up_for_labels(files: Files) -> None:
    assert files.lines(["env"], ["B"]) == ["A=1", "B"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nosuch", "open nosuch: no such file or directory"),
        ("", "open : no such file or directory"),
        (".", "invalid env file (.): read .: is a directory"),
    ],
)
def test_files_that_cannot_be_read(files: Files, name: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        files.lines([name], [])
    assert str(caught.value) == message


def test_text_that_is_none(files: Files) -> None:
    with pytest.raises(ValueError, match="latin"):
        files.lines(["latin"], [])


def test_profiles(files: Files) -> None:
    assert files.seccomp_profile("good.json") == '{"a":[1,2]}'


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nosuch", "opening seccomp profile (nosuch) failed: open nosuch: no such file or directory"),
        (".", "opening seccomp profile (.) failed: read .: is a directory"),
        ("bad.json", "compacting json for seccomp profile (bad.json) failed: "
                     "invalid character '}' looking for beginning of value"),
        ("cut.json", "compacting json for seccomp profile (cut.json) failed: unexpected end of JSON input"),
    ],
)  # fmt: skip
def test_profiles_that_are_none(files: Files, name: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        files.seccomp_profile(name)
    assert str(caught.value) == message
