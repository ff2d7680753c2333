"""``pydock image push``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.messages import show
from pydock.cli.pulling import named, refuse_trust
from pydock.config.credentials import registry_auth
from pydock.errors import PydockError
from pydock.values import platforms

_ONE_PLATFORM = """\
Using --platform pushes only the specified platform manifest of a multi-platform image index.
Other components, like attestations, will not be included.
To push the complete multi-platform image, remove the --platform flag.
"""
_MISSING = """\
The index names manifests for platforms whose content is neither here nor in the registry.
Pull what is missing and push again, or name one platform with --platform."""


@command()
@option("-a", "--all-tags", kind=kinds.BOOL, help="Push every tag of the repository")
@option("--disable-content-trust", kind=kinds.BOOL, default=True, help="Skip image signing")
@option(
    "--platform",
    kind=kinds.STRING,
    since="1.46",
    default="",
    complete="platforms",
    help="Push this platform's manifest only: os[/arch[/variant]]",
)
@option("-q", "--quiet", kind=kinds.BOOL, help="Print only the image's name at the end")
@argument("name", metavar="NAME[:TAG]", complete="images")
def push(app: App, name: str, all_tags: bool, disable_content_trust: bool, platform: str, quiet: bool) -> None:
    """Send an image to a registry."""
    wanted = _platform(app, platform) if platform else None
    reference = named(app, name, all_tags=all_tags, quiet=quiet)
    if reference.digest:
        raise PydockError("cannot push a digest reference")
    refuse_trust(app, disable_content_trust)
    notes: list[str] = []
    try:
        auth = registry_auth(app.config, str(reference), app.environ)
        with app.engine.images.push(reference.name, reference.tag, platform=wanted, auth=auth) as response:
            show(app, response, output=None if quiet else app.streams.stdout, on_aux=lambda aux: _learn(aux, notes))
    finally:
        for note in notes:
            _print_note(app, note)
    if quiet:
        app.echo(str(reference))


def _platform(app: App, text: str) -> str:
    try:
        parsed = platforms.parse(text)
    except ValueError as error:
        raise PydockError(f"Invalid platform {text}{error}") from error
    _print_note(app, _ONE_PLATFORM)
    return parsed.query()


def _learn(aux: Any, notes: list[str]) -> None:
    if not isinstance(aux, Mapping):
        return
    if aux.get("manifestPushedInsteadOfIndex"):
        index, manifest = aux.get("originalIndex") or {}, aux.get("selectedManifest") or {}
        notes.append(
            "Not all platforms of the image are here: only the one that is was pushed\n"
            f"{index.get('digest', '')} -> {manifest.get('digest', '')}"
        )
    if aux.get("contentMissing"):
        notes.append(_MISSING)


def _print_note(app: App, text: str) -> None:
    first, *others = text.split("\n")
    label = "\x1b[104;37m Info \x1b[0m" if app.streams.stdout.colour else " Info "
    app.styled("\n" + "\n".join([f"{label}-> {first}", *(f"         {line}" for line in others), ""]))
