"""``pydock container exec``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.container import _session as session
from pydock.errors import Exit, PydockError

_ENV = kinds.lazy("list", "pydock.values.env:parse_env", many=True)


@command(interspersed=False)
@option("-d", "--detach", kind=kinds.BOOL, help="Leave the command running")
@option("--detach-keys", kind=kinds.STRING, default="", help="Keys that detach from the command")
@option("-e", "--env", kind=_ENV, since="1.25", help="Set an environment variable")
@option("--env-file", kind=kinds.LIST, since="1.25", help="Read environment variables from a file")
@option("-i", "--interactive", kind=kinds.BOOL, help="Keep stdin open")
@option("--privileged", kind=kinds.BOOL, help="Give the command all privileges")
@option("-t", "--tty", kind=kinds.BOOL, help="Give the command a terminal")
@option("-u", "--user", kind=kinds.STRING, default="", help="User and perhaps group, by name or id")
@option("-w", "--workdir", kind=kinds.STRING, default="", since="1.35", help="Working directory of the command")
@argument("container", metavar="CONTAINER")
@argument("command", many=True, metavar="COMMAND [ARG...]")
def exec(
    app: App,
    container: str,
    command: tuple[str, ...],
    detach: bool,
    detach_keys: str,
    env: list[str],
    env_file: list[str],
    interactive: bool,
    privileged: bool,
    tty: bool,
    user: str,
    workdir: str,
) -> None:
    """Run one more command in a running container."""
    body: dict[str, Any] = {
        "User": user,
        "Privileged": privileged,
        "Tty": tty,
        "AttachStdin": interactive and not detach,
        "AttachStderr": not detach,
        "AttachStdout": not detach,
        "Detach": detach,
        "DetachKeys": detach_keys or app.config.detach_keys,
        "Env": _environment(app, env, env_file) or None,
        "WorkingDir": workdir,
        "Cmd": list(command),
    }
    app.engine.containers.inspect(container)  # an exec that cannot be used could not be taken back
    if not detach:
        session.check_tty(app, stdin=interactive, tty=tty)
    size: dict[str, Any] = {"ConsoleSize": _console_size(app)} if tty and app.engine.connection.at_least("1.42") else {}
    identity = app.engine.exec.create(container, body | size)
    if not identity:
        raise PydockError("exec ID empty")
    start = {"Detach": detach, "Tty": tty} | size
    if detach:
        app.engine.exec.start(identity, start)
        return
    status = _converse(app, identity, start, tty=tty, stdin=interactive, keys=body["DetachKeys"])
    if status:
        raise Exit(status)


def _environment(app: App, env: list[str], env_file: list[str]) -> list[str]:
    if not env and not env_file:
        return []
    from pydock.commands.container._files import Files
    from pydock.values.env import resolved

    texts = [resolved(text, app.environ.get) for text in env]
    try:
        return Files(app.cwd, app.environ).lines(env_file, texts, lookup=True)
    except ValueError as error:
        raise PydockError(str(error)) from error


def _console_size(app: App) -> list[int]:
    if not app.streams.stdout.is_terminal:
        return [0, 0]
    columns, rows = app.streams.stdout.size
    return [rows, columns]


def _converse(app: App, identity: str, start: dict[str, Any], *, tty: bool, stdin: bool, keys: str) -> int:
    def resize(rows: int, columns: int) -> None:
        app.engine.exec.resize(identity, rows=rows, columns=columns)

    with app.engine.exec.attach(identity, start) as stream:
        with session.sized(app, resize, tty and app.streams.stdin.is_terminal):
            if session.converse(app, stream, tty=tty, stdin=stdin, keys=keys):
                raise PydockError("read escape sequence")
        return session.exec_status(app, identity, stream)
