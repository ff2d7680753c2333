"""``${VARIABLE}`` substitution in a parsed Compose file, and the casts Compose applies to the results.

Every operator of the specification is here (``:- - :? ? :+ +``), nested to any depth. A lookup is recorded in
:class:`Usage` so that ``config --variables`` and ``config --explain`` can tell what a file asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pydock.errors import ConfigError

_NAME = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")
_OPERATORS = (":?", "?", ":-", "-", ":+", "+")


class Usage(NamedTuple):
    """One reference to a variable: ``operator`` is "" or one of ``:- - :? ? :+ +`` with its ``word``."""

    name: str
    operator: str
    word: str
    path: tuple[str, ...]
    found: bool


class Invalid(ValueError):
    """A template that is not one; the text is the template."""


class Missing(ValueError):
    """A required variable without a value; the text is Compose's message."""


Lookup = Callable[[str], "str | None"]
Report = Callable[[str, str, str, bool], None]


def _closing(text: str, start: int) -> int:
    """Index of the brace that closes the one before ``start``; -1 when there is none."""
    depth = 0
    index = start
    while index < len(text):
        char = text[index]
        if char == "}":
            if depth == 0:
                return index
            depth -= 1
        elif char == "$" and text[index + 1 : index + 2] == "{":
            depth += 1
            index += 1
        index += 1
    return -1


def substitute(template: str, lookup: Lookup, report: Report | None = None) -> str:
    """``template`` with its variables replaced. Raises :class:`Invalid` or :class:`Missing`."""
    if "$" not in template:
        return template
    parts: list[str] = []
    index = 0
    while True:
        dollar = template.find("$", index)
        if dollar < 0:
            parts.append(template[index:])
            return "".join(parts)
        parts.append(template[index:dollar])
        after = template[dollar + 1 : dollar + 2]
        if after == "$":
            parts.append("$")
            index = dollar + 2
            continue
        if after == "{":
            end = _closing(template, dollar + 2)
            if end < 0:
                raise Invalid(template)
            parts.append(_braced(template[dollar + 2 : end], template, lookup, report))
            index = end + 1
            continue
        match = _NAME.match(template, dollar + 1)
        if match is None:
            parts.append("$")
            index = dollar + 1
            continue
        value = lookup(match.group())
        if report is not None:
            report(match.group(), "", "", value is not None)
        parts.append(value or "")
        index = match.end()


def _braced(body: str, template: str, lookup: Lookup, report: Report | None) -> str:
    match = _NAME.match(body)
    if match is None:
        raise Invalid(template)
    name, rest = match.group(), body[match.end() :]
    operator = next((op for op in _OPERATORS if rest.startswith(op)), "")
    if rest and not operator:
        raise Invalid(template)
    word = rest[len(operator) :]
    value = lookup(name)
    if report is not None:
        report(name, operator, word, value is not None)
    if not operator:
        return value or ""
    present = bool(value) if operator[0] == ":" else value is not None
    kind = operator[-1]
    if kind == "+":
        return substitute(word, lookup, report) if present else ""
    if present:
        return value or ""
    if kind == "-":
        return substitute(word, lookup, report)
    text = substitute(word, lookup, report)
    raise Missing(f"required variable {name} is missing a value" + (f": {text}" if text else ""))


def references(value: Any) -> list[tuple[str, str, str]]:
    """Every variable that a parsed document refers to: (name, operator, word), in order of appearance."""
    found: list[tuple[str, str, str]] = []

    def report(name: str, operator: str, word: str, present: bool) -> None:
        found.append((name, operator, word))

    def walk(item: Any) -> None:
        if isinstance(item, str):
            try:
                substitute(item, _every, report)
            except (Invalid, Missing):
                return
        elif isinstance(item, dict):
            for inner in item.values():
                walk(inner)
        elif isinstance(item, (list, tuple)):
            for inner in item:
                walk(inner)

    walk(value)
    return found


def _every(name: str) -> str | None:
    """A lookup to which every variable is set, so that required ones do not stop the walk."""
    return "x"


_BOOLEANS = {**dict.fromkeys(("y", "yes", "on", "true"), True), **dict.fromkeys(("n", "no", "off", "false"), False)}


def _boolean(text: str) -> bool:
    try:
        return _BOOLEANS[text.lower()]
    except KeyError:
        raise ValueError(f"invalid boolean: {text}") from None


def _integer(text: str) -> int:
    if not re.fullmatch(r"[-+]?[0-9]+", text):
        raise ValueError(f'strconv.ParseInt: parsing "{text}": invalid syntax')
    return int(text)


def _atoi(text: str) -> int:
    if not re.fullmatch(r"[-+]?[0-9]+", text):
        raise ValueError(f'strconv.Atoi: parsing "{text}": invalid syntax')
    return int(text)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f'strconv.ParseFloat: parsing "{text}": invalid syntax') from None


