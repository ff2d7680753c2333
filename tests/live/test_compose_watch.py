"""``develop.watch`` on real engines: every action, beside nothing, beside output, and by the keys of ``up``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.background import start, until
from tests.support.live import GUARD, LiveEngine
from tests.support.terminal import Terminal

ACTIONS = """\
x-base: &base {image: busybox, command: sleep 300, stop_signal: KILL}
services:
  synced:
    <<: *base
    develop:
      watch:
        - {action: sync, path: src, target: /src, initial_sync: true, include: ["*.html"], ignore: [skip.html]}
  restarted: {<<: *base, develop: {watch: [{action: restart, path: conf}]}}
  both: {<<: *base, develop: {watch: [{action: sync+restart, path: both, target: /both}]}}
  told:
    <<: *base
    develop:
      watch:
        - {action: sync+exec, path: told, target: /told, exec: {command: cp /told/news /heard}}
"""
BUILT = """\
services:
  web:
    build: .
    command: sh -c 'echo version $$(cat /version); sleep 300'
    stop_signal: KILL
    develop:
      watch:
        - {action: sync, path: src, target: /src}
        - {action: rebuild, path: version}
"""


def _shows(live: LiveEngine, folder: Path, service: str, path: str, text: str) -> bool:
    return live.pydock("compose", "exec", "-T", service, "cat", path, cwd=folder).stdout == text


@contextmanager
def _watching(live: LiveEngine, folder: Path, *argv: str) -> Iterator[Watch]:
    watch = Watch(live, folder, *argv)
    try:
        watch.until(lambda: "Watch enabled" in watch.output.read_text())
        yield watch
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(GUARD) == 130
    finally:
        watch.process.kill()
        watch.process.wait()


class Watch:
    """``pydock compose argv``, which watches, in the background."""

    def __init__(self, live: LiveEngine, folder: Path, *argv: str) -> None:
        self._live = live
        self._folder = folder
        self.process, self.output = start(live, folder, *argv)

    def until(self, condition: object) -> None:
        assert callable(condition)
        until(condition, self.process, self.output)

    def until_shown(self, service: str, path: str, text: str) -> None:
        """Wait until the service's container has a file of this content."""
        self.until(lambda: _shows(self._live, self._folder, service, path, text))


def test_every_action_that_builds_nothing(live: LiveEngine, tmp_path: Path) -> None:
    folder = tmp_path / "acts"
    for name in ("src", "conf", "both", "told"):
        (folder / name).mkdir(parents=True)
    (folder / "compose.yaml").write_text(ACTIONS)
    for name in ("first.html", "skip.html", "first.txt"):
        (folder / "src" / name).write_text(name)
    live.ok("compose", "up", "-d", cwd=folder)

    def begun(service: str) -> str:
        return live.ok("inspect", f"acts-{service}-1", "-f", "{{.State.StartedAt}}")

    with _watching(live, folder, "watch", "--no-up") as watch:
        watch.until_shown("synced", "/src/first.html", "first.html")
        assert live.ok("compose", "exec", "-T", "synced", "ls", "/src", cwd=folder) == "first.html\n"
        for name in ("skip.html", "second.txt", "second.html"):
            (folder / "src" / name).write_text("2")
        watch.until_shown("synced", "/src/second.html", "2")
        assert live.ok("compose", "exec", "-T", "synced", "ls", "/src", cwd=folder) == "first.html\nsecond.html\n"
        (folder / "src" / "first.html").unlink()
        watch.until_shown("synced", "/src/first.html", "")

        before = {service: begun(service) for service in ("synced", "restarted", "both", "told")}
        (folder / "conf" / "new").write_text("1")
        watch.until(lambda: begun("restarted") != before["restarted"])
        (folder / "both" / "page").write_text("1")
        watch.until(lambda: begun("both") != before["both"])
        watch.until_shown("both", "/both/page", "1")
        (folder / "told" / "news").write_text("good")
        watch.until_shown("told", "/heard", "good")
        assert {service: begun(service) for service in ("synced", "told")}.items() <= before.items()
    live.ok("compose", "down", cwd=folder)


def _built(folder: Path) -> Path:
    (folder / "src").mkdir(parents=True)
    (folder / "compose.yaml").write_text(BUILT)
    (folder / "version").write_text("1")
    (folder / "Dockerfile").write_text("FROM busybox\nCOPY src /src\nCOPY version /version\n")
    (folder / "src" / "page").write_text("old")
    return folder


def test_watch_copies_and_builds_anew(live: LiveEngine, tmp_path: Path) -> None:
    folder = _built(tmp_path / "watched")
    with _watching(live, folder, "watch") as watch:
        before = live.ok("compose", "ps", "-q", "web", cwd=folder)
        (folder / "src" / "page").write_text("newer")
        watch.until_shown("web", "/src/page", "newer")
        assert live.ok("compose", "ps", "-q", "web", cwd=folder) == before
        (folder / "src" / "page").unlink()
        watch.until_shown("web", "/src/page", "")
        (folder / "version").write_text("2")
        watch.until_shown("web", "/version", "2")
        assert live.ok("compose", "ps", "-q", "web", cwd=folder) != before
    live.ok("compose", "down", cwd=folder)


def test_output_goes_on_with_what_a_rebuild_made(live: LiveEngine, tmp_path: Path) -> None:
    folder = _built(tmp_path / "beside")
    with _watching(live, folder, "up", "--watch") as watch:
        watch.until(lambda: "web-1  | version 1\n" in watch.output.read_text())
        (folder / "version").write_text("2")
        watch.until(lambda: "web-1  | version 2\n" in watch.output.read_text())
    assert live.ok("ps", "-q") == ""
    live.ok("compose", "down", cwd=folder)


def test_the_keys_of_up(live: LiveEngine, tmp_path: Path) -> None:
    folder = _built(tmp_path / "keys")
    environ = live.environ({"NO_COLOR": "1"})
    with Terminal(live.command("compose", "up"), environ=environ, cwd=str(folder)) as tty:
        tty.expect(b"web-1  | version 1\r\n")
        tty.expect(b"w Enable Watch   d Detach")
        tty.send(b"xw")
        tty.expect(b"Watch enabled\r\n")
        tty.expect(b"w Disable Watch   d Detach")
        (folder / "version").write_text("2")
        tty.expect(b"web-1  | version 2\r\n")
        tty.send(b"w")
        tty.expect(b"Watch disabled\r\n")
        tty.send(b"d")
        assert tty.wait() == 0
        assert tty.attributes == tty.before
    assert live.ok("compose", "ps", "--services", cwd=folder) == "web\n"
    with Terminal(live.command("compose", "up", "--menu=false"), environ=environ, cwd=str(folder)) as tty:
        tty.expect(b"Attaching to web-1")
        tty.send(b"\x03")
        assert tty.wait() == 130
        assert b"Enable Watch" not in tty.seen
        assert b"Stopped" in tty.seen
    assert live.ok("ps", "-q") == ""
    live.ok("compose", "down", cwd=folder)
