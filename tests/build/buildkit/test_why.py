"""Why steps ran, from two builds' memories."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydock.build.buildkit.instructions import stages
from pydock.build.buildkit.why import BEFORE, GONE, UNKNOWN, Memory, Step, Verdict, remember, steps_of, verdicts
from pydock.render.progress.buildkit_events import Vertex

_FILE = "FROM busybox\nARG V=1\nCOPY a dir /\nRUN make\nRUN test\n"


def _steps(dockerfile: str = _FILE, cached: int = 1, **given: str) -> list[Step]:
    """The steps of a build of one stage; all after the first ``cached`` ones ran."""
    texts = [line for line in dockerfile.splitlines() if not line.startswith("ARG")]
    vertexes = [Vertex("load", "[internal] load build context", completed=1.0)]
    for number, text in enumerate(texts, 1):
        name = f"[{number}/{len(texts)}] {text}"
        vertexes.append(Vertex(str(number), name, (str(number - 1),), number <= cached, 0.0, 1.0))
    return steps_of(vertexes, stages(dockerfile, given))


def _memory(steps: list[Step], files: Mapping[str, str] | None = None, base: str = "sha256:1") -> Memory:
    return remember(steps, files or {"a": "1", "dir/b": "1", "other": "1"}, lambda name: base)


def _reasons(steps: list[Step], now: Memory, before: Memory | None) -> list[list[str]]:
    return [verdict.reasons for verdict in verdicts(steps, now, before)]


def test_the_first_build_has_nothing_to_compare_with() -> None:
    steps = _steps(cached=0)
    found = verdicts(steps, _memory(steps), None)
    assert found[2] == Verdict("[3/4] RUN make", False, [UNKNOWN])
    assert found[0].reasons == found[1].reasons == [UNKNOWN]


def test_files() -> None:
    steps = _steps()
    before = _memory(steps)
    changed = {"a": "2", "dir/c": "1", "other": "2"}
    expected = [[], ["a changed", "dir/b was removed", "dir/c was added"], [BEFORE], [BEFORE]]
    assert _reasons(steps, _memory(steps, changed), before) == expected


def test_many_files_are_counted() -> None:
    steps = _steps("FROM busybox\nCOPY . /\n")
    files = {f"f{number}": "1" for number in range(9)}
    assert _reasons(steps, _memory(steps, {"x": "1", **files}), _memory(steps, {"x": "1"}))[1] == [
        "f0 was added", "f1 was added", "f2 was added", "6 more",
    ]  # fmt: skip


def test_arguments() -> None:
    steps, before = _steps(cached=2, V="2"), _memory(_steps())
    assert _reasons(steps, _memory(steps), before) == [[], [], ["argument V changed"], ["argument V changed"]]


def test_a_command_that_changed_or_is_new() -> None:
    before = _memory(_steps())
    steps = _steps(_FILE.replace("RUN make", "RUN make all"), cached=2)
    assert _reasons(steps, _memory(steps), before) == [[], [], ["its command changed"], [BEFORE]]
    steps = _steps(_FILE + "RUN more\n", cached=4)
    assert _reasons(steps, _memory(steps), before)[-1] == ["the step is new"]
    steps = _steps(_FILE.replace("RUN make", "RUN first\nRUN make"), cached=2)
    assert _reasons(steps, _memory(steps), before)[2:] == [["its command changed"], [BEFORE], [BEFORE]]


def test_the_base_image() -> None:
    steps = _steps(cached=0)
    now, before = _memory(steps, base="sha256:new"), _memory(steps, base="sha256:old")
    assert _reasons(steps, now, before)[:2] == [["its base image changed from old to new"], [BEFORE]]


def test_an_unchanged_base_image_counts_as_cached() -> None:
    steps = _steps(cached=0)
    assert _reasons(steps, _memory(steps), _memory(steps))[:3] == [[], [GONE], [BEFORE]]


def test_without_a_change_the_cache_is_gone() -> None:
    steps = _steps(cached=2)
    assert _reasons(steps, _memory(steps), _memory(steps)) == [[], [], [GONE], [BEFORE]]


def test_without_a_dockerfile_the_shown_text_counts() -> None:
    vertex = Vertex("1", "[linux/amd64 b 2/3] RUN x", completed=1.0)
    (step,) = steps_of([vertex], [])
    assert (step.key, step.instruction.text) == ("b 2", "RUN x")
    other = steps_of([vertex._replace(name="[linux/amd64 b 2/3] RUN y")], [])
    assert _reasons(other, _memory(other), _memory([step])) == [["its command changed"]]


def test_memories_hold_no_values() -> None:
    steps = _steps(V="hunter2")
    made = _memory(steps)
    text = json.dumps(made.plain())
    assert "hunter2" not in text and "make" not in text
    assert Memory.of(json.loads(text)) == made
    wrongs: tuple[object, ...] = (None, [], {}, {"steps": {"1": {"no": 1}}, "files": {}}, {"steps": {}, "files": 1})
    for wrong in wrongs:
        assert Memory.of(wrong) is None
