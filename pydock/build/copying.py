"""Copying between this machine and a container, by the path rules of ``docker cp``.

Where a copy goes depends on both ends: onto a folder it goes into it, onto nothing it takes that name, onto a
file it replaces it; ``SRC/.`` is a folder's content. Symbolic links are copied as links unless followed; on the
way to the source or destination they always lead on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pydock.build import gopaths
from pydock.build.archive import pack, subtree
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.engine.archives import Archives
    from pydock.engine.response import Response

Count = Callable[[int], None]
_BUFFER = 1 << 17
_MAX_LINKS = 10


class End(NamedTuple):
    """One end of a copy. ``rename`` is the name its entries shall bear where a link led to another one."""

    path: str
    exists: bool = True
    is_dir: bool = False
    rename: str = ""


class Plan(NamedTuple):
    """Unpack into ``folder``; entries that start with ``old`` start with ``new`` there."""

    folder: str
    old: str = ""
    new: str = ""


def split_argument(text: str) -> tuple[str, str]:
    """``CONTAINER:PATH`` in two; the container is empty for a path of this machine."""
    container, colon, path = text.partition(":")
    if text.startswith("/") or not colon or container.startswith("."):
        return "", text
    return container, path


def plan(source: End, target: End) -> Plan:
    """How ``source`` becomes ``target``. Raises PydockError where it cannot."""
    folder, name = gopaths.split(target.path)
    _, start = gopaths.split(source.path)
    if target.exists and target.is_dir:
        return Plan(target.path)
    if target.exists:
        if source.is_dir:
            raise PydockError("cannot copy directory")
        return Plan(folder, start, name)
    if not source.is_dir and gopaths.names_folder(target.path):
        raise PydockError("no such directory")
    return Plan(folder, source.rename or start, name)


def copy_in(
    archives: Archives,
    source: str,
    container: str,
    target: str,
    *,
    cwd: str,
    follow: bool = False,
    copy_uidgid: bool = False,
    count: Count | None = None,
) -> str:
    """Copy ``source`` into a container; the path there that was meant. Bytes sent are told to ``count``."""
    end = _container_end(archives, container, target)
    origin = local_source(gopaths.keep_ending(gopaths.absolute(source, cwd), source), follow)
    folder, name = gopaths.split(origin.path)
    where = plan(origin, end)
    shown = where.new if where.old else origin.rename or name
    body = pack(subtree(os.fsencode(os.path.join(folder, name)), os.fsencode(shown)))
    archives.put(container, where.folder, _counted(body, count) if count else body, copy_uidgid=copy_uidgid)
    return end.path


def copy_stream_in(archives: Archives, fd: int, container: str, target: str, *, copy_uidgid: bool = False) -> None:
    """Unpack the tar archive that ``fd`` gives into a folder of a container."""
    from pydock.engine.bodies import from_fd

    end = _container_end(archives, container, target)
    if not end.is_dir:
        raise PydockError(f'destination "{container}:{target}" must be a directory')
    archives.put(container, end.path, from_fd(fd, "stdin"), copy_uidgid=copy_uidgid)


def open_out(archives: Archives, container: str, source: str, *, follow: bool = False) -> tuple[Response, End]:
    """The archive of a container's path, open, and what it is of."""
    rename = ""
    if follow:
        try:
            status = archives.stat(container, source)
        except PydockError:
            status = None
        if status is not None and status.is_symlink:
            link = _beside(source, status.link_target)
            source, rename = _named_as(source, link)
    response, found = archives.get(container, source)
    return response, End(source, True, found.is_dir, rename)


def copy_out(response: Response, source: End, target: str, *, count: Count | None = None) -> list[str]:
    """Unpack what :func:`open_out` gave at ``target``, an absolute path; names of devices that were left out."""
    from pydock.build.extract import Target, unpack
    from pydock.build.tarstream import Reader

    end = local_target(target)
    _, name = gopaths.split(source.path)
    if source.rename:
        # A followed link's archive bears the name of what the link leads to.
        where = plan(source._replace(path=os.path.join("/", source.rename), rename=""), end)
        old, new = name, where.new or source.rename
    else:
        where = plan(source, end)
        old, new = where.old, where.new
    names = partial(_renamed, old=os.fsencode(old), new=os.fsencode(new)) if old else None
    with Target(where.folder) as place:
        return unpack(Reader(_received(response, count)), place, rename=names)


