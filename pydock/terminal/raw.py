"""A terminal that hands over every key (:func:`raw_mode`, :func:`single_keys`) or shows none (:func:`silent`)."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from pydock.terminal.console import raw_mode, silent, single_keys
else:
    from pydock.terminal.tty import raw_mode, silent, single_keys

__all__ = ["raw_mode", "silent", "single_keys"]
