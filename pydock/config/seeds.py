"""``.token_seed`` in the configuration folder: secrets by registry host that make up keys for the token authority.

buildx has the same file, so that an engine knows a user again who changes between the two.
"""

from __future__ import annotations

import errno
import json
import os
from binascii import a2b_base64, b2a_base64

from pydock.config.file import replace_file
from pydock.portable.files import locked

_NAME = ".token_seed"
_SIZE = 16
_NOT_OURS = (errno.EROFS, errno.EACCES, errno.EPERM)


def seed(folder: str, host: str) -> bytes:
    """The seed of a host, made on first use. In a folder that cannot be written it lasts as long as the process.

    Raises OSError.
    """
    try:
        os.makedirs(folder, exist_ok=True)
        with locked(os.path.join(folder, _NAME + ".lock")):
            return _seed(os.path.join(folder, _NAME), host)
    except OSError as error:
        if error.errno not in _NOT_OURS:
            raise
        return _read(os.path.join(folder, _NAME)).get(host) or os.urandom(_SIZE)


def _seed(path: str, host: str) -> bytes:
    seeds = _read(path)
    if host not in seeds:
        seeds[host] = os.urandom(_SIZE)
        entries = {name: {"Seed": b2a_base64(value, newline=False).decode()} for name, value in sorted(seeds.items())}
        replace_file(path, json.dumps(entries, indent=2).encode())
    return seeds[host]


def _read(path: str) -> dict[str, bytes]:
    """What a file holds that can be read; a damaged one is begun anew."""
    try:
        with open(path, encoding="utf-8") as file:
            return {str(host): a2b_base64(entry["Seed"]) for host, entry in json.load(file).items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
