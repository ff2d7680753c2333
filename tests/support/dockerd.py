"""A stand-in for dockerd: takes its options, writes a log, answers on its socket, ends on SIGTERM.

FAKE_DOCKERD=fail ends at once with a message; FAKE_DOCKERD=stubborn ignores SIGTERM.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from tests.support.engine import FakeEngine


def main() -> None:
    options = dict(word.lstrip("-").partition("=")[::2] for word in sys.argv[1:])
    sys.stdout.write(f"starting {' '.join(sys.argv[1:])}\n")
    sys.stdout.flush()
    mode = os.environ.get("FAKE_DOCKERD", "")
    if mode == "fail":
        sys.stdout.write("failed to start daemon: no room on the device\n")
        sys.exit(1)
    path = options["host"].removeprefix("unix://")
    engine = FakeEngine(path, api_version="1.41")
    engine.on("GET", "/containers/json", json=[{"Names": ["/web"]}, {"Names": ["/db"]}])
    done = threading.Event()
    if mode == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda number, frame: done.set())
    done.wait()
    engine.close()


if __name__ == "__main__":
    main()
