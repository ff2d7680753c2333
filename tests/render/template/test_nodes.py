"""How nodes print."""

from __future__ import annotations

from pydock.render.template import nodes


def test_text_of_nodes() -> None:
    field = nodes.Field(0, ("A", "B"))
    assert str(field) == ".A.B"
    assert str(nodes.Chain(0, field, ("C",))) == ".A.B.C"
    assert str(nodes.Variable(0, "$x", 1, ("Y",))) == "$x.Y"
    assert str(nodes.Call(0, "n", None)) == '{{template "n"}}'
    assert str(nodes.Jump(0, "break")) == "{{break}}"
    assert str(nodes.Mark(0, "end")) == "{{end}}"
    assert [str(node) for node in (nodes.Dot(0), nodes.Nil(0), nodes.Bool(0, True))] == [".", "nil", "true"]
