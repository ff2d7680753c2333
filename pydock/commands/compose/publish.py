"""``pydock compose publish``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.commands.compose._project import load_project
from pydock.commands.compose._runtime import dry_run, reporting
from pydock.errors import PydockError


@command()
@option("--app", "application", kind=kinds.BOOL, help="Store the images that are referred to as well")
@option("--oci-version", help="Form of the manifest: 1.0 or 1.1")
@option("--resolve-image-digests", kind=kinds.BOOL, help="Pin images to their digests")
@option("--with-env", kind=kinds.BOOL, help="Store the services' environment as well")
@option("-y", "--yes", kind=kinds.BOOL, help="Answer every question with yes")
@argument("repository", metavar="REPOSITORY[:TAG]")
def publish(app: App, repository: str, **flags: Any) -> None:
    """Store the application in a registry."""
    publish_application(app, repository, **flags)


def publish_application(
    app: App,
    repository: str,
    *,
    application: bool,
    oci_version: str | None,
    resolve_image_digests: bool,
    with_env: bool,
    yes: bool,
) -> None:
    """Check that the application may leave this machine, and push it."""
    project = load_project(app)
    for name, service in project.services.items():
        if service.get("build") is not None and not service.get("image"):
            raise PydockError(f'service "{name}" has no image to publish: give it one and push it first')
        if service.get("environment") and not with_env:
            raise PydockError(
                f'service "{name}" has environment variable(s) declared.\n'
                "It would be stored in the registry for everyone who can read it: allow that with --with-env, "
                "or take it out of the files."
            )
    if resolve_image_digests:
        from pydock.commands.compose._digests import pin_images

        pin_images(app, project)
    with reporting(app) as report:
        with report.doing(repository, "publishing", "published"):
            if not dry_run(app):
                raise PydockError(
                    "publishing to a registry is not supported yet: write the application with `config -o`"
                )
