"""A terminal that hands over every key, or keeps what is typed to itself: :func:`raw_mode` and :func:`silent`."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from pydock.terminal.console import raw_mode, silent
else:
    from pydock.terminal.tty import raw_mode, silent

__all__ = ["raw_mode", "silent"]
