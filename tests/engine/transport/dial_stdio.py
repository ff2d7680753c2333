"""Join standard input and output to the unix socket named on the command line (a stand-in for ssh's far end)."""

from __future__ import annotations

import os
import socket
import sys
import threading


def main() -> None:
    engine = socket.socket(socket.AF_UNIX)
    engine.connect(sys.argv[1])

    def send() -> None:
        while data := os.read(0, 65536):
            engine.sendall(data)
        engine.shutdown(socket.SHUT_WR)

    threading.Thread(target=send, daemon=True).start()
    while data := engine.recv(65536):
        view = memoryview(data)
        while view:
            view = view[os.write(1, view) :]


if __name__ == "__main__":
    main()
