"""``pydock engine up``."""

from __future__ import annotations

import os

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import command, option
from pydock.portable.users import user_id


@command()
@option("--data-root", kind=kinds.STRING, help="Folder for images and containers.")
@option("--insecure-registry", kind=kinds.STRING_ARRAY, help="Registry to use without TLS (repeatable).")
@option("--registry-mirror", kind=kinds.STRING_ARRAY, help="Mirror to ask before Docker Hub (repeatable).")
def up(app: App, data_root: str | None, insecure_registry: list[str], registry_mirror: list[str]) -> None:
    """Start pydock's own engine."""
    from pydock.embedded.programs import Settings
    from pydock.embedded.supervise import Supervisor

    folder = os.path.normpath(os.path.join(app.cwd, data_root)) if data_root else ""
    settings = Settings(folder, registry_mirror, insecure_registry)
    app.echo(Supervisor(app.environ, user_id()).up(settings, app.warn))
