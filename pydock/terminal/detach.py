"""Detach keys: their notation, and finding them in what is typed."""

from __future__ import annotations

from pydock.errors import PydockError

DEFAULT = "ctrl-p,ctrl-q"
_CONTROL = {f"ctrl-{character}": code for code, character in enumerate("@abcdefghijklmnopqrstuvwxyz[\\]^_")}


def parse_keys(text: str) -> bytes:
    """``ctrl-p,ctrl-q`` as bytes: single characters, ``ctrl-`` with ``@ a-z [ \\ ] ^ _``, and ``DEL``."""
    keys = bytearray()
    for key in text.split(","):
        raw = key.encode("utf-8", "surrogateescape")
        if len(raw) == 1:
            keys += raw
        elif key in _CONTROL:
            keys.append(_CONTROL[key])
        elif key == "DEL":
            keys.append(127)
        else:
            raise PydockError(f"Unknown character: '{key}'")
    return bytes(keys)


class Detacher:
    """Watches typed bytes, cut anywhere, for the sequence. A begun sequence is held back until it is none."""

    __slots__ = ("_keys", "_matched", "found")

    def __init__(self, keys: bytes) -> None:
        self._keys = keys
        self._matched = 0
        self.found = False

    def feed(self, data: bytes) -> bytes:
        """What of ``data`` goes on to the container. Sets ``found`` when the sequence is complete.

        As in Docker, the byte that breaks a begun sequence does not begin another.
        """
        keys = self._keys
        if not keys or (not self._matched and keys[0] not in data):
            return data
        out = bytearray()
        for byte in data:
            if byte == keys[self._matched]:
                self._matched += 1
                if self._matched == len(keys):
                    self.found = True
                    break
                continue
            out += keys[: self._matched]
            out.append(byte)
            self._matched = 0
        return bytes(out)
