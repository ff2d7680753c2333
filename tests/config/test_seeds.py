"""The secrets behind the keys of the token authority."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.config.seeds import seed


def test_a_seed_stays(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    one, other = seed(str(folder), "a:1"), seed(str(folder), "b")
    assert len(one) == 16 and one != other and seed(str(folder), "a:1") == one
    assert (folder / ".token_seed").stat().st_mode & 0o777 == 0o600
    assert sorted(json.loads((folder / ".token_seed").read_text())) == ["a:1", "b"]


def test_the_file_of_buildx(tmp_path: Path) -> None:
    (tmp_path / ".token_seed").write_text('{\n  "a": {\n    "Seed": "AAECAwQFBgcICQoLDA0ODw=="\n  }\n}')
    assert seed(str(tmp_path), "a") == bytes(range(16))


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', '{"a": {"Seed": "%"}}'])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / ".token_seed").write_text(text)
    assert len(seed(str(tmp_path), "b")) == 16


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    first = seed(str(tmp_path), "a")
    monkeypatch.setattr("pydock.config.seeds.locked", refuse)
    assert seed(str(tmp_path), "a") == first and len(seed(str(tmp_path), "b")) == 16
