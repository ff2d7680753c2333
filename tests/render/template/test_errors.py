"""The nearest names."""

from __future__ import annotations

from pydock.render.template.errors import nearest


def test_hints() -> None:
    assert nearest("Nmae", ["Name", "Image"]) == "did you mean .Name or .Image?"
    assert nearest("zzz", ["Name", "Image"]) == "fields: .Name, .Image"
    assert nearest("zzz", [str(n) * 9 for n in range(99)]) is None
