"""``pydock doctor``."""

from __future__ import annotations

import json
import os
from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.cli.diagnosis import client, engine, machine, registries
from pydock.cli.diagnosis.findings import Finding, Redactor, exit_code, table
from pydock.errors import Exit, UsageError


@command()
@option("--bundle", help="Write a report without secrets to this file")
@option("--format", default="", default_text="", help="Shape of the output: json")
@option("--image", help="Run this image once to check containers and their DNS")
@option("--lookup", default="registry-1.docker.io", help="Name that the container looks up")
@option("--registry", kind=kinds.STRINGS, help="Registries to reach with the credentials stored for them")
def doctor(app: App, bundle: str | None, format: str, image: str | None, lookup: str, registry: list[str]) -> None:
    """Find out why something does not work."""
    if format not in ("", "table", "json"):
        raise UsageError(f'invalid argument "{format}" for "--format" flag: must be table or json')
    findings = [*client.check(app), *engine.check(app), *registries.check(app, registry)]
    if image:
        findings += machine.container(app, image, lookup)
    redact = Redactor(app)
    findings = [redact.finding(finding) for finding in findings]
    if bundle:
        _write_bundle(app, bundle, findings, redact)
    if format == "json":
        app.echo(json.dumps([finding.document() for finding in findings], indent=2, ensure_ascii=False))
    else:
        app.styled(table(findings, colour=app.streams.stdout.colour))
    code = exit_code(findings)
    if code:
        raise Exit(code)


def _write_bundle(app: App, path: str, findings: list[Finding], redact: Redactor) -> None:
    """A file for a bug report: findings, settings and environment, all secrets taken out."""
    from pydock.config.file import replace_file
    from pydock.errors import PydockError

    names = ("DOCKER_", "BUILDKIT_", "BUILDX_", "COMPOSE_", "PYDOCK_", "XDG_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
    shown = {name: value for name, value in app.environ.items() if name.upper().startswith(names)}
    document: dict[str, Any] = {
        "findings": [finding.document() for finding in findings],
        "environment": {name: _shown(name, value) for name, value in sorted(shown.items())},
        "config": {key: _setting(key, value) for key, value in app.config.data.items()},
    }
    text = json.dumps(redact.value(document), indent=2, ensure_ascii=False) + "\n"
    try:
        replace_file(os.path.join(app.cwd, path), text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise PydockError(f"cannot write {path}: {error.strerror or error}") from error
    app.warn(f"Written {path}")


def _shown(name: str, value: str) -> str:
    return "***" if name in ("DOCKER_AUTH_CONFIG", "DOCKER_CUSTOM_HEADERS") else value


def _setting(key: str, value: Any) -> Any:
    """A setting without what may be secret in it."""
    if key == "auths":
        return dict.fromkeys(value, "***")
    if key == "HttpHeaders":
        return dict.fromkeys(value, "***")
    return value
