"""``pydock engine down``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.portable.users import user_id


@command()
@option("-t", "--timeout", kind=kinds.INT, default=60, default_text="60", help="Seconds to wait for its end.")
def down(app: App, timeout: int) -> None:
    """Stop pydock's own engine."""
    from pydock.embedded.supervise import Supervisor

    if not Supervisor(app.environ, user_id()).down(timeout, app.warn):
        app.warn("The embedded engine does not run.")
