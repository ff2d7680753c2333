"""Services that a program provides: ``PROGRAM compose --project-name=NAME up|down [--OPTION=VALUE] SERVICE`` is run.

The program writes JSON objects, one a line: ``info`` (progress), ``error`` (the end of it), ``debug``, and ``setenv``
with a variable that services depending on this one get as ``SERVICE_NAME``.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.compose.events import DONE, FAILED, Reporter
from pydock.compose.model.project import Project
from pydock.compose.model.shapes import Struct
from pydock.errors import PydockError

if TYPE_CHECKING:
    from typing import IO

UP, DOWN = "up", "down"


class _Words(NamedTuple):
    begin: str
    end: str
    verb: str


_WORDS = {UP: _Words("Creating", "Created", "create"), DOWN: _Words("Removing", "Removed", "remove")}


class Providers:
    """Runs the providers of ``project``. ``find`` gives the program of a type, None where there is none."""

    def __init__(
        self,
        project: Project,
        report: Reporter,
        environ: Mapping[str, str],
        find: Callable[[str], str | None],
        *,
        dry_run: bool = False,
    ) -> None:
        self.project = project
        self.report = report
        self.environ = environ
        self.find = find
        self.dry_run = dry_run

    def up(self) -> None:
        """Bring every provided service up, those they depend on first, and hand on the variables they set."""
        for name in self.project.ordered():
            if self.project.services[name].get("provider") is not None:
                self._hand_on(name, self.run(name, UP))

    def down(self) -> None:
        """Take every provided service down, those that depend on others first."""
        for name in reversed(self.project.ordered()):
            if self.project.services[name].get("provider") is not None:
                self.run(name, DOWN)

    def run(self, name: str, command: str) -> dict[str, str]:
        """Run one provider; the variables that it sets. Raises PydockError in its words."""
        provider = self.project.services[name]["provider"]
        words = _WORDS[command]
        program = self._program(str(provider.get("type", "")))
        arguments = self._arguments(program, provider, command)
        self.report.say(name, words.begin, spaced=True)
        variables: dict[str, str] = {}
        if not self.dry_run:
            argv = [program, "compose", f"--project-name={self.project.name}", command, *arguments, name]
            variables = self._converse(name, argv, words.verb)
        self.report.say(name, words.end, state=DONE, spaced=True)
        return variables

    def _program(self, kind: str) -> str:
        if kind == "compose":
            raise PydockError("'compose' is not a valid provider type")
        program = self.find(kind)
        if program is None:
            raise PydockError(f'exec: "{kind}": executable file not found in $PATH')
        return program

    def _arguments(self, program: str, provider: Struct, command: str) -> list[str]:
        """The options that the program says it takes; all where it says nothing."""
        options: dict[str, Sequence[str]] = provider.get("options") or {}
        metadata = self._metadata(program)
        known = {str(p.get("name")): p for p in (metadata.get(command) or {}).get("parameters") or ()}
        if metadata:
            for name, parameter in known.items():
                if parameter.get("required") and name not in options:
                    kind = provider.get("type")
                    raise PydockError(f'required parameter "{name}" is missing from provider "{kind}" definition')
        return [
            f"--{name}={value}"
            for name, values in options.items()
            if not metadata or name in known
            for value in ([values] if isinstance(values, str) else values)
        ]

    def _metadata(self, program: str) -> dict[str, Any]:
        try:
            answer = subprocess.run(
                [program, "compose", "metadata"],
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                check=True,
            )
            document = json.loads(answer.stdout)
        except (OSError, ValueError, subprocess.SubprocessError):
            return {}
        return document if isinstance(document, dict) else {}

    def _converse(self, name: str, argv: list[str], verb: str) -> dict[str, str]:
        variables: dict[str, str] = {}
        try:
            process = subprocess.Popen(
                argv,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise PydockError(f"{argv[0]}: {(error.strerror or str(error)).lower()}") from error
        assert process.stdout is not None
        try:
            self._listen(name, process.stdout, variables)
        except BaseException:
            process.kill()
            raise
        finally:
            process.stdout.close()
            code = process.wait()
        if code:
            reason = f"exit status {code}" if code > 0 else f"signal {-code}"
            self.report.say(name, reason, state=FAILED, spaced=True)
            raise PydockError(f"failed to {verb} service provider: {reason}")
        return variables

    def _listen(self, name: str, lines: IO[bytes], variables: dict[str, str]) -> None:
        for line in lines:
            if not line.strip():
                continue
            kind, message = _message(line)
            if kind == "info":
                self.report.say(name, message, spaced=True)
            elif kind == "error":
                self.report.say(name, message, state=FAILED, spaced=True)
                raise PydockError(message)
            elif kind == "setenv" and "=" in message:
                variable, _, value = message.partition("=")
                variables[variable] = value
            elif kind == "setenv":
                raise PydockError(f"invalid response from plugin: {message}")
            elif kind != "debug":
                raise PydockError(f"invalid response from plugin: {kind}")

    def _hand_on(self, name: str, variables: Mapping[str, str]) -> None:
        for other in self.project.dependents(name):
            service = self.project.services[other]
            mine = {f"{name.upper()}_{variable}": value for variable, value in variables.items()}
            if mine:
                service["environment"] = {**(service.get("environment") or {}), **mine}


def _message(line: bytes) -> tuple[str, str]:
    try:
        document = json.loads(line)
        return str(document.get("type", "")), str(document.get("message", ""))
    except (ValueError, AttributeError):
        text = line.decode("utf-8", "replace").strip()
        raise PydockError(f"invalid response from plugin: {text}") from None
