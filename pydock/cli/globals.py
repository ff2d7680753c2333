"""The options before the command word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pydock.cli.app import Globals
from pydock.cli.parser import FlagError, FlagSet, parse
from pydock.values import numbers


class GlobalFlag(NamedTuple):
    """One global option; ``field`` is its place in :class:`Globals` ("" for those that end the command at once)."""

    long: str
    short: str | None
    no_value: str | None
    field: str


FLAGS = (
    GlobalFlag("color", None, None, "colour"),
    GlobalFlag("config", None, None, "config"),
    GlobalFlag("context", "c", None, "context"),
    GlobalFlag("debug", "D", "true", "debug"),
    GlobalFlag("explain", None, "true", "explain"),
    GlobalFlag("help", "h", "true", ""),
    GlobalFlag("host", "H", None, "hosts"),
    GlobalFlag("jobs", None, None, "jobs"),
    GlobalFlag("log-level", "l", None, "log_level"),
    GlobalFlag("progress", None, None, "progress"),
    GlobalFlag("retry", None, None, "retry"),
    GlobalFlag("timeout", None, None, "timeout"),
    GlobalFlag("tls", None, "true", "tls"),
    GlobalFlag("tlscacert", None, None, "tls_ca"),
    GlobalFlag("tlscert", None, None, "tls_cert"),
    GlobalFlag("tlskey", None, None, "tls_key"),
    GlobalFlag("tlsverify", None, "true", "tls_verify"),
    GlobalFlag("version", "v", "true", ""),
    GlobalFlag("yes", "y", "true", "yes"),
)
CHOICES = {
    "color": ("auto", "always", "never"),
    "progress": ("auto", "plain", "tty", "quiet", "json", "rawjson"),
}
LEVELS = frozenset({"trace", "debug", "info", "warn", "warning", "error", "fatal", "panic"})


class Line(NamedTuple):
    """A command line's first part: the options, the words after them, and whether help or the version was asked for."""

    options: Globals
    words: list[str]
    help: bool
    version: bool


def read(argv: Sequence[str], program: str, base: Globals | None = None) -> Line:
    """Split the global options off ``argv``. Docker's text and exit code 125 for what does not parse.

    ``base`` holds what was already said (a batch's own options): a line that names an engine replaces its engine.
    """
    values: dict[str, Any] = {}
    asked = {"help": False, "version": False}
    hosts: list[str] = []

    def assign(flag: GlobalFlag, text: str) -> None:
        value: Any = text
        if flag.no_value is not None:
            value = numbers.parse_bool(text)
        elif flag.long in ("retry", "jobs"):
            value = numbers.parse_uint(text)
            if flag.long == "jobs" and not value:
                raise ValueError("must be at least 1")
        elif flag.long == "timeout":
            from pydock.values.durations import parse_duration

            value = parse_duration(text)
        elif flag.long in CHOICES and text not in CHOICES[flag.long]:
            raise ValueError(f"must be one of {', '.join(CHOICES[flag.long])}")
        if flag.long in asked:
            asked[flag.long] = value
        elif flag.long == "host":
            hosts.append(text)
        else:
            values[flag.field] = value

    try:
        words = parse(argv, FlagSet(FLAGS), assign, interspersed=False)
    except FlagError as error:
        error.message += (
            f"\n\nUsage:  {program} [OPTIONS] COMMAND [ARG...]\n\nRun '{program} --help' for more information"
        )
        raise
    base = base or Globals()
    if hosts or "context" in values:
        values.setdefault("context", None)
        values["hosts"] = tuple(hosts)
    return Line(base._replace(**values), words, asked["help"], asked["version"])
