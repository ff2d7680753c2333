"""The house's own rules: imports point down only, and heavy libraries stay in their rooms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "pydock"
LEVELS = (
    {"commands"},
    {"cli"},
    {"compose", "stack", "build", "views", "registry", "embedded"},
    {"engine", "config", "terminal", "render", "values"},
    {"errors", "progress", "portable"},
)
ROOMS = {
    "click": ("commands/", "cli/"),
    "requests": ("registry/", "build/"),
    "rich": ("render/",),
    "h2": ("build/buildkit/",),
    "google": ("build/buildkit/",),
    "yaml": ("compose/", "stack/"),
}
MODULES = sorted(path for path in ROOT.rglob("*.py") if not path.name.endswith("_pb2.py"))


def _imports(path: Path) -> Iterator[tuple[str, ast.stmt, bool]]:
    """(module, statement, is at module level) of every import in a file; TYPE_CHECKING blocks do not count."""
    tree = ast.parse(path.read_text())

    def walk(node: ast.AST, top: bool) -> Iterator[tuple[str, ast.stmt, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from ((alias.name, child, top) for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.module:
                yield child.module, child, top
                yield from ((f"{child.module}.{alias.name}", child, top) for alias in child.names)
            elif not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)):
                yield from walk(child, top and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))

    yield from walk(tree, True)


def _level(room: str) -> int | None:
    return next((index for index, rooms in enumerate(LEVELS) if room in rooms), None)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    relative = path.relative_to(ROOT)
    own = relative.parts[0].removesuffix(".py")
    level = _level(own)
    for module, statement, _ in _imports(path):
        parts = module.split(".")
        if parts[0] == "pydock" and len(parts) > 1 and level is not None:
            other = _level(parts[1])
            where = f"line {statement.lineno}: {own} imports {module}, which is above it"
            assert other is None or other >= level, where


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_stay_in_their_rooms(path: Path) -> None:
    relative = path.relative_to(ROOT).as_posix()
    for module, statement, top in _imports(path):
        library = module.split(".")[0]
        if library in ROOMS:
            assert relative.startswith(ROOMS[library]), f"line {statement.lineno}: {library} is not for {relative}"
            # Click is what a command is made of; everything else is loaded by what needs it, when it does.
            assert library == "click" or not top, f"line {statement.lineno}: {library} is imported at module level"
