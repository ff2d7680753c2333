"""Go's ``text/template`` as Docker's ``--format`` has it.

``compile_template(text)`` parses once; ``Template.execute(value)`` runs it for one value. Errors carry Go's text:
:class:`ParseError` and :class:`ExecError`, both :class:`TemplateError`. Templates reach values only through
``render/template/values.py``: nothing of Python is within their reach, their depth and output are bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.template.compiled import Template
from pydock.render.template.errors import ExecError, ParseError, TemplateError
from pydock.render.template.functions import FUNCTIONS, HEADER_FUNCTIONS
from pydock.render.template.parse import parse


def compile_template(text: str, name: str = "", extra: Mapping[str, Any] | None = None) -> Template:
    """The template of ``text``; ``extra`` adds functions to Docker's. Raises :class:`ParseError`."""
    functions = {**FUNCTIONS, **extra} if extra else FUNCTIONS
    try:
        return Template(text, parse(text, functions, name), name, functions)
    except RecursionError:
        raise ParseError(f"template: {name}:1: the template is nested too deep") from None


__all__ = ["HEADER_FUNCTIONS", "ExecError", "ParseError", "Template", "TemplateError", "compile_template"]
