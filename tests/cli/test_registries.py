"""References and registries as commands reach them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.cli.registries import open_registry, reference, repository
from pydock.errors import PydockError
from tests.cli.conftest import MakeApp


def test_latest_is_meant_where_nothing_is_said() -> None:
    assert str(reference("app")) == "docker.io/library/app:latest"
    assert reference("r:5000/app:1").tag == "1"
    assert reference("app@sha256:" + "a" * 64).tag == ""


def test_a_repository_has_neither_tag_nor_digest() -> None:
    assert repository("r:5000/team/app").path == "team/app"
    with pytest.raises(PydockError, match=r"^app:1 names a tag or digest where a repository is wanted$"):
        repository("app:1")


@pytest.mark.parametrize("text", ["", "UPPER", "a//b"])
def test_what_is_no_reference(text: str) -> None:
    for read in (reference, repository):
        with pytest.raises(PydockError, match=r"invalid reference format|must be lowercase"):
            read(text)


def test_a_registry_gets_what_is_stored_for_it(make: MakeApp, tmp_path: Path) -> None:
    folder = tmp_path / ".docker"
    folder.mkdir()
    (folder / "config.json").write_text('{"auths":{"r:5000":{"auth":"YWxpY2U6c2VjcmV0"}}}')
    app = make().app
    with open_registry(app, "r:5000") as known, open_registry(app, "other:5000") as unknown:
        assert (known.host, unknown.host) == ("r:5000", "other:5000")
        assert known.credential.username == "alice"
        assert not unknown.credential.username
