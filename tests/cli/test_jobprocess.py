from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pydock.cli.jobprocess import JobProcess
from pydock.errors import Exit
from pydock.terminal.streams import Streams, standard


@pytest.fixture(autouse=True)
def terminated_by_default() -> Iterator[None]:
    """Whatever commands that other tests ran in this process have left for SIGTERM."""
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def streams() -> Streams:
    return standard({})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_the_program_starts_is_told_where_the_block_can_clean_up(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with pytest.raises(Exit) as caught, JobProcess(signal.SIGTERM):
        os.kill(os.getpid(), number)
    assert caught.value.exit_code == 128 + number
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_after_it_ended_disturbs_nothing(number: signal.Signals, streams: Streams) -> None:
    with JobProcess(signal.SIGTERM) as process:
        assert process.run(["sh", "-c", "exit 5"], os.environ, "/", streams) == 5
        os.kill(os.getpid(), number)


def test_a_program_that_does_not_want_to_end_is_killed(
    tmp_path: Path, streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pydock.cli.jobprocess._PATIENCE", 0.1)
    script = f"trap '' TERM; echo $$ > {tmp_path}/pid; kill -TERM $PPID; exec sleep 600"
    with pytest.raises(Exit), JobProcess(signal.SIGTERM) as process:
        process.run(["sh", "-c", script], os.environ, "/", streams)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
