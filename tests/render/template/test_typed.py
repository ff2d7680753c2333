"""JSON with Go's types."""

from __future__ import annotations

from pydock.render.gojson import dumps
from pydock.render.template import compile_template
from pydock.render.template.typed import Types

TYPES = Types(
    """
x.Port = string
x.Outer
  + *x.Base
  Inner *x.Inner Inner?
  List []string
  Map map[x.Port]int
  Data []uint8
  When time.Time
  Secret string -
  Maybe *int Maybe?
x.Base
  ID string Id
x.Inner
  On bool
""",
    {"x.Port": {"Number": lambda port: port.partition("/")[0]}},
)


def shown(template: str, raw: dict[str, object]) -> str:
    return compile_template(template).execute(TYPES.decode(raw, "x.Outer"))


def test_fields_by_their_go_names() -> None:
    raw = {"Id": "i", "Inner": {"On": True}, "List": ["a"], "Map": {"80/tcp": 1}, "Data": "YQ==", "Maybe": 0}
    assert (
        shown("{{.ID}} {{.Inner.On}} {{.List}} {{.Map}} {{.Data}} {{.Maybe}}", raw) == "i true [a] map[80/tcp:1] [97] 0"
    )
    assert shown("{{range $k, $v := .Map}}{{$k.Number}}{{end}}", raw) == "80"
    assert dumps(TYPES.decode(raw, "x.Outer")) == (
        '{"Id":"i","Inner":{"On":true},"List":["a"],"Map":{"80/tcp":1},"Data":"YQ==","When":"0001-01-01T00:00:00Z","Maybe":0}'
    )


def test_zero_values() -> None:
    assert (
        shown("{{.Inner}} {{.List}} {{.Map}} {{.Maybe}} {{.When.IsZero}} {{.Secret}}|", {})
        == "<nil> [] map[] <nil> true |"
    )
    assert dumps(TYPES.decode({}, "x.Outer")) == '{"List":null,"Map":null,"Data":null,"When":"0001-01-01T00:00:00Z"}'
    assert shown("{{.}}", {}) == "{<nil> <nil> [] map[] [] 0001-01-01 00:00:00 +0000 UTC  <nil>}"
