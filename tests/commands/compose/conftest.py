"""An App on the fake engine, for what compose's commands are made of."""

from __future__ import annotations

from tests.cli.conftest import make

__all__ = ["make"]
