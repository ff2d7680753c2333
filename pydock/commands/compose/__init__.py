"""``pydock compose``: the flags that stand before its commands."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import group_command, option
from pydock.errors import Exit


@group_command()
@option("--all-resources", kind=kinds.BOOL, help="Keep networks, volumes and secrets that no service uses")
@option("--ansi", default="auto", help="When to write control sequences: never, always or auto")
@option("--compatibility", kind=kinds.BOOL, help="Name containers as docker-compose 1 did, with underscores")
@option("--dry-run", kind=kinds.BOOL, persistent=True, help="Say what would be done and do nothing")
@option("--env-file", kind=kinds.STRING_ARRAY, help="Read variables from this file instead of .env")
@option("-f", "--file", kind=kinds.STRING_ARRAY, help="Read the application from this file")
@option("--no-ansi", kind=kinds.BOOL, hidden=True, default_text="false", help="As --ansi never")
@option("--parallel", kind=kinds.INT, default=-1, help="How many things to do at once; -1 for up to 100")
@option("--profile", kind=kinds.STRING_ARRAY, help="Enable the services of this profile")
@option("--progress", help="How to show progress: auto, tty, plain, json or quiet")
@option("--project-directory", help="Folder that relative paths start from (default: the first file's)")
@option("-p", "--project-name", help="Name of the application")
@option("--verbose", kind=kinds.BOOL, hidden=True, default_text="false", help="Say more")
@option("-v", "--version", kind=kinds.BOOL, hidden=True, default_text="false", help="Print the version")
@option("--workdir", hidden=True, help="As --project-directory")
def group(app: App, version: bool, **options: Any) -> None:
    """Run applications of several services."""
    if version:
        from pydock.commands.compose.version import version_line

        app.echo(version_line(app))
        raise Exit(0)
    app.group_options = options
    from pydock.commands.compose._runtime import check_progress

    check_progress(options["progress"] or "")
