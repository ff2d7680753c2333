"""Objects as JSON or through a template."""

from __future__ import annotations

import pytest

from pydock.errors import PydockError
from pydock.render.inspect import Inspector
from pydock.render.template.typed import Types

TYPES = Types("x.Thing\n  Name string\n  Count int Count?\n")


def typed(raw: dict[str, object]) -> object:
    return TYPES.decode(raw, "x.Thing")


def shown(fmt: str, *bodies: bytes, raw: bool = True) -> str:
    inspector = Inspector(fmt, raw=raw)
    for body in bodies:
        inspector.add(body, typed)
    return inspector.text()


def test_json_is_laid_out_with_its_own_values() -> None:
    assert shown("", b'{"a":1.0}\n', b"{}") == '[\n    {\n        "a": 1.0\n    },\n    {}\n]\n'
    assert shown("json", b'{"a": 1}', b"{}") == '[{"a":1},{}]\n'


@pytest.mark.parametrize(("fmt", "output"), [("", "[]\n"), ("json", "[]\n"), ("{{.Name}}", "\n")])
def test_nothing_found(fmt: str, output: str) -> None:
    assert shown(fmt) == output


def test_types_first_then_the_raw_json() -> None:
    assert shown("{{.Name}}{{.Count}}", b'{"name":"x"}') == "0\n"
    assert shown("{{.extra}}", b'{"extra":1.50}') == "1.50\n"
    with pytest.raises(PydockError, match='map has no entry for key "Nope"'):
        shown("{{.Nope}}", b"{}")


def test_objects_that_are_only_what_their_types_hold() -> None:
    assert shown("json", b'{"extra":1,"Name":"<"}', raw=False) == '[{"Name":"\\u003c"}]\n'
    with pytest.raises(PydockError, match="can't evaluate field extra in type"):
        shown("{{.extra}}", b'{"extra":1}', raw=False)


def test_a_template_that_does_not_parse_ends_with_64() -> None:
    with pytest.raises(PydockError) as caught:
        Inspector("{{")
    assert (caught.value.exit_code, caught.value.message) == (
        64, "template parsing error: template: :1: unclosed action"
    )  # fmt: skip
