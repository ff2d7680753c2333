"""The log of a service."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from pydock.cli.servicelogs import Prefix, copy
from pydock.errors import ProtocolError
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine

_DETAILS = b"com.docker.swarm.node.id=n1,com.docker.swarm.service.id=s1,com.docker.swarm.task.id=task1234567890"
_WISHES = {"timestamps": False, "details": False, "resolve": True, "task_ids": True, "no_trunc": False}


@pytest.fixture
def cluster(fake: FakeEngine) -> FakeEngine:
    fake.may("GET", "/nodes/n1", json={"ID": "n1", "Spec": {}, "Description": {"Hostname": "host"}})
    fake.may("GET", "/services/s1", json={"ID": "s1", "Spec": {"Name": "web"}})
    fake.may("GET", "/tasks/task1234567890", json={"Slot": 2})
    return fake


@pytest.mark.parametrize(
    ("wishes", "line", "shown"),
    [
        ({}, b"hello there\n", b"web.2.task12345678@host     | hello there\n"),
        ({"no_trunc": True}, b"x\n", b"web.2.task1234567890@host     | x\n"),
        ({"task_ids": False}, b"x\n", b"web.2@host     | x\n"),
        ({"task_ids": False, "resolve": False}, b"x\n", b"s1.2@n1     | x\n"),
        ({"task_ids": False}, b"\xff\n", b"web.2@host     | \xff\n"),
    ],
)
def test_each_line_says_whose_it_is(
    make: MakeApp, cluster: FakeEngine, wishes: dict[str, bool], line: bytes, shown: bytes
) -> None:
    prefix = Prefix(make().app, 2, **{**_WISHES, **wishes})
    assert prefix.line(_DETAILS + b" " + line) == shown


def test_times_and_details(make: MakeApp, cluster: FakeEngine) -> None:
    prefix = Prefix(make().app, 1, **{**_WISHES, "timestamps": True, "details": True, "task_ids": False})
    data = b"2024-01-01T00:00:00Z " + _DETAILS + b",b=2%2C,a+x=1 hello\n"
    assert prefix.line(data) == b"2024-01-01T00:00:00Z web.2@host    | a x=1,b=2, hello\n"


def test_names_are_asked_for_once(make: MakeApp, cluster: FakeEngine) -> None:
    prefix = Prefix(make().app, 1, **_WISHES)
    for _ in range(5):
        prefix.line(_DETAILS + b" x\n")
    assert len(cluster.requests) == 3


def test_the_lines_of_a_task_that_is_forgotten(make: MakeApp, cluster: FakeEngine) -> None:
    cluster.on("GET", "/tasks/task1234567890", status=404, json={"message": "task not found"})
    prefix = Prefix(make().app, 1, **{**_WISHES, "task_ids": False})
    assert prefix.line(_DETAILS + b" x\n") == b"web.0@host    | x\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"nodetails\n", "invalid context in log message: nodetails\n"),
        (b"a=1 x\n", "missing com.docker.swarm.node.id in the details of a log message"),
    ],
)
def test_lines_that_do_not_say_it(make: MakeApp, line: bytes, reason: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        Prefix(make().app, 1, **_WISHES).line(line)
    assert str(caught.value) == reason


def frame(stream: int, data: bytes) -> bytes:
    return struct.pack(">BxxxL", stream, len(data)) + data


def copied(make: MakeApp, fake: FakeEngine, chunks: list[Any], prefixed: bool, multiplexed: bool) -> tuple[str, str]:
    fake.on("GET", "/services/s1/logs", chunks=chunks)
    written = make()
    prefix = Prefix(written.app, 1, **{**_WISHES, "task_ids": False}) if prefixed else None
    with written.app.engine.services.open_logs("s1", {}) as response:
        copy(written.app, response, prefix, multiplexed=multiplexed)
    return written.out, written.err


def test_a_terminals_log_is_copied(make: MakeApp, fake: FakeEngine) -> None:
    assert copied(make, fake, [b"a\r\n", b"b"], prefixed=False, multiplexed=False) == ("a\r\nb", "")


def test_streams_are_told_apart(make: MakeApp, fake: FakeEngine) -> None:
    chunks = [frame(1, b"a\n") + frame(2, b"e"), frame(1, b"b")]
    assert copied(make, fake, chunks, prefixed=False, multiplexed=True) == ("a\nb", "e")


def test_lines_that_come_in_pieces_get_one_prefix(make: MakeApp, cluster: FakeEngine) -> None:
    line = _DETAILS + b" one\n" + _DETAILS + b" two"
    chunks = [frame(1, line[:150]), frame(2, _DETAILS + b" oops\n"), frame(1, line[150:])]
    out, err = copied(make, cluster, chunks, prefixed=True, multiplexed=True)
    assert out == "web.2@host    | one\nweb.2@host    | two"
    assert err == "web.2@host    | oops\n"
