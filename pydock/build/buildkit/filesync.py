"""The file sync service: the engine asks for a folder of ours and takes from it the files that it lacks.

Protocol (fsutil): we list every entry in a STAT packet, then one empty STAT; the engine asks for files by
their place in the list (REQ), at any time and in any order; each file goes out in DATA packets that an empty
one ends; FIN from the engine, answered by FIN, ends it all.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote_plus

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.status import NOT_FOUND, GrpcError
from pydock.build.buildkit.proto import fsutil_pb2
from pydock.build.buildkit.walk import NOT_REGULAR, Entry, Filter, go_reason, walk
from pydock.errors import PydockError

PATH = "/moby.filesync.v1.FileSync/DiffCopy"
_CHUNK = 1 << 17
_BATCH = 1 << 15
_ENVELOPE = struct.Struct(">BI")
_TYPES = fsutil_pb2.PacketType
STAT, REQ, DATA = _TYPES.PACKET_STAT, _TYPES.PACKET_REQ, _TYPES.PACKET_DATA
FIN, ERR = _TYPES.PACKET_FIN, _TYPES.PACKET_ERR


class FileSync:
    """Serves ``folders`` (name -> path) read-only.

    ``sent`` counts bytes of file data; ``changed`` gains the paths of files that were not as large as listed;
    ``listed`` has, for each folder, a fingerprint (mode, size, time) of every file that was listed.
    """

    def __init__(self, folders: Mapping[str, bytes]) -> None:
        self.folders = dict(folders)
        self.sent = 0
        self.changed: list[str] = []
        self.listed: dict[str, dict[str, str]] = {name: {} for name in folders}

    def __call__(self, call: Call) -> None:
        options = metadata_lists(call.metadata)
        name = (options.get("dir-name") or [""])[0]
        root = self.folders.get(name)
        if root is None:
            raise GrpcError(NOT_FOUND, f"no access allowed to dir {_quoted(name)}")
        wanted = Filter(
            tuple(options.get("include-patterns", ())),
            tuple(options.get("exclude-patterns", ())),
            tuple(options.get("followpaths", ())),
        )
        _Sender(call, root, wanted, self._count, self.listed[name]).run()

    def _count(self, path: bytes, size: int, listed: int) -> None:
        self.sent += size
        if size != listed:
            self.changed.append(os.fsdecode(path))


class _Sender:
    def __init__(
        self,
        call: Call,
        root: bytes,
        wanted: Filter,
        count: Callable[[bytes, int, int], None],
        listed: dict[str, str],
    ) -> None:
        self.call = call
        self.root = root
        self.wanted = wanted
        self.count = count
        self.listed = listed
        self.files: dict[int, tuple[bytes, int]] = {}
        self.out = bytearray()
        self.done = False

    def run(self) -> None:
        """List, answer requests meanwhile and after, until the engine says FIN."""
        try:
            self._list()
            while not self.done:
                if not self.call.waiting():
                    self._flush()
                self._answer()
            self._flush()
        except PydockError as error:
            if not isinstance(error, GrpcError):
                self._put(fsutil_pb2.Packet(type=ERR, data=error.message.encode()).SerializeToString())
                self._flush()
            raise

    def _list(self) -> None:
        for index, entry in enumerate(walk(self.root, self.wanted)):
            if not entry.mode & NOT_REGULAR:
                self.files[index] = entry.path, entry.size
                mark = "%x %x %x" % (entry.mode, entry.size, entry.modified)  # noqa: UP031 (four times as fast)
                self.listed[entry.path.decode("utf-8", "surrogateescape")] = mark
            self._put(fsutil_pb2.Packet(type=STAT, stat=_stat(entry)).SerializeToString())
            if len(self.out) >= _BATCH:
                self._flush()
                while not self.done and self.call.waiting():
                    self._answer()
        self._put(fsutil_pb2.Packet(type=STAT).SerializeToString())
        self._flush()

    def _answer(self) -> None:
        message = self.call.receive()
        if message is None:
            self.done = True
            return
        packet = fsutil_pb2.Packet.FromString(message)
        if packet.type == REQ:
            self._file(packet.ID)
        elif packet.type == FIN:
            self._put(fsutil_pb2.Packet(type=FIN).SerializeToString())
            self.done = True
        elif packet.type == ERR:
            raise GrpcError(2, f"error from receiver: {packet.data.decode(errors='replace')}")

    def _file(self, number: int) -> None:
        listed = self.files.pop(number, None)
        if listed is None:
            raise GrpcError(2, f"invalid file id {number}")
        path, size = listed
        sent = 0
        for chunk in _chunks(os.path.join(self.root, path)):
            sent += len(chunk)
            self._put(_data_packet(number, chunk))
        self.count(path, sent, size)
        self._put(_data_packet(number, b""))

    def _put(self, packet: bytes) -> None:
        self.out += _ENVELOPE.pack(0, len(packet))
        self.out += packet
        if len(self.out) >= _CHUNK:
            self._flush()

    def _flush(self) -> None:
        if self.out:
            data, self.out = self.out, bytearray()
            self.call.send_enveloped(data)


def metadata_lists(metadata: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Call metadata with the values decoded that the engine had to escape."""
    return {
        key: [unquote_plus(value) for value in values] if f"{key}-encoded" in metadata else values
        for key, values in metadata.items()
    }


def _chunks(path: bytes) -> Iterator[bytes]:
    """A file's bytes. One that is gone or was cut short gives what there is, as Docker does."""
    try:
        with open(path, "rb", buffering=0) as file:
            while chunk := file.read(_CHUNK):
                yield chunk
    except FileNotFoundError:
        return
    except OSError as error:
        raise PydockError(f"open {os.fsdecode(path)}: {go_reason(error)}") from error


def _data_packet(number: int, chunk: bytes) -> bytes:
    return fsutil_pb2.Packet(type=DATA, ID=number, data=chunk).SerializeToString()


def _stat(entry: Entry) -> fsutil_pb2.Stat:
    """Owners are always root: who builds must not change what is built."""
    stat = fsutil_pb2.Stat(path=entry.path, mode=entry.mode, size=entry.size, modTime=entry.modified)
    if entry.link:
        stat.linkname = entry.link
    if entry.device != (0, 0):
        stat.devmajor, stat.devminor = entry.device
    for key, value in entry.attributes:
        stat.xattrs[key] = value
    return stat


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
