"""Where the process begins: ``python -m pydock`` and the console scripts."""

from __future__ import annotations

import signal
from types import ModuleType


def main() -> None:
    """The console script ``pydock``."""
    _program().main()


def compose_main() -> None:
    """The console script ``pydock-compose``."""
    _program().compose_main()


def _program() -> ModuleType:
    """The command line's module. While it loads, an interrupt ends the process at once, with no traceback."""
    interrupted = signal.getsignal(signal.SIGINT)
    if interrupted is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from pydock.cli import main as program

    signal.signal(signal.SIGINT, interrupted)
    return program


if __name__ == "__main__":
    main()
