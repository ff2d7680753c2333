"""A template that is ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.template.errors import ExecError
from pydock.render.template.evaluate import Compiler, State, Thunk
from pydock.render.template.parse import Tree


class Template:
    """A compiled template. Raises :class:`ExecError` when it meets a value it cannot work with."""

    __slots__ = ("_body", "_functions", "_name", "_trees", "text")

    def __init__(self, text: str, trees: Mapping[str, Tree], name: str, functions: Mapping[str, Any]) -> None:
        self.text = text
        self._trees = trees
        self._name = name
        self._functions = functions
        self._body = Compiler(trees, functions).body(name)

    def execute(self, data: Any, *, strict: bool = False) -> str:
        """The output for ``data``. ``strict``: a missing key of a map is an error."""
        state = State(self._trees[self._name], strict, data)
        self._run(self._body, state, data)
        return "".join(state.out)

    def partial(self, data: Any, functions: Mapping[str, Any]) -> str:
        """What is written before the first failure, with some functions replaced: a table's titles."""
        state = State(self._trees[self._name], False, data)
        body = Compiler(self._trees, {**self._functions, **functions}).body(self._name)
        try:
            self._run(body, state, data)
        except ExecError:
            pass
        return "".join(state.out)

    def _run(self, body: Thunk, state: State, data: Any) -> None:
        try:
            body(state, data)
        except RecursionError:
            raise ExecError(f"template: {self._name}: the template is nested too deep") from None
