"""Users and groups. Windows has neither in the sense of a number, and nobody there counts as root."""

from __future__ import annotations

import os
import sys


def user_id() -> int:
    """The effective user's number; -1 where users have none."""
    if sys.platform == "win32":
        return -1
    return os.geteuid()


def mine(status: os.stat_result) -> bool:
    """Whether a file is this user's own. On Windows its place has to tell."""
    return sys.platform == "win32" or status.st_uid == os.getuid()


def user_name(number: int) -> str:
    """A user's name; the number where nobody has it."""
    if sys.platform != "win32":
        import pwd

        try:
            return pwd.getpwuid(number).pw_name
        except KeyError:
            pass
    return str(number)


def group_name(number: int) -> str | None:
    """A group's name; None where none has that number."""
    if sys.platform != "win32":
        import grp

        try:
            return grp.getgrgid(number).gr_name
        except KeyError:
            pass
    return None


def give(path: str, owner: os.stat_result) -> None:
    """Make ``path``, a file of ours, the property of ``owner``'s user and group where we have the right to."""
    if sys.platform != "win32" and (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(path, owner.st_uid, owner.st_gid)
        except PermissionError:
            pass
