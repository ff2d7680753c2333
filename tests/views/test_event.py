"""Events on a line each."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.errors import PydockError
from pydock.views.event import formatter, line

EVENT: dict[str, Any] = {
    "Type": "container",
    "Action": "die",
    "Actor": {"ID": "c1", "Attributes": {"name": "web", "exitCode": "3"}},
    "time": 1767225600,
    "timeNano": 1767225600000000005,
}


def test_attributes_are_sorted_and_the_time_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    assert line(EVENT).split(" ", 1)[1] == "container die c1 (exitCode=3, name=web)"
    assert line(EVENT).split(" ", 1)[0].endswith("00:00.000000005Z") or "00.000000005" in line(EVENT)


def test_an_event_without_time_or_attributes() -> None:
    assert line({"Type": "network", "Action": "prune", "Actor": {"ID": ""}}) == "network prune "


def test_templates() -> None:
    assert formatter("")(EVENT) == line(EVENT)
    assert formatter("{{.Type}}/{{.Action}} {{.Actor.Attributes.name}}")(EVENT) == "container/die web"
    assert formatter("json")(EVENT).startswith('{"')
    with pytest.raises(PydockError, match="Error parsing format") as caught:
        formatter("{{.")
    assert caught.value.exit_code == 64
    with pytest.raises(PydockError, match="can't evaluate field Nope"):
        formatter("{{.Nope}}")(EVENT)
