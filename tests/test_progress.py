"""The progress model."""

from __future__ import annotations

from pydock.progress import STATES, WORKING, Event


def test_an_event_needs_an_id_and_a_status_only() -> None:
    event = Event("a", "Downloading")
    assert (event.state, event.current, event.total, event.unit, event.plain) == (WORKING, 0, 0, "B", "")
    assert event.state in STATES
