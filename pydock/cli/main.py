"""From a command line to an exit status: find the command, run it, and say what went wrong.

This is the only map from error to exit code, and the only place that ends the process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from pydock import DOCKER_VERSION, __version__
from pydock.cli import globals as global_options
from pydock.cli import tree
from pydock.cli.app import App
from pydock.errors import Exit, PydockError, UsageError
from pydock.terminal import streams as terminal_streams

INTERRUPTED, TERMINATED, TIMED_OUT = 130, 143, 124


class Terminated(BaseException):
    """SIGTERM."""


class TimedOut(BaseException):
    """The bound that ``--timeout`` set for ``app`` is over, which a line of a batch may be in the middle of."""

    def __init__(self, app: App) -> None:
        self.app = app


def main() -> None:
    """The console script ``pydock``."""
    name = os.path.basename(sys.argv[0])
    _end(run(sys.argv[1:], "docker" if name == "docker" else "pydock"))


def compose_main() -> None:
    """The console script ``pydock-compose``: ``pydock compose`` under the name people type."""
    _end(run(["compose", *sys.argv[1:]], "pydock"))


def _end(code: int) -> None:
    # Everything is flushed and closed by now; tearing the interpreter down would only cost time.
    os._exit(code)


def run(argv: Sequence[str], program: str = "pydock") -> int:
    """Run one command line on the process's own streams and return its exit status."""
    app = App(terminal_streams.standard(os.environ), os.environ, _cwd(), _clock, program)
    return execute(app, argv)


def execute(app: App, argv: Sequence[str]) -> int:
    """Run one command line on ``app`` and return its exit status; every failure is told on its streams."""
    streams = app.streams
    try:
        code = _guarded(app, lambda: _dispatch(app, list(argv)))
        code = _guarded(app, streams.stdout.flush) or code
        _guarded(app, streams.stderr.flush)
        return code
    except BrokenPipeError:
        streams.stdout.discard()
        streams.stderr.discard()
        _die_of_sigpipe()
        return 141
    finally:
        app.close()


def _guarded(app: App, action: Callable[[], None]) -> int:
    try:
        action()
        return 0
    except Exit as ending:
        return ending.exit_code
    except PydockError as error:
        try:
            _tell(app, error)
        except PydockError:
            pass  # standard error may be on a full disk
        return error.exit_code
    except BrokenPipeError:
        raise
    except (KeyboardInterrupt, Terminated) as caught:
        if app.in_batch:
            raise  # it is meant for the batch, whichever line it meets
        return INTERRUPTED if isinstance(caught, KeyboardInterrupt) else TERMINATED
    except TimedOut as end:
        if end.app is not app:
            raise
        app.warn(f"{app.program}: the command did not end within --timeout; what the engine has begun goes on there")
        return TIMED_OUT
    except Exception as error:
        from pydock.cli.crash import report

        report(app, error)
        return 1


def _tell(app: App, error: PydockError) -> None:
    from pydock.cli.refusals import hint, hints_wanted

    try:
        app.streams.stdout.flush()
    except PydockError as lost:
        app.warn(lost.message)
    hint(app, error)
    app.warn(error.message)
    if error.hint and (not error.hint_for_people or hints_wanted(app)):
        app.warn(error.hint)
    if app.debug:
        import traceback

        app.warn("".join(traceback.format_exception(error)).rstrip())


def _dispatch(app: App, argv: list[str]) -> None:
    if argv[:1] == ["__complete"]:
        from pydock.cli.complete import answer

        answer(app, argv[1:])
        return
    if argv == ["__tree"]:
        from pydock.cli.dump import dump

        dump(app)
        return
    line = global_options.read(argv, app.program, app.options)
    app.options = line.options
    _apply(app)
    if app.options.timeout and not _on_main_thread():
        from pydock.cli.apart import run_apart

        raise Exit(run_apart(app, argv))
    end = _bound(app) if app.options.timeout else None
    try:
        if line.version:
            app.echo(version_text(app))
        elif line.help or not line.words or line.words == ["help"]:
            from pydock.cli.help import root_help
            from pydock.cli.plugins import summaries

            app.out(root_help(app, summaries(app)))
        else:
            _command(app, line.words)
    finally:
        if end:
            end()


def version_text(app: App) -> str:
    """What ``--version`` prints: called as ``docker``, the form that scripts take apart."""
    if app.program == "docker":
        return f"Docker version {DOCKER_VERSION}, build pydock-{__version__}"
    return f"pydock version {__version__}, following Docker {DOCKER_VERSION}"


def _apply(app: App) -> None:
    options = app.options
    if options.log_level not in global_options.LEVELS:
        raise PydockError(f"Unable to parse logging level: {options.log_level}")
    if options.colour != "auto":
        for output in (app.streams.stdout, app.streams.stderr):
            output.colour = options.colour == "always"


