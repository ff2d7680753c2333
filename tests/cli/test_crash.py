"""What is said of an exception that nobody foresaw."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pydock.cli.crash import report
from tests.cli.conftest import MakeApp


def fault() -> Exception:
    """An exception that was raised, with something in it that is nobody's business."""
    try:
        raise KeyError("the user's secret")
    except KeyError as error:
        return error


def test_a_line_and_a_file_without_values(make: MakeApp, tmp_path: Path) -> None:
    written = make()
    written.app.command_path = "container ls"
    report(written.app, fault())
    path = tmp_path / ".local/state/pydock" / f"crash-1700000000-{os.getpid()}.txt"
    assert written.err == (
        f"docker: internal error: KeyError in 'container ls'\nThe traceback is in {path}; please report it.\n"
    )
    text = path.read_text()
    assert text.startswith("KeyError\n")
    assert "in fault" in text
    assert "secret" not in text.replace('raise KeyError("the user\'s secret")', "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_file_goes_where_the_system_keeps_state(make: MakeApp, tmp_path: Path) -> None:
    written = make(environ={"XDG_STATE_HOME": str(tmp_path / "state")})
    report(written.app, fault())
    assert "in 'start'" in written.err
    assert len(list((tmp_path / "state/pydock").iterdir())) == 1


def test_no_place_for_the_file(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    written = make(environ={"XDG_STATE_HOME": str(tmp_path / "file")})
    report(written.app, fault())
    assert written.err.endswith("\nRun it again with --debug to see where.\n")


def test_debug_shows_it_all_at_once(make: MakeApp, tmp_path: Path) -> None:
    written = make(debug=True)
    report(written.app, fault())
    assert written.err.startswith("Traceback (most recent call last):\n")
    assert written.err.endswith("KeyError: \"the user's secret\"\ndocker: internal error: KeyError in 'start'\n")
    assert not (tmp_path / ".local").exists()
