"""The Windows console in raw mode or without echo, and as it was afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import ctypes
    import msvcrt

assert sys.platform == "win32", "raw.py takes tty.py elsewhere"

_PROCESSED_INPUT, _LINE_INPUT, _ECHO_INPUT, _VIRTUAL_TERMINAL_INPUT = 0x1, 0x2, 0x4, 0x200
_COOKED = _PROCESSED_INPUT | _LINE_INPUT | _ECHO_INPUT


@contextmanager
def raw_mode(fd: int) -> Iterator[None]:
    """Hand every key to the reader of ``fd`` while the block runs. Does nothing where ``fd`` is no console."""
    with _mode(fd, clear=_COOKED, add=_VIRTUAL_TERMINAL_INPUT):
        yield


@contextmanager
def silent(fd: int) -> Iterator[None]:
    """Keep what is typed off the screen while the block runs."""
    with _mode(fd, clear=_ECHO_INPUT, add=0):
        yield


@contextmanager
def single_keys(fd: int) -> Iterator[None]:
    """Hand over each key as it is typed and keep it off the screen; Ctrl-C remains a signal."""
    with _mode(fd, clear=_LINE_INPUT | _ECHO_INPUT, add=0):
        yield


@contextmanager
def _mode(fd: int, *, clear: int, add: int) -> Iterator[None]:
    kernel = ctypes.windll.kernel32
    before = ctypes.c_ulong()
    handle = msvcrt.get_osfhandle(fd)
    if not kernel.GetConsoleMode(handle, ctypes.byref(before)):
        yield
        return
    kernel.SetConsoleMode(handle, before.value & ~clear | add)
    try:
        yield
    finally:
        kernel.SetConsoleMode(handle, before.value)