def check_output(path: str, base: str = "") -> None:
    """Refuse a destination, relative to ``base``, whose folder is missing, or that is a device."""
    folder = os.path.dirname(gopaths.clean(path))
    if folder not in ("", ".") and not os.path.exists(os.path.join(base, folder)):
        raise PydockError(f'invalid output path: directory "{folder}" does not exist')
    try:
        mode = os.stat(os.path.join(base, path)).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise PydockError(f"stat {path}: {gopaths.reason(error)}") from error
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        raise PydockError(f'invalid output path: "{path}" must be a directory or a regular file: got a device')


def local_source(path: str, follow: bool) -> End:
    """What is to be copied from here: ``path`` is absolute, with its trailing slash or ``/.`` kept."""
    if follow:
        found, rename = _named_as(path, gopaths.resolve(path))
    else:
        folder, name = os.path.split(path)
        found = gopaths.resolve(folder + "/").rstrip("/") + "/" + name
        rename = gopaths.base(path) if path.endswith("/") and gopaths.base(path) != gopaths.base(found) else ""
    is_dir = stat.S_ISDIR(gopaths.lstat(found).st_mode)
    return End(found, True, is_dir, rename)


def local_target(path: str) -> End:
    """Where a copy goes here; links at the end of the way are followed, the folder above must be there."""
    place = path
    for _ in range(_MAX_LINKS + 1):
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            folder = gopaths.split(place)[0]
            try:
                is_folder = stat.S_ISDIR(os.stat(folder).st_mode)
            except OSError as error:
                raise PydockError(f"stat {folder}: {gopaths.reason(error)}") from error
            if not is_folder:
                raise PydockError("not a directory") from None
            return End(place, False)
        except OSError as error:
            raise PydockError(f"lstat {place}: {gopaths.reason(error)}") from error
        if not stat.S_ISLNK(mode):
            return End(place, True, stat.S_ISDIR(mode))
        place = _beside(place, os.readlink(place))
    raise PydockError(f"too many symlinks in {path}")


def _container_end(archives: Archives, container: str, path: str) -> End:
    """Where a copy goes in a container. What cannot be looked up is taken as not there: the copy itself will tell."""
    place = path
    try:
        status = archives.stat(container, path)
        if status.is_symlink:
            place = _beside(path, status.link_target)
            status = archives.stat(container, place)
    except PydockError:
        return End(place, False)
    if status.is_device or status.is_irregular:
        kind = "a device" if status.is_device else "an irregular file"
        raise PydockError(f'destination "{container}:{path}" must be a directory or a regular file: got {kind}')
    return End(place, True, status.is_dir)


def _beside(path: str, link: str) -> str:
    """Where a link at ``path`` leads."""
    return link if link.startswith("/") else gopaths.clean(os.path.join(gopaths.split(path)[0], link))


def _named_as(path: str, found: str) -> tuple[str, str]:
    """``found`` with the ending of ``path``, and the name it shall keep if it is called otherwise now."""
    if gopaths.names_content(path) and not gopaths.names_content(found):
        found += "/."
    if path.endswith("/") and not found.endswith("/"):
        found += "/"
    name = gopaths.base(path)
    return found, name if name != gopaths.base(found) else ""


def _renamed(name: bytes, *, old: bytes, new: bytes) -> bytes:
    """``old`` at the start of ``name`` becomes ``new``. Everything is below ``/`` and ``.``, however it is written:
    Podman's entries for ``DIR/.`` have no ``./``."""
    if old in (b"/", b"."):
        return new + b"/" + name.removeprefix(b"./").lstrip(b"/")
    return new + name[len(old) :] if name.startswith(old) else name


def _received(response: Response, count: Count | None) -> Iterator[memoryview]:
    """The body through one buffer: a piece is valid until the next is asked for."""
    buffer = memoryview(bytearray(_BUFFER))
    while size := response.readinto(buffer):
        if count:
            count(size)
        yield buffer[:size]


def _counted(body: Iterator[bytes], count: Count) -> Iterator[bytes]:
    for piece in body:
        count(len(piece))
        yield piece
