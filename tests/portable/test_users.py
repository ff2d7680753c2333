from __future__ import annotations

import grp
import os
import pwd
from pathlib import Path

import pytest

from pydock.portable import users


def test_the_user_and_its_names() -> None:
    assert users.user_id() == os.geteuid()
    assert users.user_name(0) == pwd.getpwuid(0).pw_name
    assert users.group_name(0) == grp.getgrgid(0).gr_name


def test_numbers_without_a_name() -> None:
    assert users.user_name(3999999) == "3999999"
    assert users.group_name(3999999) is None


def test_whose_a_file_is(tmp_path: Path) -> None:
    assert users.mine(tmp_path.stat())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_is_given_to_the_owner_of_another(tmp_path: Path) -> None:
    (tmp_path / "theirs").touch()
    os.chown(tmp_path / "theirs", 1234, 4321)
    (tmp_path / "ours").touch()
    assert not users.mine((tmp_path / "theirs").stat())
    users.give(str(tmp_path / "ours"), (tmp_path / "theirs").stat())
    given = (tmp_path / "ours").stat()
    assert (given.st_uid, given.st_gid) == (1234, 4321)
