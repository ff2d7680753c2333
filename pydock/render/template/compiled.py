"""A template that is ready to run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.render.template.errors import ExecError
from pydock.render.template.evaluate import Compiler, State
from pydock.render.template.parse import Tree


class Template:
    """A compiled template. Raises :class:`ExecError` when it meets a value it cannot work with."""

    __slots__ = ("_body", "_functions", "_tree", "text")

    def __init__(self, text: str, trees: Mapping[str, Tree], name: str, functions: Mapping[str, Any]) -> None:
        self.text = text
        self._tree = trees[name]
        self._functions = functions
        self._body = Compiler(trees).body(name)

    def execute(self, data: Any, *, strict: bool = False) -> str:
        """The output for ``data``. ``strict``: a missing key of a map is an error."""
        state = State(self._tree, self._functions, strict, data)
        self._run(state, data)
        return "".join(state.out)

    def partial(self, data: Any, functions: Mapping[str, Any]) -> str:
        """What is written before the first failure, with some functions replaced: a table's titles."""
        state = State(self._tree, {**self._functions, **functions}, False, data)
        try:
            self._run(state, data)
        except ExecError:
            pass
        return "".join(state.out)

    def _run(self, state: State, data: Any) -> None:
        try:
            self._body(state, data)
        except RecursionError:
            raise ExecError(f"template: {self._tree.name}: the template is nested too deep") from None
