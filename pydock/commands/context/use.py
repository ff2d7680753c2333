"""``pydock context use``."""

from __future__ import annotations

from typing import Any

from pydock.cli import contexts
from pydock.cli.app import App
from pydock.cli.command import argument, command
from pydock.config.contextstore import DEFAULT_NAME, check_name


@command(terse=True)
@argument("context")
def use(app: App, context: str) -> None:
    """Choose the context to use from now on."""
    if context != DEFAULT_NAME:
        check_name(context)
        contexts.store_of(app).load(context)
    wanted = "" if context == DEFAULT_NAME else context
    if app.config.current_context != wanted:

        def change(data: dict[str, Any]) -> None:
            data["currentContext"] = wanted

        app.config.update(change)
    app.echo(context)
    app.warn(f'Current context is now "{context}"')
    if context != DEFAULT_NAME and app.environ.get("DOCKER_HOST"):
        app.warn(
            f'Warning: DOCKER_HOST environment variable overrides the active context. To use "{context}", '
            "either set the global --context flag, or unset DOCKER_HOST environment variable."
        )
