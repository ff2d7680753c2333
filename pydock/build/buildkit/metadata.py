"""``--metadata-file``: what the exporters said, as JSON."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydock.build.buildkit.node import Node
    from pydock.build.buildkit.run import Result


def metadata(node: Node, result: Result) -> dict[str, Any]:
    """Values that are JSON in base64 are opened; the record's name is added."""
    out: dict[str, Any] = {key: _opened(value) for key, value in result.response.items()}
    out["buildx.build.ref"] = f"{node.builder}/{node.name}/{result.reference}"
    return out


def _opened(value: str) -> Any:
    try:
        data = json.loads(base64.b64decode(value, validate=True))
    except ValueError:
        return value
    return data if isinstance(data, dict) else value
