"""``pydock container run``."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.container import _session as session
from pydock.commands.container._creation import create_container, prepare, with_help
from pydock.commands.container._options import ContainerOptions, container_options
from pydock.errors import ConnectError, EngineError, Exit, PydockError

if TYPE_CHECKING:
    from pydock.commands.container._request import Configuration, Json
    from pydock.commands.container._result import Recorder

_CONDITION = kinds.lazy("condition", "pydock.commands.container._conditions:parse_condition")
_NOT_FOUND = ("executable file not found", "no such file or directory", "system cannot find the file specified")
_NOT_RUNNABLE = ("permission denied", "is a directory")


@command(interspersed=False)
@container_options
@option("-d", "--detach", kind=kinds.BOOL, help="Leave it running and print its id")
@option("--detach-keys", kind=kinds.STRING, default="", help="Keys that detach from the container")
@option("--result-file", kind=kinds.STRING, default="", help="Write how it ended to this file, as JSON")
@option("--sig-proxy", kind=kinds.BOOL, default=True, help="Hand signals on to the process")
@option("--wait-for", kind=_CONDITION, help="With -d: return once it is so; see wait --for")
@option("--wait-timeout", kind=kinds.DURATION, default=0, help="Longest time that --wait-for may take")
@argument("image", metavar="IMAGE", complete="images")
@argument("command", many=True, optional=True, metavar="[COMMAND] [ARG...]")
def run(
    app: App,
    image: str,
    command: tuple[str, ...],
    detach: bool,
    detach_keys: str,
    result_file: str,
    sig_proxy: bool,
    wait_for: Any,
    wait_timeout: int,
    **values: Any,
) -> None:
    """Make a container from an image and start it."""
    options = ContainerOptions(values, app.changed)
    configuration = prepare(app, "run", options, image, command)
    _check(app, configuration, options, detach=detach, wait_for=wait_for is not None, result_file=bool(result_file))
    recorder = None
    if result_file:
        from pydock.commands.container._result import Recorder

        recorder = Recorder(app, result_file)
    try:
        container = _created(app, configuration, options)
        if recorder is not None:
            recorder.created(container)
        with session.proxied_signals(app, container, sig_proxy, recorder.sent if recorder else None):
            keys = detach_keys or app.config.detach_keys
            status = _run(app, container, configuration.config, keys, removed=options.rm, recorder=recorder)
    except BaseException as error:
        if recorder is not None:
            recorder.failed(error)
        raise
    if recorder is not None:
        recorder.ended(status)
    if wait_for is not None:
        from pydock.commands.container._conditions import wait_until

        wait_until(app, [container], wait_for, wait_timeout)
    if status:
        raise Exit(status)


def _check(
    app: App,
    configuration: Configuration,
    options: ContainerOptions,
    *,
    detach: bool,
    wait_for: bool,
    result_file: bool,
) -> None:
    """Flags that contradict each other; with ``--detach`` nothing is attached."""
    config = configuration.config
    if not detach:
        if wait_for:
            raise PydockError("conflicting options: --wait-for needs --detach")
        session.check_tty(app, stdin=config["AttachStdin"], tty=config["Tty"])
        return
    if options.attach:
        raise PydockError("conflicting options: cannot specify both --attach and --detach")
    if result_file:
        raise PydockError("conflicting options: cannot specify both --result-file and --detach")
    config.update({"AttachStdin": False, "AttachStdout": False, "AttachStderr": False, "StdinOnce": False})


def _created(app: App, configuration: Configuration, options: ContainerOptions) -> str:
    try:
        return create_container(app, configuration, options)
    except PydockError as error:
        raise _explained(app, error) from error


def _run(app: App, container: str, config: Json, keys: str, *, removed: bool, recorder: Recorder | None) -> int:
    """Attach, start, and stay until the container ends or the user leaves it. The exit status."""
    containers = app.engine.containers
    streams: dict[str, bool] = {name: config[f"Attach{name.title()}"] for name in ("stdin", "stdout", "stderr")}
    attached = any(streams.values())
    tty: bool = config["Tty"]
    tells = not removed or containers.removal_tells_status
    with ExitStack() as stack:
        if attached:
            try:
                stream = stack.enter_context(containers.attach(container, detach_keys=keys, **streams))
            except EngineError as error:
                if removed:
                    containers.remove(container, force=True, volumes=True)
                raise _explained(app, error) from error
        else:
            app.echo(container)
            app.streams.stdout.flush()
        waiting = None
        try:
            condition = "removed" if removed and tells else "next-exit"
            waiting = stack.enter_context(containers.open_wait(container, condition))
            containers.start(container)
        except PydockError as error:
            if attached:
                stream.close()
            if removed and not tells:
                containers.remove(container, force=True, volumes=True)
            elif removed and waiting is not None:
                session.status_of(app, waiting)
            raise _explained(app, error) from error
        if not attached:
            return 0
        if recorder is not None:
            recorder.started = True
        with session.sized(app, session.container_resizer(app, container), tty and app.streams.stdout.is_terminal):
            detached = session.converse(app, stream, tty=tty, keys=keys, **streams)
        if detached:
            if recorder is not None:
                recorder.detached = True
            return 0
        status = session.status_of(app, waiting)
        if not tells:
            session.await_removal(app, container)
        return status


def _explained(app: App, error: PydockError) -> PydockError:
    """The error of a container that did not start, with the exit code a shell gives: 126, 127 or else 125."""
    code = 125
    if not isinstance(error, ConnectError):
        if any(text in error.message for text in _NOT_FOUND):
            code = 127
        elif any(text in error.message for text in _NOT_RUNNABLE):
            code = 126
    message = with_help(app, error.message, "run")
    if isinstance(error, ConnectError):
        away = ConnectError(message, reason=error.reason, hint=error.hint)
        away.exit_code = code
        return away
    told = PydockError(message, hint=error.hint, exit_code=code)
    told.hint_for_people = error.hint_for_people
    return told
