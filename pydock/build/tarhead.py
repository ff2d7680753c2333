"""Tar headers as bytes: POSIX ustar with pax records for what does not fit, and GNU's forms when reading.

Names and link targets are bytes: a file name need not be text. No I/O here.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydock.errors import PydockError

BLOCK = 512
END = bytes(2 * BLOCK)

REGULAR, HARDLINK, SYMLINK, CHAR, BLOCKDEV, FOLDER, FIFO = b"0", b"1", b"2", b"3", b"4", b"5", b"6"
_PAX, _PAX_GLOBAL, _GNU_NAME, _GNU_LINK = b"x", b"g", b"L", b"K"
META = frozenset((_PAX, _PAX_GLOBAL, _GNU_NAME, _GNU_LINK))
_OCTAL = frozenset(b"01234567")


class BadArchive(PydockError):
    """What was read is not a tar archive, or a broken one."""


class Header:
    """One entry. ``mode`` holds the twelve permission bits, ``mtime`` seconds, ``size`` the bytes that follow."""

    __slots__ = ("devmajor", "devminor", "gid", "link", "mode", "mtime", "name", "size", "type", "uid", "xattrs")

    def __init__(
        self,
        name: bytes,
        type: bytes = REGULAR,
        *,
        mode: int = 0o644,
        uid: int = 0,
        gid: int = 0,
        size: int = 0,
        mtime: float = 0,
        link: bytes = b"",
        devmajor: int = 0,
        devminor: int = 0,
        xattrs: Mapping[str, bytes] | None = None,
    ) -> None:
        self.name = name
        self.type = type
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.size = size
        self.mtime = mtime
        self.link = link
        self.devmajor = devmajor
        self.devminor = devminor
        self.xattrs = xattrs or {}


def padding(size: int) -> int:
    """Bytes of zeros that follow ``size`` bytes of content."""
    return -size % BLOCK


def encode(header: Header) -> bytes:
    """The header's blocks: one, or three and more where pax records are needed."""
    records: dict[str, bytes] = {}
    name = header.name
    prefix = b""
    if not name.isascii() or len(name) > 100:
        prefix, name = _split(name) if name.isascii() else (b"", b"")
        if not name:
            records["path"] = header.name
            name = _plain(header.name)
    link = header.link
    if not link.isascii() or len(link) > 100:
        records["linkpath"] = link
        link = _plain(link)
    numbers = [header.uid, header.gid, header.size, int(header.mtime)]
    for index, (key, digits) in enumerate((("uid", 7), ("gid", 7), ("size", 11), ("mtime", 11))):
        if not 0 <= numbers[index] < 8**digits:
            records[key] = str(numbers[index]).encode()
            numbers[index] = 0
    for key, value in header.xattrs.items():
        records[f"SCHILY.xattr.{key}"] = value
    block = _block(name, prefix, link, header.type, header.mode, numbers, header.devmajor, header.devminor)
    return _pax(records, name) + block if records else block


def _block(
    name: bytes, prefix: bytes, link: bytes, kind: bytes, mode: int, numbers: list[int], major: int, minor: int
) -> bytes:
    uid, gid, size, mtime = numbers
    start = b"%b%07o\0%07o\0%07o\0%011o\0%011o\0" % (name.ljust(100, b"\0"), mode & 0o7777, uid, gid, size, mtime)
    rest = b"%b%bustar\00000%b%07o\0%07o\0%b" % (
        kind,
        link.ljust(100, b"\0"),
        bytes(64),
        major & 0o7777777,
        minor & 0o7777777,
        prefix.ljust(167, b"\0"),
    )
    total = sum(start) + sum(rest) + 8 * 0x20
    return b"%b%06o\0 %b" % (start, total, rest)


def _split(name: bytes) -> tuple[bytes, bytes]:
    """A long ASCII name as ustar's prefix and name; two empty parts if no slash divides it so."""
    if len(name) > 256:
        return b"", b""
    cut = name.rfind(b"/", 0, min(len(name) - 1, 156))
    if cut <= 0 or len(name) - cut - 1 > 100:
        return b"", b""
    return name[:cut], name[cut + 1 :]


def _plain(name: bytes) -> bytes:
    """What readers without pax see."""
    return bytes(byte for byte in name if byte < 0x80)[:100].rstrip(b"/")


