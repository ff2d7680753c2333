"""``pydock completion``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.cli.scripts import SCRIPTS
from pydock.errors import PydockError


@command()
@argument("shell", metavar="bash|zsh|fish|powershell")
def completion(app: App, shell: str) -> None:
    """Print the completion script of a shell

    For example: source <(pydock completion bash)
    """
    if shell not in SCRIPTS:
        raise PydockError(f"no completion for {shell!r}: use one of {', '.join(SCRIPTS)}")
    app.out(SCRIPTS[shell])
