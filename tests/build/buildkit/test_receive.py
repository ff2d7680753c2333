"""Any folder that is sent arrives as it was, through both halves of the protocol on one connection."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pydock.build.buildkit import filesync
from pydock.build.buildkit.receive import receive_folder
from tests.support.grpc import served

_NAMES = st.binary(min_size=1, max_size=9).filter(lambda name: name not in (b".", b"..") and not {0, 47} & set(name))
_FILES = st.one_of(st.binary(max_size=40), st.integers(0, 400_000).map(lambda size: bytes(range(256)) * (size // 256)))
_TREES = st.recursive(_FILES, lambda below: st.dictionaries(_NAMES, below, max_size=6), max_leaves=12)

Tree = bytes | dict[bytes, "Tree"]


def _write(folder: bytes, tree: dict[bytes, Tree]) -> None:
    os.mkdir(folder)
    for name, item in tree.items():
        path = os.path.join(folder, name)
        if isinstance(item, dict):
            _write(path, item)
        else:
            with open(path, "wb") as file:
                file.write(item)


def _read(folder: bytes) -> dict[bytes, Tree]:
    found: dict[bytes, Tree] = {}
    for entry in os.scandir(folder):
        found[entry.name] = _read(entry.path) if entry.is_dir() else Path(os.fsdecode(entry.path)).read_bytes()
    return found


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(_NAMES, _TREES, max_size=6))
def test_any_folder_arrives(tree: dict[bytes, Tree]) -> None:
    with tempfile.TemporaryDirectory() as above:
        source, target = os.path.join(os.fsencode(above), b"source"), os.path.join(above, "target")
        _write(source, tree)
        os.mkdir(target)
        with served({filesync.PATH: filesync.FileSync({"context": source})}) as client:
            call = client.call(filesync.PATH, metadata=[("dir-name", "context")])
            receive_folder(call, target)
            call.close_send()
            call.check()
        assert _read(os.fsencode(target)) == tree
