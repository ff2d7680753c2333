"""Asking for the privileges that a bake file wants and ``--allow`` does not grant."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pydock.cli.app import App
from pydock.errors import PydockError

if TYPE_CHECKING:
    from pydock.build.buildkit.bake.privileges import Privileges
    from pydock.build.buildkit.run import Display
    from pydock.commands.buildx.bake import Plan, Started

_SWITCH, _REMOTE_SWITCH = "BUILDX_BAKE_ENTITLEMENTS_FS", "BAKE_ALLOW_REMOTE_FS_ACCESS"


def settle(app: App, started: Started, plan: Plan, allowed: Privileges) -> Display:
    """The display to build with, once all that ``plan`` wants is granted. Raises PydockError where it is not."""
    from pydock.build.buildkit.bake.privileges import missing
    from pydock.commands.buildx._baking import options_of

    targets = {**plan.needed, **plan.targets}.values()
    try:
        wanted = missing([options_of(app, target, "build") for target in targets], allowed, app.cwd)
    except BaseException:
        started.report.finish()
        raise
    if not wanted:
        return started.display
    started.report.finish()
    ask(app, wanted, remote=bool(plan.url))
    return started.report.begin(started.node)


def ask(app: App, wanted: Privileges, remote: bool) -> None:
    """Show ``wanted`` and go on where it is granted. Raises PydockError where it is not.

    ``remote``: the definition came over the network.
    """
    described = wanted.described(app.cwd)
    flags = " ".join(f"--allow={name}" for _, name in described)
    asking = app.streams.stdin.is_terminal
    remedy = "In order to not see this message in the future pass" if asking else "Pass"
    app.warn("Your build is requesting privileges for following possibly insecure capabilities:\n")
    for text, _ in described:
        app.warn(f" - {text}")
    app.warn(f'\n{remedy} "{flags}" to grant requested privileges.\n')
    app.warn(f"Your full command with requested privileges:\n\n{_command_line(app, flags)}\n")
    checks_files = _checks_files(app, remote)
    if not checks_files and not wanted.of_host:
        return
    if checks_files and _SWITCH not in app.environ and wanted.of_files:
        app.warn(f"To disable filesystem entitlements checks, you can set {_SWITCH}=0 .\n")
    if asking:
        from pydock.cli.prompts import confirm

        if confirm(app, "Do you want to grant requested privileges and continue?", aside=True):
            return
    raise PydockError("additional privileges requested")


def _checks_files(app: App, remote: bool) -> bool:
    from pydock.values.numbers import parse_bool

    checks = not (remote and _switch(app, _REMOTE_SWITCH, parse_bool, False))
    return _switch(app, _SWITCH, parse_bool, checks)


def _switch(app: App, name: str, parse: Callable[[str], bool], default: bool) -> bool:
    text = app.environ.get(name)
    if text is None:
        return default
    try:
        return parse(text)
    except ValueError as error:
        raise PydockError(f'failed to parse {name} value "{text}": {error}') from error


def _command_line(app: App, flags: str) -> str:
    """The command as it was typed, with ``flags``."""
    from pydock.cli.command import running, typed

    return f"{app.program} {running().show_path} {flags} {' '.join(typed())}"
