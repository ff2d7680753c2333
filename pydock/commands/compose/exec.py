"""``pydock compose exec``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, one_container
from pydock.errors import Exit, PydockError


@command(interspersed=False)
@option("-d", "--detach", kind=kinds.BOOL, help="Leave the command running")
@option("-e", "--env", kind=kinds.STRING_ARRAY, help="Set an environment variable")
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@option("-i", "--interactive", kind=kinds.BOOL, default=True, hidden=True, help="Keep stdin open")
@option("-T", "--no-tty", kind=kinds.BOOL, default_text="true", help="Give the command no terminal")
@option("--privileged", kind=kinds.BOOL, help="Give the command all privileges")
@option("-t", "--tty", kind=kinds.BOOL, default=True, hidden=True, help="Give the command a terminal")
@option("-u", "--user", help="User and perhaps group")
@option("-w", "--workdir", help="Working directory of the command")
@argument("service")
@argument("words", many=True, metavar="COMMAND [ARGS...]")
def exec(app: App, service: str, words: tuple[str, ...], **flags: Any) -> None:
    """Run one more command in a service's container."""
    from pydock.commands.container import _session as session

    container = one_container(app, service, flags["index"] or 0)
    tty = flags["tty"] and not flags["no_tty"] and app.streams.stdout.is_terminal and app.streams.stdin.is_terminal
    body: dict[str, Any] = {
        "User": flags["user"] or "",
        "Privileged": flags["privileged"],
        "Tty": tty,
        "AttachStdin": flags["interactive"] and not flags["detach"],
        "AttachStderr": not flags["detach"],
        "AttachStdout": not flags["detach"],
        "DetachKeys": app.config.detach_keys,
        "Env": [_resolved(app, text) for text in flags["env"]] or None,
        "WorkingDir": flags["workdir"] or "",
        "Cmd": list(words),
        "Detach": flags["detach"],
    }
    if dry_run(app):
        return
    identity = app.engine.exec.create(container.id, body)
    start = {"Detach": flags["detach"], "Tty": tty}
    if flags["detach"]:
        app.engine.exec.start(identity, start)
        return

    def resize(rows: int, columns: int) -> None:
        app.engine.exec.resize(identity, rows=rows, columns=columns)

    with app.engine.exec.attach(identity, start) as stream, session.sized(app, resize, tty):
        if session.converse(app, stream, tty=tty, stdin=flags["interactive"], keys=body["DetachKeys"]):
            raise PydockError("read escape sequence")
        code = session.exec_status(app, identity, stream)
    if code:
        raise Exit(code)


def _resolved(app: App, text: str) -> str:
    return text if "=" in text or text not in app.environ else f"{text}={app.environ[text]}"
