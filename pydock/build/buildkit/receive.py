"""A folder that arrives over the fsutil protocol, written so that no entry leaves the folder.

Parents are opened one by one without following links; a symbolic link in the way of a parent is an error of
the sender and is replaced by nothing. Files are asked for as they are announced and written as they come.
"""

from __future__ import annotations

import os
import stat
import sys
from collections import deque
from typing import NamedTuple

from pydock.build.buildkit.grpc.channel import Call
from pydock.build.buildkit.grpc.peer import envelope
from pydock.build.buildkit.grpc.status import GrpcError
from pydock.build.buildkit.proto import fsutil_pb2
from pydock.build.buildkit.walk import (
    MODE_DIR,
    MODE_PIPE,
    MODE_SETGID,
    MODE_SETUID,
    MODE_STICKY,
    MODE_SYMLINK,
    NOT_REGULAR,
    go_reason,
)
from pydock.errors import PydockError

if sys.platform == "win32":  # it cannot open one folder from another
    raise PydockError("receiving folders from BuildKit is not supported on Windows")

_TYPES = fsutil_pb2.PacketType
_AT_ONCE = 64
_PATIENCE = 2.0
_IS_ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False


class _Waiting(NamedTuple):
    path: bytes
    stat: fsutil_pb2.Stat


def receive_folder(call: Call, root: str) -> None:
    """Write what the engine sends below ``root``. Raises PydockError for entries that would leave it."""
    _Receiver(call, os.fsencode(root)).run()


class _Receiver:
    def __init__(self, call: Call, root: bytes) -> None:
        self.call = call
        self.root = root
        self.waiting: dict[int, _Waiting] = {}
        self.queue: deque[tuple[int, _Waiting]] = deque()
        self.open: dict[int, int] = {}
        self.folders: list[tuple[bytes, fsutil_pb2.Stat]] = []
        self.links: list[tuple[bytes, fsutil_pb2.Stat]] = []
        self.count = 0
        self.listed = False

    def run(self) -> None:
        """Take packets until all files are here, then say FIN and wait for the answer."""
        try:
            for message in self.call:
                packet = fsutil_pb2.Packet.FromString(message)
                if packet.type == _TYPES.PACKET_STAT:
                    self._stat(packet)
                elif packet.type == _TYPES.PACKET_DATA:
                    self._data(packet.ID, packet.data)
                elif packet.type == _TYPES.PACKET_ERR:
                    raise PydockError(f"error from sender: {packet.data.decode(errors='replace')}")
                elif packet.type == _TYPES.PACKET_FIN:
                    break
                self._ask()
                if self.listed and not self.waiting and not self.queue:
                    self.listed = False
                    self._finish()
                    self.call.send(fsutil_pb2.Packet(type=_TYPES.PACKET_FIN).SerializeToString())
        except (OSError, PydockError) as error:
            self._tell(error)
            raise
        finally:
            for descriptor in self.open.values():
                os.close(descriptor)

    def _tell(self, error: OSError | PydockError) -> None:
        """Give the engine the reason, which it gives back as the build's, and let it end the call.

        Were the call to end from our side at once, the engine would know of an EOF only.
        """
        reason = go_reason(error) if isinstance(error, OSError) else error.message
        packet = fsutil_pb2.Packet(type=_TYPES.PACKET_ERR, data=reason.encode("utf-8", "surrogateescape"))
        try:
            self.call.send(packet.SerializeToString())
            while self.call.receive(_PATIENCE) is not None:
                pass
        except (GrpcError, TimeoutError):
            pass  # the call is over, or the engine has nothing to say

    def _stat(self, packet: fsutil_pb2.Packet) -> None:
        if not packet.HasField("stat"):
            self.listed = True
            return
        number, self.count = self.count, self.count + 1
        info = packet.stat
        path = _checked(info.path)
        if info.mode & MODE_DIR:
            self._folder(path, info)
        elif info.mode & NOT_REGULAR:
            self._special(path, info)
        elif info.linkname:
            self.links.append((path, info))
        else:
            self.queue.append((number, _Waiting(path, info)))

    def _ask(self) -> None:
        out = bytearray()
        while self.queue and len(self.waiting) < _AT_ONCE:
            number, item = self.queue.popleft()
            self.waiting[number] = item
            out += envelope(fsutil_pb2.Packet(type=_TYPES.PACKET_REQ, ID=number).SerializeToString())
        if out:
            self.call.send_enveloped(out)

    def _data(self, number: int, data: bytes) -> None:
        item = self.waiting.get(number)
        if item is None:
            raise PydockError(f"error from sender: invalid file request {number}")
        descriptor = self.open.get(number)
        if descriptor is None:
            descriptor = self.open[number] = self._create(item.path)
        if data:
            view = memoryview(data)
            while view:
                try:
                    view = view[os.write(descriptor, view) :]
                except OSError as error:
                    raise PydockError(f"write {os.fsdecode(item.path)}: {go_reason(error)}") from error
            return
        _dress(descriptor, item.stat)
        os.close(self.open.pop(number))
        del self.waiting[number]

    def _parent(self, path: bytes) -> tuple[int, bytes]:
        """A descriptor of the folder that holds ``path``, every part of it a real folder, and the last name."""
        *parts, name = path.split(b"/")
        descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        for part in parts:
            try:
                below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=descriptor)
            except OSError as error:
                raise PydockError(f"cannot write {os.fsdecode(path)}: {error.strerror}") from error
            finally:
                os.close(descriptor)
            descriptor = below
        return descriptor, name

    def _create(self, path: bytes) -> int:
        parent, name = self._parent(path)
        try:
            _clear(parent, name)
            return os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=parent)
        finally:
            os.close(parent)

    def _folder(self, path: bytes, info: fsutil_pb2.Stat) -> None:
        parent, name = self._parent(path)
        try:
            try:
                if not stat.S_ISDIR(os.lstat(name, dir_fd=parent).st_mode):
                    os.unlink(name, dir_fd=parent)
                    os.mkdir(name, 0o700, dir_fd=parent)
            except FileNotFoundError:
                os.mkdir(name, 0o700, dir_fd=parent)
        finally:
            os.close(parent)
        self.folders.append((path, info))

    def _special(self, path: bytes, info: fsutil_pb2.Stat) -> None:
        parent, name = self._parent(path)
        try:
            _clear(parent, name)
            if info.mode & MODE_SYMLINK:
                os.symlink(info.linkname, name, dir_fd=parent)
                os.utime(name, ns=(info.modTime, info.modTime), dir_fd=parent, follow_symlinks=False)
            elif info.mode & MODE_PIPE:
                os.mkfifo(name, _bits(info.mode), dir_fd=parent)
        finally:
            os.close(parent)

    def _finish(self) -> None:
        """Hard links need their targets, and folders their times once nothing changes in them any more."""
        for path, info in self.links:
            target, target_name = self._parent(_checked(info.linkname))
            parent, name = self._parent(path)
            try:
                _clear(parent, name)
                os.link(target_name, name, src_dir_fd=target, dst_dir_fd=parent, follow_symlinks=False)
            finally:
                os.close(target)
                os.close(parent)
        for path, info in reversed(self.folders):
            parent, name = self._parent(path)
            try:
                descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
            finally:
                os.close(parent)
            try:
                _dress(descriptor, info)
            finally:
                os.close(descriptor)


