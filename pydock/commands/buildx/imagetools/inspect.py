"""``pydock buildx imagetools inspect``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option

if TYPE_CHECKING:
    from pydock.registry.manifests import Manifest
    from pydock.values.references import Reference


@command()
@option("--format", help="Shape of the output.")
@option("--raw", kind=kinds.BOOL, help="Print the manifest as it is.")
@argument("name")
def inspect(app: App, name: str, format: str | None, raw: bool) -> None:
    """Show an image as its registry has it."""
    from pydock.commands.buildx.imagetools._images import fetch, split
    from pydock.errors import PydockError

    if format and raw:
        raise PydockError("format and raw cannot be used together")
    reference = split(name)
    registry, manifest = fetch(app, reference)
    with registry:
        if raw:
            app.out(manifest.raw)
        elif not format or format.startswith("{{.Manifest"):
            app.out(_text(reference, manifest))
        else:
            from pydock.commands.buildx.imagetools._document import execute

            app.out(execute(format, registry, reference, manifest), template=format)


def _text(reference: Reference, manifest: Manifest) -> str:
    from pydock.registry.manifests import platform_text

    head = [("Name", str(reference)), ("MediaType", manifest.media_type), ("Digest", manifest.digest)]
    out = "".join(f"{key + ':':<11}{value}\n" for key, value in head)
    if not manifest.is_index:
        return out
    out += " " * 11 + "\n" + "Manifests: \n"
    for position, child in enumerate(manifest.children):
        platform = child.get("platform") or {}
        unknown = platform.get("os") == "unknown" and platform.get("architecture") == "unknown"
        text = "unknown/unknown" if unknown else platform_text(platform)
        rows = [("Name", f"{reference}@{child['digest']}"), ("MediaType", child.get("mediaType", ""))]
        if text:
            rows.append(("Platform", text))
        if position:
            out += " " * 13 + "\n"
        out += "".join(f"  {key + ':':<11}{value}\n" for key, value in rows)
        annotations = child.get("annotations") or {}
        if annotations:
            out += "  Annotations: \n"
            width = max(len(key) for key in annotations) + 2
            out += "".join(f"    {key + ':':<{width}}{annotations[key]}\n" for key in sorted(annotations))
    return out
