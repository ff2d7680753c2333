"""Questions to the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.errors import PydockError
from pydock.render.sanitise import visible

if TYPE_CHECKING:
    from pydock.cli.app import App


def confirm(app: App, question: str, *, aside: bool = False) -> bool:
    """Ask ``question``; only an answer of ``y`` is yes (either case), the end of input is no.

    Docker's questions are asked on standard output, those ``aside`` on standard error.
    """
    app.streams.stdout.flush()
    stream = app.streams.stderr if aside else app.streams.stdout
    stream.write(visible(stream, f"{question} [y/N] "))
    stream.flush()
    answer = app.streams.stdin.readline().strip()
    return answer.lower() == "y"


def secret(app: App, label: str) -> str:
    """Ask for a secret on the terminal without echo; the terminal is as it was afterwards, whatever happens."""
    if not app.streams.stdin.is_terminal:
        raise PydockError("cannot ask for a secret: standard input is not a terminal")
    from pydock.terminal.raw import silent

    try:
        with silent(app.streams.stdin.fd):  # before the label invites to type
            app.out(label)
            app.streams.stdout.flush()
            return app.streams.stdin.readline()
    finally:
        app.out("\n")
