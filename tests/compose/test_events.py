"""What compose tells of its work."""

from __future__ import annotations

import pytest

from pydock.compose.events import DONE, FAILED, Reporter
from pydock.errors import PydockError
from pydock.progress import WORKING, Event
from tests.compose.making import Shown


def test_one_line_a_change() -> None:
    shown = Shown()
    report = Reporter(shown, " DRY-RUN MODE - ")
    report("Container a", "Created", DONE, group="g")
    report.say("a", "Pulling")
    report.say("a", "Pulled", "1s", DONE)
    report.say("a", "Built", spaced=True)
    report.note("careful")
    assert [event.plain for event in shown.events] == [
        " DRY-RUN MODE -  Container a  Created\n",
        " DRY-RUN MODE -  a Pulling \n",
        " DRY-RUN MODE -  a Pulled 1s\n",
        " DRY-RUN MODE -  a  Built\n",
        "",
    ]
    assert shown.events[0] == Event("Container a", "Created", DONE, group="g", plain=shown.events[0].plain)


@pytest.mark.parametrize(("plain", "line"), [(True, " 1f Pull complete \n"), (False, "")])
def test_layers_are_lines_only_where_they_are_worth_it(plain: bool, line: str) -> None:
    shown = Shown()
    shown.report.layer("1f", "Pull complete", DONE, current=1, total=2, group="web", plain=plain)
    assert shown.events == [Event("1f", "Pull complete", DONE, 1, 2, group="web", plain=line)]


def test_work_with_a_beginning_and_an_end() -> None:
    shown = Shown()
    with shown.report.doing("Container a", "Stopping", "Stopped"):
        assert shown.lines == ["Container a  Stopping"]
    assert [(event.status, event.state) for event in shown.events] == [("Stopping", WORKING), ("Stopped", DONE)]


def test_what_goes_wrong_is_told_and_goes_on() -> None:
    shown = Shown()
    with pytest.raises(PydockError), shown.report.doing("a", "Stopping", "Stopped"):
        raise PydockError("no such container")
    assert (shown.events[-1].status, shown.events[-1].state) == ("no such container", FAILED)
    with pytest.raises(KeyboardInterrupt), shown.report.doing("a", "Stopping", "Stopped"):
        raise KeyboardInterrupt
    assert shown.events[-1].status == "Stopping"
