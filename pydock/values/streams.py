"""``--attach STREAM``."""

from __future__ import annotations


def parse_attach(text: str) -> str:
    """``stdin``, ``stdout`` or ``stderr``, given in any case."""
    stream = text.lower()
    if stream not in ("stdin", "stdout", "stderr"):
        raise ValueError("valid streams are STDIN, STDOUT and STDERR")
    return stream