def _tree(*paths: tuple[str, Callable[[str], Any]]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    for path, cast in paths:
        node = root
        *parents, last = path.split(".")
        for part in parents:
            node = node.setdefault(part, {})
        node[last] = {"": cast}
    return root


_SERVICE = "services.*."
_CASTS = _tree(
    *(
        (_SERVICE + path, _atoi)
        for path in (
            "deploy.replicas",
            "deploy.update_config.parallelism",
            "deploy.rollback_config.parallelism",
            "deploy.restart_policy.max_attempts",
            "deploy.placement.max_replicas_per_node",
            "healthcheck.retries",
            "ports.[].target",
            "scale",
        )
    ),
    *(
        (_SERVICE + path, _integer)
        for path in (
            "cpu_count",
            "cpu_period",
            "cpu_quota",
            "cpu_rt_period",
            "cpu_rt_runtime",
            "cpu_shares",
            "oom_score_adj",
            "pids_limit",
        )
    ),
    *(
        (_SERVICE + path, _number)
        for path in (
            "cpu_percent",
            "cpus",
            "deploy.update_config.max_failure_ratio",
            "deploy.rollback_config.max_failure_ratio",
        )
    ),
    *(
        (_SERVICE + path, _boolean)
        for path in (
            "depends_on.*.required",
            "depends_on.*.restart",
            "healthcheck.disable",
            "init",
            "oom_kill_disable",
            "privileged",
            "read_only",
            "stdin_open",
            "tty",
            "use_api_socket",
            "volumes.[].read_only",
            "volumes.[].bind.create_host_path",
            "volumes.[].volume.nocopy",
            "build.no_cache",
            "build.privileged",
            "build.pull",
            "attach",
            "env_file.[].required",
        )
    ),
    *(
        (path, _boolean)
        for path in (
            "networks.*.external",
            "networks.*.internal",
            "networks.*.attachable",
            "networks.*.enable_ipv4",
            "networks.*.enable_ipv6",
            "volumes.*.external",
            "secrets.*.external",
            "configs.*.external",
        )
    ),
)
for _name in ("ulimits", "build.ulimits"):
    _node = _CASTS["services"]["*"]
    for _part in _name.split("."):
        _node = _node.setdefault(_part, {})
    _node["*"] = {"": _atoi, "hard": {"": _atoi}, "soft": {"": _atoi}}


class Interpolator:
    """Substitutes a whole document; ``warn`` hears of every variable without a value, once."""

    def __init__(self, environment: Mapping[str, str], warn: Callable[[str], None]) -> None:
        self._environment = environment
        self._warn = warn
        self._warned: set[str] = set()
        self.usages: list[Usage] = []

    def document(self, value: Any) -> Any:
        """The interpolated copy of a document. Raises ConfigError naming the key at fault."""
        return self._walk(value, (), _CASTS)

    def _report(self, path: tuple[str, ...]) -> Report:
        def report(name: str, operator: str, word: str, found: bool) -> None:
            self.usages.append(Usage(name, operator, word, path, found))
            if not found and not operator and name not in self._warned:
                self._warned.add(name)
                self._warn(f'The "{name}" variable is not set. Defaulting to a blank string.')

        return report

    def _walk(self, value: Any, path: tuple[str, ...], casts: dict[str, Any]) -> Any:
        if isinstance(value, str):
            return self._text(value, path, casts.get(""))
        if isinstance(value, dict):
            star = casts.get("*", _NO_CASTS)
            return {k: self._walk(v, (*path, k), casts.get(k, star) if k else star) for k, v in value.items()}
        if isinstance(value, tuple):
            return type(value)(self._walk(value[0], path, casts))
        if isinstance(value, list):
            inner = casts.get("[]", _NO_CASTS)
            return [self._walk(item, (*path, "[]"), inner) for item in value]
        return value

    def _text(self, text: str, path: tuple[str, ...], cast: Callable[[str], Any] | None) -> Any:
        if "$" in text:
            try:
                text = substitute(text, self._environment.get, self._report(path))
            except Invalid as error:
                raise ConfigError(
                    f"invalid interpolation format for {'.'.join(path)}.\n"
                    f"You may need to escape any $ with another $.\n{error}"
                ) from None
            except Missing as error:
                raise ConfigError(f"error while interpolating {'.'.join(path)}: {error}") from None
        if cast is None:
            return text
        try:
            value = cast(text)
            if cast is _boolean and text not in ("true", "false"):
                self._warn(f'"{text}" for boolean is not supported by YAML 1.2, please use `{str(value).lower()}`')
            return value
        except ValueError as error:
            raise ConfigError(
                f"error while interpolating {'.'.join(path)}: failed to cast to expected type: {error}"
            ) from None


_NO_CASTS: dict[str, Any] = {}
