from __future__ import annotations

import pytest

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_tag(run: Runner, fake: FakeEngine) -> None:
    fake.on("POST", "/images/a:1/tag", status=201)
    assert run("tag", "a:1", "b") == (0, "", "")
    assert fake.requests[0].query == {"repo": ["docker.io/library/b"], "tag": ["latest"]}


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("a", ""), 'Error parsing reference: "" is not a valid repository/tag: invalid reference format\n'),
        (("a", "-x"), 'Error parsing reference: "-x" is not a valid repository/tag: invalid reference format\n'),
        (("A", "b"), 'Error parsing reference: "A" is not a valid repository/tag: invalid reference format: '
                     "repository name (library/A) must be lowercase\n"),
        (("a", f"b@sha256:{'0' * 64}"), "refusing to create a tag with a digest reference\n"),
    ],
)
def test_names_that_cannot_be(run: Runner, argv: tuple[str, ...], message: str) -> None:
    assert run("tag", *argv) == (1, "", message)
