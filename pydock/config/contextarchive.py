"""Contexts as archives, in Docker's layout: ``meta.json`` and ``tls/ENDPOINT/FILE`` in a tar (or, read only, zip).

Nothing of an archive is unpacked by name: its members are read into memory, checked, and written by the store.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from pydock.config.contextstore import Context, ContextStore, encode_meta, parse_meta
from pydock.errors import ConfigError

if TYPE_CHECKING:
    import tarfile

LARGEST = 10 << 20
"""Bytes that an archive, and what it holds when unpacked, may have."""

_META = "meta.json"
_TOO_LARGE = "read exceeds the defined limit"


class Archive(NamedTuple):
    """What an archive holds: the context, and endpoint -> TLS file name -> bytes."""

    context: Context
    tls: dict[str, dict[str, bytes]]


def pack(context: Context, tls: dict[str, dict[str, bytes]]) -> bytes:
    """The tar of a context."""
    import tarfile

    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        _add(archive, _META, encode_meta(context), 0o644)
        _add(archive, "tls", None, 0o700)
        for endpoint, files in tls.items():
            _add(archive, f"tls/{endpoint}", None, 0o700)
            for name, content in files.items():
                _add(archive, f"tls/{endpoint}/{name}", content, 0o600)
    return target.getvalue()


def _add(archive: tarfile.TarFile, name: str, content: bytes | None, mode: int) -> None:
    import tarfile

    member = tarfile.TarInfo(name)
    member.mode = mode
    if content is None:
        member.type = tarfile.DIRTYPE
        archive.addfile(member)
    else:
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))


def unpack(raw: bytes) -> Archive:
    """Read a tar or zip. Raises ConfigError for one that is broken, too large, or holds anything unexpected."""
    if len(raw) > LARGEST:
        raise ConfigError(_TOO_LARGE)
    members = _from_zip(raw) if raw.startswith(b"PK") else _from_tar(raw)
    tls: dict[str, dict[str, bytes]] = {}
    for name, content in members.items():
        if name != _META:
            endpoint, file = _tls_place(name)
            tls.setdefault(endpoint, {})[file] = content
    if _META not in members:
        raise ConfigError("invalid context: no metadata found")
    return Archive(parse_meta(members[_META], _META), tls)


def _from_tar(raw: bytes) -> dict[str, bytes]:
    import tarfile

    members: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as archive:
            for member in archive:
                if member.isdir():
                    continue
                _check_name(member.name)
                if not member.isreg():
                    raise ConfigError(f"unexpected context file: {member.name} is not a regular file")
                source = archive.extractfile(member)
                members[member.name] = source.read() if source is not None else b""
    except tarfile.ReadError as error:
        if not raw:
            return {}
        raise ConfigError("unexpected EOF" if len(raw) < 512 else "archive/tar: invalid tar header") from error
    return members


def _from_zip(raw: bytes) -> dict[str, bytes]:
    import zipfile

    members: dict[str, bytes] = {}
    left = LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for member in archive.infolist():
                if member.is_dir():
                    continue
                _check_name(member.filename)
                with archive.open(member) as source:
                    content = source.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise ConfigError(_TOO_LARGE)
                members[member.filename] = content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ConfigError("zip: not a valid zip file") from error
    return members


def _check_name(name: str) -> None:
    parts = name.split("/")
    if "\\" in name or "\0" in name:
        raise ConfigError(f"{name}: unexpected '\\' in path")
    if any(part in ("", ".", "..") for part in parts):
        raise ConfigError(f"{name}: unexpected path format")
    if name != _META and parts[0] != "tls":
        raise ConfigError(f"{name}: unexpected context file")


def _tls_place(name: str) -> tuple[str, str]:
    parts = name.split("/")
    if len(parts) != 3:
        raise ConfigError(f"{name}: unexpected context file")
    return parts[1], parts[2]


def export_context(store: ContextStore, name: str) -> bytes:
    """The archive of a stored context. Raises ContextNotFound."""
    return pack(store.load(name), store.read_tls(name))


def import_context(store: ContextStore, name: str, raw: bytes) -> None:
    """Store what the archive holds under ``name``. Nothing is stored when the archive is at fault."""
    archive = unpack(raw)
    store.save(archive.context._replace(name=name))
    for endpoint, files in archive.tls.items():
        store.replace_tls(name, endpoint, files)
