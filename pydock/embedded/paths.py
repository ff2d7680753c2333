"""Where the embedded engine keeps its things, by the XDG rules."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple

from pydock.errors import ConfigError

_LONGEST_SOCKET = 107


class Paths(NamedTuple):
    """``state`` keeps the log and the record of what runs, ``data`` images and containers, ``run`` the socket."""

    state: str
    data: str
    run: str

    @property
    def socket(self) -> str:
        return f"{self.run}/engine.sock"

    @property
    def host(self) -> str:
        return f"unix://{self.socket}"

    @property
    def pid_file(self) -> str:
        return f"{self.run}/engine.pid"

    @property
    def exec_root(self) -> str:
        return f"{self.run}/exec"

    @property
    def log(self) -> str:
        return f"{self.state}/engine.log"

    @property
    def record(self) -> str:
        return f"{self.state}/engine.json"

    @property
    def lock(self) -> str:
        return f"{self.state}/lock"

    def make(self) -> None:
        """Create the folders. Raises ConfigError where that is not allowed."""
        for folder in (self.state, self.data, self.run):
            try:
                os.makedirs(folder, mode=0o700, exist_ok=True)
            except OSError as error:
                raise ConfigError(f"cannot create {folder}: {error.strerror}") from None


def paths(environ: Mapping[str, str], uid: int) -> Paths:
    """The folders of user ``uid``. Relative values of the XDG variables count as unset.

    Without XDG_RUNTIME_DIR the socket is in ``/run`` for root, in ``/tmp`` for others, and there too when
    its path would be longer than a socket's may be.
    """
    home = environ.get("HOME") or "/root"
    state = f"{_folder(environ, 'XDG_STATE_HOME', f'{home}/.local/state')}/pydock/engine"
    data = f"{_folder(environ, 'XDG_DATA_HOME', f'{home}/.local/share')}/pydock/engine"
    short = "/run/pydock" if uid == 0 else f"/tmp/pydock-{uid}"
    run = f"{_folder(environ, 'XDG_RUNTIME_DIR', '')}/pydock"
    made = Paths(state, data, short if run == "/pydock" else run)
    if len(os.fsencode(made.socket)) > _LONGEST_SOCKET:
        made = made._replace(run=short)
    return made


def _folder(environ: Mapping[str, str], name: str, default: str) -> str:
    value = environ.get(name, "")
    return value.rstrip("/") if value.startswith("/") else default
