"""Folders by the XDG rules."""

from __future__ import annotations

import pytest

from pydock.embedded.paths import paths

LONG = "/" + "r" * 99


@pytest.mark.parametrize(
    ("environ", "uid", "state", "socket"),
    [
        ({"HOME": "/h"}, 0, "/h/.local/state/pydock/engine", "/run/pydock/engine.sock"),
        ({"HOME": "/h"}, 7, "/h/.local/state/pydock/engine", "/tmp/pydock-7/engine.sock"),
        ({"HOME": "/h", "XDG_STATE_HOME": "rel"}, 7, "/h/.local/state/pydock/engine", "/tmp/pydock-7/engine.sock"),
        ({"XDG_STATE_HOME": "/s", "XDG_RUNTIME_DIR": "/r"}, 7, "/s/pydock/engine", "/r/pydock/engine.sock"),
        ({"HOME": "/h", "XDG_RUNTIME_DIR": LONG}, 7, "/h/.local/state/pydock/engine", "/tmp/pydock-7/engine.sock"),
    ],
)
def test_paths(environ: dict[str, str], uid: int, state: str, socket: str) -> None:
    found = paths(environ, uid)
    assert (found.state, found.socket) == (state, socket)