def _checked(path: bytes) -> bytes:
    parts = path.split(b"/")
    if not path or path.startswith(b"/") or any(part in (b"", b".", b"..") for part in parts):
        raise PydockError(f"the engine sent an unsafe path: {os.fsdecode(path)}")
    return path


def _clear(parent: int, name: bytes) -> None:
    """Make room for an entry: what stands there goes, folders with all that is in them."""
    try:
        info = os.lstat(name, dir_fd=parent)
    except FileNotFoundError:
        return
    if stat.S_ISDIR(info.st_mode):
        from shutil import rmtree

        rmtree(f"/proc/self/fd/{parent}/{os.fsdecode(name)}")
    else:
        os.unlink(name, dir_fd=parent)


def _dress(descriptor: int, info: fsutil_pb2.Stat) -> None:
    """Owner (root only), mode and time of an open file or folder."""
    if _IS_ROOT:
        os.fchown(descriptor, info.uid, info.gid)
    os.fchmod(descriptor, _bits(info.mode))
    if sys.platform == "linux":
        for key, value in info.xattrs.items():
            try:
                os.setxattr(descriptor, key, value)
            except OSError:
                pass  # not every file system has them, and not every user may set them
    os.utime(descriptor, ns=(info.modTime, info.modTime))


def _bits(mode: int) -> int:
    bits = mode & 0o777
    for flag, bit in ((MODE_SETUID, stat.S_ISUID), (MODE_SETGID, stat.S_ISGID), (MODE_STICKY, stat.S_ISVTX)):
        if mode & flag:
            bits |= bit
    return bits
