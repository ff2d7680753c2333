"""What a check found, and how findings are shown: never a secret."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from pydock.config.auths import decode_auth
from pydock.render.sanitise import line as clean

if TYPE_CHECKING:
    from pydock.cli.app import App

OK, INFO, WARNING, ERROR = "ok", "info", "warning", "error"
_EXIT_CODES = {OK: 0, INFO: 0, WARNING: 1, ERROR: 2}
_COLOURS = {OK: "32", INFO: "36", WARNING: "33", ERROR: "31"}
_USER_INFO = re.compile(r"(?<=://)[^/@\s]+(?=@)")
_SHORTEST_SECRET = 6


class Finding(NamedTuple):
    """``area`` is engine, config, credentials, registry, machine or client; ``remedy`` what to do about it."""

    area: str
    severity: str
    subject: str
    message: str
    remedy: str = ""

    def document(self) -> dict[str, str]:
        return self._asdict()


def exit_code(findings: Iterable[Finding]) -> int:
    """0 where all is well, 1 with warnings, 2 with errors."""
    return max((_EXIT_CODES[finding.severity] for finding in findings), default=0)


def table(findings: Iterable[Finding], *, colour: bool) -> str:
    """The findings as lines, each remedy below what it is for."""
    lines = []
    for finding in findings:
        word = f"{finding.severity:<8}"
        if colour:
            word = f"\x1b[{_COLOURS[finding.severity]}m{word}\x1b[0m"
        lines.append(f"{word} {clean(f'{finding.area:<12} {finding.subject}: {finding.message}')}")
        if finding.remedy:
            lines.append(f"{'':<22}-> {clean(finding.remedy)}")
    return "\n".join(lines) + "\n"


class Redactor:
    """Takes every secret that the configuration and the environment hold out of a text."""

    def __init__(self, app: App) -> None:
        self._secrets = sorted(_secrets(app), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return _USER_INFO.sub("***", text)

    def value(self, value: Any) -> Any:
        """The same for every text inside a JSON value."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        return [self.value(item) for item in value] if isinstance(value, list) else value

    def finding(self, finding: Finding) -> Finding:
        return finding._replace(
            subject=self(finding.subject), message=self(finding.message), remedy=self(finding.remedy)
        )


def _secrets(app: App) -> set[str]:
    found: set[str] = set()
    for entry in app.config.auths.values():
        found |= {str(entry.get(key) or "") for key in ("auth", "password", "identitytoken", "registrytoken")}
        try:
            found.add(decode_auth(entry.get("auth") or "")[1])
        except ValueError:
            continue
    found |= {str(value) for value in app.config.http_headers.values()}
    for name, value in app.environ.items():
        if any(word in name.upper() for word in ("TOKEN", "PASSWORD", "SECRET", "AUTH_CONFIG", "CUSTOM_HEADERS")):
            found.add(value)
            found |= set(re.findall(r'"auth"\s*:\s*"([^"]*)"', value))
    return {secret for secret in found if len(secret) >= _SHORTEST_SECRET}
