"""Documents against the Compose schema."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.compose.model.validate import SchemaError, validate
from pydock.compose.model.yamlload import documents


@pytest.mark.parametrize(
    ("text", "message", "path"),
    [
        ("nosuch: 1", "additional properties 'nosuch' not allowed", "nosuch"),
        ("services: {a: {nosuch: 1}}", "services.a additional properties 'nosuch' not allowed", "services.a.nosuch"),
        ("services: {a: {image: 1}}", "services.a.image must be a string", "services.a.image"),
        ("services: {a: []}", "services.a must be a mapping", "services.a"),
        ("services: {a: {cap_add: [A, A]}}", "services.a.cap_add items at 0 and 1 are equal", "services.a.cap_add"),
        ("services: {a: {oom_score_adj: 2000}}",
         "services.a.oom_score_adj must be a string", "services.a.oom_score_adj"),
        ("services: {a: {develop: {watch: [{}]}}}",
         "services.a.develop.watch.0 missing properties 'path', 'action'", "services.a.develop.watch.0"),
        ("services: {a: {depends_on: {b: {}}}}",
         "services.a.depends_on.b missing property 'condition'", "services.a.depends_on.b"),
        ("services: {a: {depends_on: {b: {condition: x}}}}",
         "services.a.depends_on.b.condition value must be one of 'service_started', 'service_healthy', "
         "'service_completed_successfully'", "services.a.depends_on.b.condition"),
        ("services: {a: {environment: {B: 2024-01-01}}}",
         "services.a.environment.B invalid jsonType time.Time", "services.a.environment.B"),
    ],
)  # fmt: skip
def test_the_deepest_fault_is_told_with_its_place(text: str, message: str, path: str) -> None:
    with pytest.raises(SchemaError) as caught:
        validate(documents(text)[0].value, "c.yml")
    found = caught.value.message.removeprefix("validating c.yml: ").strip()
    assert found == message
    assert ".".join(caught.value.path) == path


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"services": {"a": {"image": "x", "x-mine": {"any": [1]}}}, "x-top": 1},
        {"services": {"a": {"command": None, "ports": ["80", 80, {"target": 80}], "scale": 2.0}}},
    ],
)
def test_what_the_schema_allows(document: dict[str, Any]) -> None:
    validate(document, "c.yml")
