"""``pydock buildx imagetools inspect``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option

if TYPE_CHECKING:
    from pydock.registry.client import Registry
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
        raise PydockError("ERROR: format and raw cannot be used together")
    reference = split(name)
    registry, manifest = fetch(app, reference)
    with registry:
        if raw:
            app.out(manifest.raw)
        elif not format or format in ("{{.Manifest}}", "{{.BuildInfo}}"):
            app.out(_text(reference, manifest))
        else:
            from pydock.render.template import compile_template

            data = _document(registry, reference, manifest)
            text = compile_template(format, extra={"json": _indented}).execute(_Names(data))
            app.out(text.rstrip("\n"), template=format)


class _Names:
    """The document's JSON names as Go's fields: ``.Manifest`` is ``manifest``."""

    go_type = "imagetools.Printer"

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data

    def go_member(self, name: str) -> Any:
        """A field; KeyError where there is none."""
        return self._data[name[:1].lower() + name[1:]]

    def go_members(self) -> list[str]:
        return [name[:1].upper() + name[1:] for name in self._data]

    def go_json(self) -> dict[str, Any]:
        return self._data


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


def _document(registry: Registry, reference: Reference, manifest: Manifest) -> dict[str, Any]:
    import json

    if manifest.is_index:
        described: dict[str, Any] = {
            "schemaVersion": manifest.document.get("schemaVersion", 2),
            "mediaType": manifest.media_type,
            "digest": manifest.digest,
            "size": len(manifest.raw),
            "manifests": manifest.children,
        }
        images: dict[str, Any] = {}
        from pydock.registry.manifests import platform_text

        for child in manifest.children:
            key = platform_text(child.get("platform"))
            if key:
                images[key] = _config(registry, reference, registry.manifest(reference.path, child["digest"]))
        return {"name": str(reference), "manifest": described, "image": images}
    described = {"mediaType": manifest.media_type, "digest": manifest.digest, "size": len(manifest.raw)}
    data: dict[str, Any] = {"name": str(reference), "manifest": described}
    config = _config(registry, reference, manifest)
    data["image"] = json.loads(json.dumps(config))
    return data


def _config(registry: Registry, reference: Reference, manifest: Manifest) -> dict[str, Any]:
    """The image's configuration in the order of its specification."""
    import json

    config = json.loads(registry.read_blob(reference.path, manifest.document["config"]["digest"]))
    order = ("created", "author", "architecture", "variant", "os", "os.version", "config", "rootfs", "history")
    first = {key: config[key] for key in order if key in config}
    return {**first, **{key: value for key, value in config.items() if key not in order}}


def _indented(*values: Any) -> str:
    import json

    value = values[0].go_json() if isinstance(values[0], _Names) else values[0]
    return json.dumps(value, indent=2, ensure_ascii=False)
