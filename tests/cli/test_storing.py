"""The content of secrets and configs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.cli.storing import encoded, read_content
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp


def test_a_file_is_looked_for_from_the_working_folder(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"\x00\xff")
    assert read_content(make().app, "f") == b"\x00\xff"


def test_standard_input(make: MakeApp) -> None:
    assert read_content(make(b"x\n").app, "-") == b"x\n"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nosuch", "error reading from nosuch: open nosuch: no such file or directory"),
        (".", "error reading from .: read .: is a directory"),
        ("empty", "error reading from empty: data is empty"),
        ("-", "error reading from STDIN: data is empty"),
    ],
)
def test_nothing_to_read(make: MakeApp, tmp_path: Path, path: str, message: str) -> None:
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(PydockError) as caught:
        read_content(make().app, path)
    assert caught.value.message == message


def test_bytes_as_the_api_carries_them() -> None:
    assert encoded(b"\x00\xff") == "AP8="
