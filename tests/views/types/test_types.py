"""Every table of types is whole: each type that a field names exists, and an empty object of each prints."""

from __future__ import annotations

import re

import pytest

from pydock.render.gojson import dumps
from pydock.render.template import compile_template
from pydock.render.template.typed import Types
from pydock.views.types import container, image, network, plugin, swarm, system, volume

KNOWN = {
    "string", "bool", "int", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
    "float32", "float64", "any", "time.Time",
    "time.Duration", "fs.FileMode", "struct{}",
}  # fmt: skip
TABLES = {
    module.__name__.rpartition(".")[2]: module.TYPES
    for module in (container, image, network, plugin, swarm, system, volume)
}


@pytest.mark.parametrize("name", TABLES)
def test_tables(name: str) -> None:
    types: Types = TABLES[name]
    for struct, members in types.structs.items():
        for member in members:
            for word in re.findall(r"[A-Za-z][\w.]*", member.type.replace("map[", "[")):
                assert word in KNOWN or word in types.structs or word in types.aliases, (struct, member)
        value = types.decode({}, struct)
        assert compile_template("{{.}}{{json .}}").execute(value)
        assert dumps(value).startswith("{")
