"""The numbered steps of Dockerfiles."""

from __future__ import annotations

import pytest

from pydock.build.buildkit.instructions import sources, stages

_FILE = """\
# syntax=docker/dockerfile:1
ARG BASE=busybox
FROM ${BASE} AS Build
ARG MODE=fast
ENV X=1
RUN make \\
  # not a line of it
  all
COPY src-$MODE /src
FROM build
ARG BASE
RUN <<END
RUN not a step
END
WORKDIR /x
"""


def test_steps_are_numbered_as_progress_does() -> None:
    build, last = stages(_FILE, {})
    assert (build.name, last.name) == ("build", "stage-1")
    assert [step.text for step in build.steps] == ["FROM ${BASE} AS Build", "RUN make all", "COPY src-$MODE /src"]
    assert [step.word for step in last.steps] == ["RUN", "WORKDIR"], "a FROM of a stage is no step"
    assert last.steps[0].text == "RUN <<END\nRUN not a step"


def test_a_step_has_the_arguments_it_can_see() -> None:
    build, last = stages(_FILE, {"MODE": "slow", "UNDECLARED": "x"})
    assert build.steps[0].arguments == {"BASE": "busybox"}
    assert build.steps[1].arguments == build.steps[2].arguments == {"MODE": "slow"}
    assert last.steps[0].arguments == {"MODE": "slow", "BASE": "busybox"}
    assert last.steps[1].arguments == {}, "a WORKDIR that names none"


def test_nothing_to_start_from() -> None:
    (stage,) = stages("FROM scratch\nCOPY a /\n", {})
    assert [step.word for step in stage.steps] == ["COPY"]


def test_another_escape() -> None:
    (stage,) = stages("# escape=`\nFROM a\nRUN one `\n two\nRUN c:\\\n", {})
    assert [step.text for step in stage.steps] == ["FROM a", "RUN one two", "RUN c:\\"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COPY a b /to", ["a", "b"]),
        ('COPY --chown=1:1 ["with space", "/to"]', ["with space"]),
        ("COPY --from=build a /to", []),
        ("ADD https://example.com/x *.txt /to", ["*.txt"]),
        ("COPY <<EOF /to\nbody words", []),
        ("RUN --mount=type=bind,source=src,target=/s make", ["src"]),
        ("RUN --mount=target=/s make", ["."]),
        ("RUN --mount=type=cache,target=/c --mount=from=x,target=/x make", []),
        ("WORKDIR /x", []),
    ],
)
def test_sources(text: str, expected: list[str]) -> None:
    assert sources(text) == expected
