"""What a project's variables are, and where each value comes from: ``config --variables`` and ``config --explain``."""

from __future__ import annotations

from typing import NamedTuple

from pydock.compose.model.load import Loader
from pydock.compose.model.yamlload import position_of
from pydock.errors import ConfigError


class Variable(NamedTuple):
    """A variable of the files with the defaults that references give it."""

    name: str
    default: str
    alternate: str
    required: bool


def collect(loader: Loader) -> dict[str, Variable]:
    """The variables that the loader's files name."""
    from pydock.compose.model.interpolate import references

    loader.model()
    found: dict[str, Variable] = {}
    for path in loader.files:
        for document in loader.sources.documents(path):
            for name, operator, word in references(document.value):
                kind = operator[-1:]
                default = word if kind == "-" else ""
                alternate = word if kind == "+" else ""
                found[name] = Variable(name, default, alternate, kind == "?")
    return found


def variables(loader: Loader, format: str | None) -> str:
    """The table (or JSON) of variables."""
    found = collect(loader)
    if format == "json":
        rows = {
            v.name: {"Name": v.name, "DefaultValue": v.default, "PresenceValue": v.alternate, "Required": v.required}
            for v in found.values()
        }
        ordered = {name: rows[name] for name in sorted(rows)}
        return _four_spaces(ordered) + "\n\n"
    table = [("NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE")]
    table += [(v.name, str(v.required).lower(), v.default, v.alternate) for v in found.values()]
    widths = [max(20, *(len(row[i]) + 3 for row in table)) for i in range(3)]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row[:3], widths, strict=True)) + row[3] for row in table]
    return "\n".join(lines) + "\n"


def _four_spaces(rows: dict[str, dict[str, object]]) -> str:
    if not rows:
        return "{}"
    from json.encoder import encode_basestring

    def entry(value: object) -> str:
        return encode_basestring(value) if isinstance(value, str) else str(value).lower()

    blocks = [
        f'    "{name}": {{\n' + ",\n".join(f'        "{key}": {entry(value)}' for key, value in row.items()) + "\n    }"
        for name, row in rows.items()
    ]
    return "{\n" + ",\n".join(blocks) + "\n}"


def explain(loader: Loader) -> str:
    """One block a variable: its value and source, what it hides, and each place that uses it."""
    try:
        loader.model()
    except ConfigError as error:
        if "required variable" not in error.message:
            raise
    shell = loader.request.environ
    uses: dict[str, list[str]] = {}
    defaults: dict[str, str] = {}
    for usage in loader.interpolator.usages:
        uses.setdefault(usage.name, []).append(_place(loader, usage.path))
        if usage.operator[-1:] == "-":
            defaults.setdefault(usage.name, usage.word)
    lines: list[str] = []
    for name in sorted(uses):
        lines.append(f"{name}={_value(loader, name, defaults)}")
        source, hidden = _source(loader, name, shell, defaults)
        lines.append(f"  from {source}")
        lines += [f"  hides {other}" for other in hidden]
        lines += [f"  used at {place}" for place in dict.fromkeys(uses[name])]
    return "".join(line + "\n" for line in lines)


def _value(loader: Loader, name: str, defaults: dict[str, str]) -> str:
    if name in loader.environment:
        return loader.environment[name]
    return defaults.get(name, "")


def _source(loader: Loader, name: str, shell: object, defaults: dict[str, str]) -> tuple[str, list[str]]:
    files = {path: f"{path}: {values[name]}" for path, values in loader.dotenv.items() if name in values}
    if name in loader.request.environ:
        return "the shell", list(files.values())
    if files:
        first, *_ = files
        return first, [text for path, text in files.items() if path != first]
    if name == "COMPOSE_PROJECT_NAME":
        return "the project's name", []
    return ("its default in the file" if name in defaults else "nowhere: it is not set"), []


def _place(loader: Loader, path: tuple[str, ...]) -> str:
    plain = tuple(part for part in path if part != "[]")
    for file, text in loader.sources.texts.items():
        position = position_of(text, plain)
        if position is not None:
            return f"{file}:{position.line}:{position.column} ({'.'.join(path)})"
    return ".".join(path)
