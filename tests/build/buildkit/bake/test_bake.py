"""Bake files: HCL's language, variables, matrices, inheritance, overrides, compose files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pydock.build.buildkit.bake.compose import add_services
from pydock.build.buildkit.bake.diagnostics import Source
from pydock.build.buildkit.bake.functions import call
from pydock.build.buildkit.bake.lex import tokens
from pydock.build.buildkit.bake.load import Bake, load
from pydock.build.buildkit.bake.parse import parse_expression, parse_file
from pydock.build.buildkit.bake.targets import record, resolve, select
from pydock.errors import PydockError


class _Scope:
    def __init__(self, **names: Any) -> None:
        self._names = names

    def lookup(self, name: str) -> Any:
        return self._names[name]

    def names(self) -> list[str]:
        return list(self._names)

    def call(self, name: str, arguments: list[Any]) -> Any:
        return call(name, arguments)


def _value(text: str, **names: Any) -> Any:
    return parse_expression(Source("test", text), 0, len(text))(_Scope(**names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("7 / 2", 3.5),
        ("-7 % 4", 1),
        ("1 < 2 && !(2 <= 1) || false", True),
        ('"a" == "a" ? "yes" : "no"', "yes"),
        ('"x${1 + 1}y"', "x2y"),
        ('"${[1, 2]}"', [1, 2]),
        ('"$${a} \\"q\\" \\u00e9"', '${a} "q" é'),
        ("[for v in [1, 2, 3] : v * 2 if v != 2]", [2, 6]),
        ('{for k, v in {a = "1", b = "2"} : v => k}', {"1": "a", "2": "b"}),
        ('{a: 1, "b" = 2}.b', 2),
        ("[{x = 1}, {x = 2}][*].x", [1, 2]),
        ('upper(join("-", ["a", "b"]))', "A-B"),
        ("max([1, 5, 3]...)", 5),
        ("null", None),
        ('v["k"][0]', "z"),
        ("<<-EOT\n    a\n      b\n    EOT\n", "a\n  b\n"),
    ],
)
def test_expressions(text: str, expected: Any) -> None:
    assert _value(text, v={"k": ["z"]}) == expected


@pytest.mark.parametrize("text", ["1 +", "[1", '"${a', "a ? b", "1 2", '"%{if x}"', "nothing()", "@"])
def test_bad_expressions(text: str) -> None:
    with pytest.raises(PydockError):
        _value(text, a=1, b=2)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("format", ["%s-%03d-%v%%", "a", 7, True], "a-007-true%"),
        ("regex_replace", ["abc", "(b)", "<$1>"], "a<b>c"),
        ("merge", [{"a": 1}, {"a": 2, "b": 3}], {"a": 2, "b": 3}),
        ("distinct", [["a", "b", "a"]], ["a", "b"]),
        ("flatten", [[["a"], ["b", ["c"]]]], ["a", "b", "c"]),
        ("sanitize", ["a/b.c"], "a_b_c"),
        ("substr", ["hello", 1, 3], "ell"),
        ("title", ["ab cd"], "Ab Cd"),
        ("sha256", [""], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("lookup", [{"a": 1}, "b", 2], 2),
        ("formatdate", ["YYYY-MM-DD", "2024-05-06T07:08:09Z"], "2024-05-06"),
        ("coalesce", [None, "x"], "x"),
        ("jsonencode", [{"b": 1, "a": [True]}], '{"a":[true],"b":1}'),
    ],
)
def test_functions(name: str, arguments: list[Any], expected: Any) -> None:
    assert call(name, arguments) == expected


def test_tokens_and_blocks() -> None:
    assert [t.text for t in tokens(Source("f", "a /* x\n */ = 1 # c\n")) if t.kind != "newline"] == ["a", "=", "1", ""]
    body = parse_file('target "a" {\n  tags = [\n    "x",\n  ]\n}\n', "f")
    assert body.blocks[0].labels == ["a"] and list(body.blocks[0].body.attributes) == ["tags"]


HCL = """
variable "TAG" { default = "latest" }
variable "N" { default = 3 }
REPO = "reg/${TAG}"
function "tagof" {
  params = [name]
  variadic_params = rest
  result = "${REPO}/${name}${join("", rest)}"
}
group "default" { targets = ["app"] }
target "_base" { args = { V = "1", N = N } }
target "app" {
  inherits = ["_base"]
  tags = [tagof("app", ":", "1"), TAG == "x" ? "extra" : ""]
  args = { V = "2" }
  secret = ["id=s,src=f"]
  no-cache = true
}
target "mx" {
  name = "mx-${v}"
  matrix = { v = ["a", "b"] }
  args = { V = v }
}
"""


def _load(environ: dict[str, str] | None = None) -> Bake:
    return load([("docker-bake.hcl", HCL.encode())], environ or {})


def test_targets() -> None:
    bake = _load()
    assert resolve(bake, "app") == {
        "context": ".",
        "dockerfile": "Dockerfile",
        "args": {"N": "3", "V": "2"},
        "tags": ["reg/latest/app:1"],
        "secret": [{"id": "s", "src": "f"}],
        "no-cache": True,
    }
    assert resolve(_load({"TAG": "x", "N": "9"}), "app")["tags"] == ["reg/x/app:1", "extra"]
    assert select(bake, []) == ({"default": ["app"]}, ["app"])
    assert select(bake, ["mx"]) == ({"default": ["mx"], "mx": ["mx-a", "mx-b"]}, ["mx-a", "mx-b"])
    assert bake.variables["N"] == ("", 3, "")


def test_overrides() -> None:
    sets = ["*.args.Q=z", "app.tags=one", "app.tags=two", "other.tags=no", "app.no-cache=false", "app.platform=a/b"]
    found = resolve(_load(), "app", sets)
    assert found["args"] == {"N": "3", "Q": "z", "V": "2"} and found["tags"] == ["one", "two"]
    assert found["no-cache"] is False and found["platforms"] == ["a/b"]
    assert resolve(_load(), "app", ["app.tags+=more"])["tags"] == ["reg/latest/app:1", "more"]
    for wrong in ("app", "app.nothing=1", "app.tags"):
        with pytest.raises(PydockError):
            resolve(_load(), "app", [wrong])


def test_errors() -> None:
    with pytest.raises(PydockError, match="failed to find target nope"):
        select(_load(), ["nope"])
    with pytest.raises(PydockError, match="failed to parse N as number"):
        _load({"N": "x"})
    with pytest.raises(PydockError, match="cycle"):
        load([("a.hcl", b'a = b\nb = a\nvariable "v" { default = a }')], {})
    looped = load([("a.hcl", b'target "a" { inherits = ["b"] }\ntarget "b" { inherits = ["a"] }')], {})
    assert resolve(looped, "a") == {"context": ".", "dockerfile": "Dockerfile"}


def test_json_and_overriding_files() -> None:
    first = json.dumps({"variable": {"T": {"default": "1"}}, "target": {"a": {"tags": ["x:${T}"], "args": {"K": "v"}}}})
    second = b'target "a" { args = { L = "w" } }'
    bake = load([("a.json", first.encode()), ("b.hcl", second)], {})
    assert resolve(bake, "a")["tags"] == ["x:1"] and resolve(bake, "a")["args"] == {"K": "v", "L": "w"}


def test_compose_services() -> None:
    bake = Bake()
    build = {"context": "c", "args": {"A": "1"}, "secrets": ["s"], "x-bake": {"pull": True}}
    services: dict[str, dict[str, Any]] = {
        "web.x": {"image": "i", "build": build},
        "db": {"image": "postgres"},
    }
    add_services(bake, services, {"s": {"file": "f"}})
    found = resolve(bake, "web_x")
    assert bake.groups == {"default": ["web_x"]}
    assert found["tags"] == ["i"] and found["secret"] == [{"id": "s", "src": "f"}] and found["pull"] is True


def test_record() -> None:
    assert record({"type": "local", "dest": "a,b"}) == 'type=local,"dest=a,b"'
