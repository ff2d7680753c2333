"""``pydock image pull``."""

from __future__ import annotations

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.pulling import named, pull_image, refuse_trust
from pydock.errors import PydockError


@command()
@option("-a", "--all-tags", kind=kinds.BOOL, help="Download every tag of the repository")
@option("--disable-content-trust", kind=kinds.BOOL, default=True, help="Skip image verification")
@option(
    "--platform", kind=kinds.STRING, since="1.32", default="", complete="platforms",
    variable="DOCKER_DEFAULT_PLATFORM",
    help="Platform to pull if the image has several",
)
@option("-q", "--quiet", kind=kinds.BOOL, help="Print only the image's name at the end")
@argument("name", metavar="NAME[:TAG|@DIGEST]")
def pull(
    app: App, name: str, all_tags: bool, disable_content_trust: bool, platform: str, quiet: bool
) -> None:
    """Fetch an image from a registry."""
    reference = named(app, name, all_tags=all_tags, quiet=quiet)
    refuse_trust(app, disable_content_trust)
    try:
        pull_image(app, reference, platform=platform, output=None if quiet else app.streams.stdout)
    except PydockError as error:
        if "when fetching 'plugin'" in error.message:
            error.message += f" - Use `{app.program} plugin install`"
        raise
    app.echo(str(reference))
