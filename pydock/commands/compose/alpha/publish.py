"""``pydock compose alpha publish``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose.publish import publish_application


@command(wordy=True)
@option("--app", "application", kind=kinds.BOOL, help="Store the images that are referred to as well")
@option("--oci-version", help="Form of the manifest: 1.0 or 1.1")
@option("--resolve-image-digests", kind=kinds.BOOL, help="Pin images to their digests")
@option("--with-env", kind=kinds.BOOL, help="Store the services' environment as well")
@option("-y", "--yes", kind=kinds.BOOL, help="Answer every question with yes")
@argument("repository", metavar="REPOSITORY[:TAG]")
def publish(app: App, repository: str, **flags: Any) -> None:
    """Store an application in a registry."""
    publish_application(app, repository, **flags)
