"""What ``--call`` prints: a frontend's answer about a Dockerfile, as text or JSON."""

from __future__ import annotations

import json

from pydock.cli.app import App
from pydock.errors import Exit, PydockError


def parse_call(text: str, check: bool) -> tuple[str, str]:
    """(request, format) of ``--call``. Raises PydockError."""
    name, *fields = text.split(",")
    if check:
        if name not in ("build", "check", "lint"):
            raise PydockError(f'cannot use --check with --call="{text}"')
        name = "check"
    style = ""
    for field in fields:
        key, _, value = field.partition("=")
        if key == "format":
            style = value
        elif key != "ignorestatus":
            raise PydockError(f"invalid print field: {field}")
    return "check" if name == "lint" else name, style


def print_answer(app: App, request: str, style: str, metadata: dict[str, bytes]) -> None:
    """Print it; a check that found something ends with status 1."""
    data, text = metadata.get("result.json", b""), metadata.get("result.txt", b"")
    if request == "check":
        _print_check(app, style, data, text)
    elif style == "json" and data:
        app.out(data + b"\n")
    elif "result.txt" in metadata:
        app.out(text)
    else:
        app.echo(str({key: value.decode(errors="replace") for key, value in metadata.items()}))


def _print_check(app: App, style: str, data: bytes, text: bytes) -> None:
    found = json.loads(data or b"{}")
    count = len(found.get("warnings") or ())
    if style == "json":
        app.out(data + b"\n")
    elif count or found.get("buildError"):
        if count:
            found_text = f"{count} warnings have" if count > 1 else "1 warning has"
            app.echo(f"Check complete, {found_text} been found!")
        app.out(text)
    else:
        app.echo("Check complete, no warnings found.")
    failure = found.get("buildError")
    if failure and style != "json":
        app.echo("")
        app.warn(f"ERROR: {failure.get('message', '')}\n")
    if count or failure:
        raise Exit(1)