def _pax(records: Mapping[str, bytes], name: bytes) -> bytes:
    body = b"".join(_record(key.encode(), records[key]) for key in sorted(records))
    path = b"PaxHeaders.0/" + name.rpartition(b"/")[2]
    block = _block(path[:100], b"", b"", _PAX, 0o644, [0, 0, len(body), 0], 0, 0)
    return block + body + bytes(padding(len(body)))


def _record(key: bytes, value: bytes) -> bytes:
    rest = b" %b=%b\n" % (key, value)
    length = len(rest) + len(str(len(rest)))
    if len(str(length)) != len(str(len(rest))):
        length += 1
    return b"%d%b" % (length, rest)


def decode(block: bytes) -> Header | None:
    """One block; None for a block of zeros, which ends the archive. Raises BadArchive."""
    if block.count(0) == BLOCK:
        return None
    wanted = _number(block[148:156])
    if wanted != sum(block) - sum(block[148:156]) + 8 * 0x20:
        raise BadArchive("archive/tar: invalid tar header")
    name = block[:100].partition(b"\0")[0]
    if block[257:263] == b"ustar\0":
        prefix = block[345:500].partition(b"\0")[0]
        if prefix:
            name = prefix + b"/" + name
    header = Header(
        name,
        block[156:157],
        mode=_number(block[100:108]) & 0o7777,
        uid=_number(block[108:116]),
        gid=_number(block[116:124]),
        size=_number(block[124:136]),
        mtime=_number(block[136:148]),
        link=block[157:257].partition(b"\0")[0],
        devmajor=_number(block[329:337]),
        devminor=_number(block[337:345]),
    )
    if header.type == b"\0":
        header.type = FOLDER if name.endswith(b"/") else REGULAR
    if header.size < 0:
        raise BadArchive("archive/tar: invalid tar header")
    if header.type not in (REGULAR, b"7", b"S") and header.type not in META:
        header.size = 0
    return header


def amend(header: Header, meta: bytes, kind: bytes) -> None:
    """Apply an extension's content (``kind`` is its type) to the header that it precedes."""
    if kind == _GNU_NAME:
        header.name = meta.partition(b"\0")[0]
    elif kind == _GNU_LINK:
        header.link = meta.partition(b"\0")[0]
    elif kind == _PAX:
        for key, value in _records(meta):
            _apply(header, key, value)


def _apply(header: Header, key: bytes, value: bytes) -> None:
    try:
        if key == b"path":
            header.name = value
        elif key == b"linkpath":
            header.link = value
        elif key == b"size":
            header.size = int(value)
        elif key == b"uid":
            header.uid = int(value)
        elif key == b"gid":
            header.gid = int(value)
        elif key == b"mtime":
            header.mtime = float(value)
        elif key.startswith(b"SCHILY.xattr."):
            header.xattrs = {**header.xattrs, key[13:].decode("utf-8", "surrogateescape"): value}
    except ValueError as error:
        raise BadArchive("archive/tar: invalid tar header") from error
    if b"\0" in header.name or b"\0" in header.link or header.size < 0:
        raise BadArchive("archive/tar: invalid tar header")


def _records(meta: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    while meta:
        digits, space, _ = meta[:24].partition(b" ")
        if not space or not digits.isdigit():
            raise BadArchive("archive/tar: invalid tar header")
        length = int(digits)
        if length > len(meta):
            raise BadArchive("archive/tar: invalid tar header")
        record, meta = meta[len(digits) + 1 : length], meta[length:]
        key, equals, value = record.partition(b"=")
        if not equals or not value.endswith(b"\n"):
            raise BadArchive("archive/tar: invalid tar header")
        found.append((key, value[:-1]))
    return found


def _number(field: bytes) -> int:
    """An octal number, or GNU's base 256 when the first bit is set."""
    if field[0] & 0x80:
        value = int.from_bytes(field, "big")
        bits = 8 * len(field)
        return value - (1 << bits) if field[0] & 0x40 else value - (1 << (bits - 1))
    text = field.strip(b" \0")
    if not text:
        return 0
    text = text.partition(b"\0")[0].rstrip(b" ")
    if not _OCTAL.issuperset(text):
        raise BadArchive("archive/tar: invalid tar header")
    return int(text, 8)
