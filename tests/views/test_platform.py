"""A platform as a template value."""

from __future__ import annotations

from pydock.render.gojson import dumps
from pydock.render.template import compile_template
from pydock.views.platform import PlatformValue


def test_platform() -> None:
    value = PlatformValue({"os": "linux", "architecture": "arm64", "variant": "v8"})
    assert compile_template("{{.}} {{.OS}} {{.Variant}}").execute(value) == "linux/arm64/v8 linux v8"
    assert dumps(value) == '{"architecture":"arm64","os":"linux","variant":"v8"}'
