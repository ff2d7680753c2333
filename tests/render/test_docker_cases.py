"""Templates against what ``docker`` 28.2 printed for them on a live engine: ``tests/cases/templates``.

``cases.jsonl`` has one template a line with the command it was given to, and docker's output, error text and exit
code; the JSON files beside it are what the engine answered. Pointers print as ``0xc...`` in Go; one stands for all.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Runner
from tests.support.engine import Answer, FakeEngine, Request

CASES = Path(__file__).parent.parent / "cases" / "templates"
POINTER = re.compile(r"0xc[0-9a-f]{9}")
COMMANDS = {
    "inspect": "inspect web-1",
    "inspect job": "inspect job",
    "ps": "ps -a",
    "ps --no-trunc": "ps -a --no-trunc",
    "ps -q": "ps -aq",
    "images": "images",
    "image": "image inspect app:1.0",
    "network": "network inspect n9",
    "network n1": "network inspect n1",
    "volume": "volume inspect v9",
    "volumes": "volume ls",
    "networks": "network ls",
}
ROUTES = {
    "/containers/web-1/json": "c-web-1",
    "/containers/job/json": "c-job",
    "/images/app:1.0/json": "i-app",
    "/networks/n9": "n-n9",
    "/networks/n1": "n-n1",
    "/volumes/v9": "v-v9",
    "/images/json": "images",
    "/networks": "networks",
    "/volumes": "volumes",
}


def load(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text())


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The zone that the cases were recorded in."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("subject", COMMANDS)
def test_templates_print_what_docker_prints(subject: str, run: Runner, fake: FakeEngine, utc: None) -> None:
    cases = [json.loads(line) for line in (CASES / "cases.jsonl").read_text().splitlines()]
    words = COMMANDS[subject].split()
    _serve(fake, words)
    different = []
    for case in cases:
        if case["subject"] == subject:
            found = run(*words, "--format", case["template"])
            wanted = (case["exit"], case["stdout"], case["stderr"])
            if _plain(found) != _plain(wanted):
                different.append((case["template"], found, wanted))
    assert different == []


def _plain(result: tuple[int, str, str]) -> tuple[int, str, str]:
    return result[0], POINTER.sub("0xc", result[1]), POINTER.sub("0xc", result[2])


def _serve(fake: FakeEngine, words: list[str]) -> None:
    """The routes that one command needs."""
    if words[0] == "ps":
        measured, plain = load("containers-size"), load("containers")

        def containers(request: Request) -> Answer:
            return Answer(json=measured if "size" in request.query else plain)

        fake.on("GET", "/containers/json", containers)
        return
    name = words[-1]
    for path, file in ROUTES.items():
        kind = {"images": "/images/json", "network": "/networks", "volume": "/volumes"}.get(words[0])
        wanted = path == kind if words[-1] in ("ls", "images") else path.split("/")[2:3] == [name]
        if wanted:
            fake.on("GET", path, json=load(file))


def test_there_are_hundreds_of_cases() -> None:
    assert len((CASES / "cases.jsonl").read_text().splitlines()) >= 300
