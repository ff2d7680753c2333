"""``pydock compose attach``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._runtime import dry_run, one_container


@command(spare=True)
@option("--detach-keys", help="Keys that detach from the container")
@option("--index", kind=kinds.INT, default_text="0", help="Number of the container")
@option("--no-stdin", kind=kinds.BOOL, help="Do not attach stdin")
@option("--sig-proxy", kind=kinds.BOOL, default=True, help="Hand signals on to the process")
@argument("service")
def attach(app: App, service: str, detach_keys: str | None, index: int | None, no_stdin: bool, sig_proxy: bool) -> None:
    """Connect this terminal to a service's container."""
    from pydock.commands.container.attach import attach as attach_container

    container = one_container(app, service, index or 0)
    if not dry_run(app):
        assert attach_container.callback is not None
        attach_container.callback(
            app, container.id, detach_keys=detach_keys or "", no_stdin=no_stdin, sig_proxy=sig_proxy
        )
