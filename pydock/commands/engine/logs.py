"""``pydock engine logs``."""

from __future__ import annotations

import os
from typing import BinaryIO

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.errors import PydockError
from pydock.portable.users import user_id

_BLOCK = 1 << 16


@command()
@option("-f", "--follow", kind=kinds.BOOL, help="Go on as the log grows.")
@option("-n", "--tail", kind=kinds.STRING, default="all", default_text="all", help="Lines from the end.")
def logs(app: App, follow: bool, tail: str) -> None:
    """Print the log of pydock's own engine."""
    from pydock.embedded.paths import paths

    log = paths(app.environ, user_id()).log
    if not os.path.exists(log):
        raise PydockError("The embedded engine has not written a log yet.")
    with open(log, "rb", buffering=0) as file:
        if tail.isdigit():
            file.seek(_start_of_last(file, int(tail)))
        while True:
            while data := file.read(_BLOCK):
                app.out(data)
            app.streams.stdout.flush()
            if not follow:
                return
            import time

            time.sleep(0.2)


def _start_of_last(file: BinaryIO, count: int) -> int:
    """Where the last ``count`` lines begin, found from the end in blocks."""
    end = position = file.seek(0, os.SEEK_END)
    if not count:
        return end
    wanted = count
    while position:
        size = min(_BLOCK, position)
        position -= size
        file.seek(position)
        block = file.read(size)
        at = len(block)
        while (at := block.rfind(b"\n", 0, at)) >= 0:
            if position + at == end - 1:
                continue
            wanted -= 1
            if not wanted:
                return position + at + 1
    return 0
