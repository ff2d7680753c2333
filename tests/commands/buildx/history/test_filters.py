from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pydock.commands.buildx.history._filters import history_filters, repository_filter
from pydock.errors import PydockError


def test_all_must_be_met() -> None:
    assert history_filters(["status=error", "ref!=a", "duration>1s"]) == ["status==error,ref!=a,duration>1s"]
    assert history_filters(["not status=error", "not  ref=a"]) == ["status!=error,ref!=a"]
    assert history_filters(["ref=ab"]) == ["ref~=ab"] and history_filters([]) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nope", 'invalid filter "nope"'),
        ("nope=1", 'unsupported filter "nope=1"'),
        ("duration<=1s", 'unsupported filter "duration<=1s"'),
        ("status<x", 'invalid separator for "status<x", expected = or !='),
        ("duration=1s", 'invalid separator for "duration=1s", expected <=, <, >= or >'),
        ("duration>x", "invalid duration x"),
        ("startedAt>2026", "invalid time 2026"),
    ],
)
def test_what_is_no_filter(text: str, words: str) -> None:
    with pytest.raises(PydockError) as caught:
        history_filters([text])
    assert caught.value.message == words


def test_the_repository_around_a_folder(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    with pytest.raises(PydockError, match="no remote URL found for either origin or upstream"):
        repository_filter(str(tmp_path), environ)
    for words in (("init", "-q"), ("remote", "add", "upstream", "https://me:secret@example.com/a.git")):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, env=environ)
    assert repository_filter(str(tmp_path), environ) == "repository=https://example.com/a.git"
