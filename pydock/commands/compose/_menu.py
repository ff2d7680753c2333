"""The keys of ``up`` in the foreground: a line below the output that names them, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.commands.compose._prefix import Prefixer
from pydock.errors import Exit, PydockError

if TYPE_CHECKING:
    from pydock.commands.compose._following import Follower
    from pydock.compose.model.project import Project


class Watching:
    """``develop.watch`` beside the output, which can be switched on and off."""

    def __init__(self, app: App, project: Project, printer: Prefixer, follower: Follower) -> None:
        self._app = app
        self._project = project
        self._printer = printer
        self._follower = follower
        self._end: Event | None = None

    @property
    def on(self) -> bool:
        return self._end is not None and not self._end.is_set()

    def start(self) -> None:
        self._end = Event()
        Thread(target=self._watch, args=(self._end,), daemon=True).start()

    def toggle(self) -> None:
        if self._end is not None and self.on:
            self._end.set()
            self._printer.note("Watch disabled")
        else:
            self.start()

    def _watch(self, end: Event) -> None:
        from pydock.commands.compose._watching import Manner, watch_project

        manner = Manner(say=self._printer.note, beside=self._follower, ended=end.is_set)
        try:
            watch_project(self._app, self._project, [], manner)
        except PydockError as error:
            self._printer.note(error.message)
        end.set()


@contextmanager
def menu(app: App, flag: bool | None, printer: Prefixer, follower: Follower, watching: Watching) -> Iterator[None]:
    """Show and obey the keys while the block runs, where a person is there and wants them."""
    if not _wanted(app, flag):
        yield
        return
    from pydock.terminal.raw import single_keys

    def show() -> None:
        printer.footer = f"{_key(app, 'w')} {'Disable' if watching.on else 'Enable'} Watch   {_key(app, 'd')} Detach"

    def watch() -> None:
        watching.toggle()
        show()

    with single_keys(app.streams.stdin.fd):
        show()
        Thread(target=_read, args=(app, {b"w": watch, b"d": lambda: follower.end(Exit(0))}), daemon=True).start()
        try:
            yield
        finally:
            printer.footer = ""


def _wanted(app: App, flag: bool | None) -> bool:
    streams = app.streams
    if not (streams.stdin.is_terminal and streams.stdout.is_terminal) or app.group_options.get("ansi") == "never":
        return False
    if "menu" in app.changed:
        return bool(flag)
    return app.environ.get("COMPOSE_MENU", "").lower() not in ("0", "f", "false")


def _key(app: App, key: str) -> str:
    return f"\x1b[1;7m{key}\x1b[0m" if app.streams.stdout.colour else key


def _read(app: App, actions: dict[bytes, Callable[[], None]]) -> None:
    """Obey keys until the terminal is gone; others mean nothing."""
    while True:
        try:
            key = app.streams.stdin.read(1)
        except OSError:
            return
        if not key:
            return
        actions.get(key, lambda: None)()
