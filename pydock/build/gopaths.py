"""Paths as Go's ``filepath`` and Docker's archive code treat them, with their error texts."""

from __future__ import annotations

import os
import posixpath
import stat

from pydock.errors import PydockError

_MAX_LINKS = 255


def clean(path: str) -> str:
    """The shortest equal path; empty is ``.``. Unlike Python's, two leading slashes become one."""
    cleaned = posixpath.normpath(path)
    return cleaned[1:] if cleaned.startswith("//") else cleaned


def absolute(path: str, cwd: str) -> str:
    """``path`` cleaned and joined to ``cwd``."""
    return clean(posixpath.join(cwd, path))


def names_content(path: str) -> bool:
    """Whether the path ends in ``.`` (or is empty, which is the same): a folder's content rather than the folder."""
    return not path or posixpath.basename(path) == "."


def names_folder(path: str) -> bool:
    """Whether the path can only be a folder: it ends in a slash or in ``.``."""
    return path.endswith("/") or names_content(path)


def keep_ending(cleaned: str, original: str) -> str:
    """``cleaned`` with the trailing slash or ``/.`` that ``original`` has."""
    if not names_content(cleaned) and names_content(original):
        cleaned += "." if cleaned.endswith("/") else "/."
    if not cleaned.endswith("/") and original.endswith("/"):
        cleaned += "/"
    return cleaned


def split(path: str) -> tuple[str, str]:
    """The folder and the entry in it; for ``a/.`` that is ``a`` and ``.``."""
    cleaned = clean(path)
    if names_content(path):
        return cleaned, "."
    return posixpath.dirname(cleaned) or ".", posixpath.basename(cleaned) or "/"


def base(path: str) -> str:
    """Go's ``filepath.Base``: the last part whatever trailing slashes there are."""
    return posixpath.basename(path.rstrip("/")) or ("/" if path else ".")


def resolve(path: str) -> str:
    """The absolute ``path`` without symbolic links; a trailing slash asks for a folder.

    PydockError names the part that is missing, as Go does.
    """
    done = "/"
    parts = [part for part in reversed(path.split("/")) if part]
    links = 0
    while parts:
        part = parts.pop()
        if part == ".":
            continue
        if part == "..":
            done = posixpath.dirname(done)
            continue
        place = posixpath.join(done, part)
        status = lstat(place)
        if stat.S_ISLNK(status.st_mode):
            links += 1
            if links > _MAX_LINKS:
                raise PydockError("EvalSymlinks: too many links")
            target = os.readlink(place)
            parts += [piece for piece in reversed(target.split("/")) if piece]
            if target.startswith("/"):
                done = "/"
            continue
        if (parts or path.endswith("/")) and not stat.S_ISDIR(status.st_mode):
            raise PydockError("not a directory")
        done = place
    return done


def lstat(path: str) -> os.stat_result:
    """``os.lstat`` with Go's error: ``lstat PATH: no such file or directory``."""
    try:
        return os.lstat(path)
    except OSError as error:
        raise PydockError(f"lstat {path}: {reason(error)}") from error


def reason(error: OSError) -> str:
    """The system's error text as Go writes it."""
    return (error.strerror or str(error)).lower()