def _command(app: App, words: list[str]) -> None:
    """Follow the words down the tree and run what they name."""
    if words[0] == "help":
        words = [*words[1:], "--help"]
        if not _known(words[0]):
            raise PydockError(f"unknown help topic: {words[0]}")
    if not _known(words[0]):
        _other(app, words)
        return
    path = ""
    while words:
        deeper = f"{path} {words[0]}".lstrip()
        entry = tree.resolve(deeper)
        nested = deeper in tree.GROUPS or any(p.startswith(deeper + " ") for p in tree.ENTRIES)
        if entry is not None and not (nested and len(words) > 1 and tree.resolve(f"{deeper} {words[1]}")):
            _run(app, entry, deeper, words[1:])
            return
        if not nested:
            if path.startswith(tree.PLUGINS):
                _show_group(app, path, app.out)
            if path.startswith("compose "):
                return
            raise unknown_command(app, path, words[0])
        path, words = deeper, words[1:]
        if path in tree.GROUPS:
            words = _enter_group(app, path, words)
    _show_group(app, path, app.out if path.startswith(tree.PLUGINS) else app.streams.stderr.write)


def _known(word: str) -> bool:
    return word in tree.GROUPS or tree.resolve(word) is not None


def _enter_group(app: App, path: str, words: list[str]) -> list[str]:
    """Take the group's own flags off ``words``; ``--help`` ends here."""
    if tree.GROUPS[path].flags:
        return _run_group(app, path, words)
    if words and words[0].startswith("-") and words[0] != "-":
        if words[0] in ("--help", "-h"):
            _show_group(app, path, app.out)
            raise Exit(0)
        name = words[0].partition("=")[0]
        what = f"unknown flag: {name}" if name.startswith("--") else f"unknown shorthand flag: {name[1]!r} in {name}"
        raise UsageError(
            f"{what}\n\nUsage:  {_bare_usage(app, path)}\n\nRun '{app.program} {path} --help' for more information"
        )
    return words


def _run_group(app: App, path: str, words: list[str]) -> list[str]:
    from pydock.cli.lazy import load_group

    return load_group(path).enter(app, words)


def _show_group(app: App, path: str, write: Callable[[str], None]) -> None:
    from pydock.cli.help import group_help

    if tree.GROUPS[path].flags:
        from pydock.cli.lazy import load_group

        write(load_group(path).page(app))
    else:
        write(group_help(path, app))


def _run(app: App, entry: tree.Entry, path: str, words: list[str]) -> None:
    import gc

    # A short command makes no cyclic garbage worth a collection; a long one still gets one now and then.
    gc.set_threshold(100_000, 20, 100)
    _on_sigterm()
    from pydock.cli.lazy import load

    command = load(entry, path)
    app.command_path = path
    if not words or words[0] not in ("--help", "-h"):
        app.config.load()
    command.run(app, words)


def _other(app: App, words: list[str]) -> None:
    """A first word that is no command: an alias of config.json, a CLI plugin, or a mistake."""
    from pydock.cli import plugins

    expansion = app.config.mapping("aliases").get(words[0])
    if expansion:
        import shlex

        expanded = shlex.split(expansion)
        if expanded and _known(expanded[0]):
            _command(app, [*expanded, *words[1:]])
            return
    if not plugins.run(app, words):
        raise unknown_command(app, "", words[0])


def unknown_command(app: App, path: str, word: str) -> PydockError:
    """Docker's words for a command that does not exist; people are told the nearest names that do."""
    from pydock.cli.nearest import nearest

    if path.startswith("compose"):
        return PydockError(f'unknown docker command: "{path} {word}"')
    if path.startswith("buildx"):
        return PydockError(f'ERROR: unknown command: "{word}"')
    where = f"{app.program} {path}".rstrip()
    near = nearest(word, [name for name, _, _ in tree.children(path)])
    usage = f"\n\nUsage:  {_bare_usage(app, path)}" if path else ""
    error = PydockError(
        f"{app.program}: unknown command: {where} {word}{usage}\n\nRun '{where} --help' for more information",
        hint=f"Did you mean {' or '.join(repr(f'{where} {name}') for name in near)}?" if near else None,
    )
    error.hint_for_people = True
    return error


def _bare_usage(app: App, path: str) -> str:
    """A group's usage line where it was used wrongly: Docker leaves out COMMAND there, but for some groups."""
    return f"{app.program} {path} {tree.MISUSE.get(path, '')}".rstrip()


def _on_sigterm() -> None:
    import signal

    def terminate(_signal: int, _frame: object) -> None:
        raise Terminated

    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        try:
            signal.signal(signal.SIGTERM, terminate)
        except ValueError:
            pass  # a thread of a batch: its main thread has seen to it


def _on_main_thread() -> bool:
    """False in a line of a parallel batch."""
    import threading

    return threading.current_thread() is threading.main_thread()


def _bound(app: App) -> Callable[[], None]:
    """Raise TimedOut here after the time of ``--timeout``, unless what comes back is called before."""
    from pydock.portable.alarm import alarm

    def expire() -> None:
        raise TimedOut(app)

    return alarm(app.options.timeout / 1e9, expire)


def _die_of_sigpipe() -> None:
    """End as a C program does whose reader went away: by the signal, without a word."""
    if sys.platform != "win32":
        import signal

        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGPIPE)


def _cwd() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError:
        return "/"


def _clock() -> float:
    import time

    return time.time()
