"""A folder as BuildKit's file sync sees it: entries in order, filtered by include and exclude patterns.

Folders come before what is in them, names sorted by bytes. A folder that is itself left out is still listed
before the first thing below it that is let in.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pydock.build.patterns import Matcher, Pattern
from pydock.errors import PydockError
from pydock.portable.files import device as device_number

MODE_DIR, MODE_SYMLINK, MODE_DEVICE, MODE_PIPE = 1 << 31, 1 << 27, 1 << 26, 1 << 25
MODE_SETUID, MODE_SETGID, MODE_CHAR, MODE_STICKY = 1 << 23, 1 << 22, 1 << 21, 1 << 20
NOT_REGULAR = MODE_DIR | MODE_SYMLINK | MODE_DEVICE | MODE_PIPE | MODE_CHAR


class Entry(NamedTuple):
    """``path`` is relative, with slashes; ``mode`` is Go's FileMode; ``modified`` in nanoseconds."""

    path: bytes
    mode: int
    size: int
    modified: int
    link: bytes = b""
    device: tuple[int, int] = (0, 0)
    attributes: tuple[tuple[str, bytes], ...] = ()


class Filter(NamedTuple):
    """What the engine asks for. ``follow``: paths whose symbolic links are to be followed inside the folder."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow: tuple[str, ...] = ()


def walk(root: bytes, wanted: Filter) -> Iterator[Entry]:
    """Every wanted entry below ``root``. Files that vanish meanwhile are left out."""
    include = list(wanted.include)
    if wanted.follow:
        from pydock.build.buildkit.follow import follow_links

        include = _deduplicated([*include, *follow_links(root, wanted.follow)])
    everything = not wanted.include and not wanted.follow
    walker = _Walker(root, None if everything else Matcher(include), Matcher(wanted.exclude))
    yield from walker.folder(b"", None, None)


class _Walker:
    def __init__(self, root: bytes, include: Matcher | None, exclude: Matcher) -> None:
        self.root = root
        self.include = include
        self.exclude = exclude
        self.above: list[Entry] = []  # folders on the way down that are not listed yet
        self.seen: dict[tuple[int, int], bytes] = {}
        self.include_prefixes = _prefixes(include.patterns) if include is not None else None
        self.exception_prefixes = _prefixes(p for p in exclude.patterns if p.exception)

    def folder(self, path: bytes, included: Sequence[bool] | None, excluded: Sequence[bool] | None) -> Iterator[Entry]:
        """What is wanted of one folder; ``included`` and ``excluded`` are its matchers' states."""
        for item in self._scan(path):
            child = path + b"/" + item.name if path else item.name
            is_folder = item.is_dir(follow_symlinks=False)
            let_in, child_in, left_out, child_out = self._judge(os.fsdecode(child), included, excluded)
            wanted = let_in and not left_out
            if not wanted and not (is_folder and self._may_hold(os.fsdecode(child), let_in, left_out)):
                continue
            try:
                entry = self._entry(child, item)
            except FileNotFoundError:
                continue
            if entry is None:
                continue
            if wanted:
                yield from self.above
                self.above.clear()
                yield entry
            else:
                self.above.append(entry)
            if is_folder:
                yield from self.folder(child, child_in, child_out)
                if self.above and self.above[-1] is entry:
                    self.above.pop()

    def _scan(self, path: bytes) -> list[os.DirEntry[bytes]]:
        try:
            with os.scandir(os.path.join(self.root, path) if path else self.root) as found:
                return sorted(found, key=lambda item: item.name)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise PydockError(f"error from sender: open {os.fsdecode(error.filename)}: {go_reason(error)}") from error

    def _judge(
        self, path: str, included: Sequence[bool] | None, excluded: Sequence[bool] | None
    ) -> tuple[bool, Sequence[bool] | None, bool, Sequence[bool] | None]:
        let_in, left_out = True, False
        if self.include is not None:
            let_in, included = self.include.step(path, included)
        if self.exclude:
            left_out, excluded = self.exclude.step(path, excluded)
        return let_in, included, left_out, excluded

    def _may_hold(self, folder: str, let_in: bool, left_out: bool) -> bool:
        """Whether anything below an unwanted folder can be wanted."""
        start = folder + "/"
        for hidden, prefixes in ((not let_in, self.include_prefixes), (left_out, self.exception_prefixes)):
            if hidden and prefixes is not None and not any((prefix + "/").startswith(start) for prefix in prefixes):
                return False
        return True

    def _entry(self, path: bytes, item: os.DirEntry[bytes]) -> Entry | None:
        """None for what cannot be sent (sockets)."""
        info = item.stat(follow_symlinks=False)
        kind = stat.S_IFMT(info.st_mode)
        if kind == stat.S_IFSOCK:
            return None
        mode = go_mode(info.st_mode)
        if kind == stat.S_IFDIR:
            return Entry(path, mode, 0, info.st_mtime_ns, attributes=self._attributes(item))
        size, link, device = info.st_size, b"", (0, 0)
        if kind == stat.S_IFLNK:
            link = os.readlink(item.path)
        elif kind in (stat.S_IFBLK, stat.S_IFCHR):
            device = device_number(info)
        if info.st_nlink > 1:
            first = self.seen.setdefault((info.st_dev, info.st_ino), path)
            if first is not path:
                return Entry(path, mode, 0, info.st_mtime_ns, first, device)
        return Entry(path, mode, size, info.st_mtime_ns, link, device, self._attributes(item))

    def _attributes(self, item: os.DirEntry[bytes]) -> tuple[tuple[str, bytes], ...]:
        if sys.platform != "linux":
            return ()
        try:
            names = os.listxattr(item.path, follow_symlinks=False)
            return tuple((name, os.getxattr(item.path, name, follow_symlinks=False)) for name in names)
        except OSError:
            return ()


def go_mode(mode: int) -> int:
    """Go's FileMode of a ``st_mode``."""
    out = stat.S_IMODE(mode) & 0o777
    out |= _KINDS.get(stat.S_IFMT(mode), 0)
    if mode & stat.S_ISUID:
        out |= MODE_SETUID
    if mode & stat.S_ISGID:
        out |= MODE_SETGID
    if mode & stat.S_ISVTX:
        out |= MODE_STICKY
    return out


def go_reason(error: OSError) -> str:
    """An OS error's text as Go spells it: ``permission denied``."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]


_KINDS = {
    stat.S_IFDIR: MODE_DIR,
    stat.S_IFLNK: MODE_SYMLINK,
    stat.S_IFBLK: MODE_DEVICE,
    stat.S_IFCHR: MODE_DEVICE | MODE_CHAR,
    stat.S_IFIFO: MODE_PIPE,
}


def _prefixes(patterns: Iterable[Pattern]) -> list[str] | None:
    """What wanted paths start with; None where a pattern may match anywhere."""
    prefixes = []
    for pattern in patterns:
        if any(letter in pattern.prefix for letter in "*?[\\"):
            return None
        prefixes.append(pattern.prefix)
    return prefixes


def _deduplicated(paths: Iterable[str]) -> list[str]:
    """Without paths that lie below another one."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1] + "/"):
            kept.append(path)
    return kept
