"""``pydock registry inspect``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.registries import open_registry, reference


@command()
@option("--insecure", kind=kinds.BOOL, help="Accept a registry without TLS or with a bad certificate")
@option("--raw", kind=kinds.BOOL, help="Print the manifest's own bytes")
@argument("name", metavar="NAME[:TAG|@DIGEST]")
def inspect(app: App, name: str, insecure: bool, raw: bool) -> None:
    """Show a manifest as the registry has it."""
    from pydock.registry.images import config_platform, pretty
    from pydock.registry.manifests import platform_text

    target = reference(name)
    with open_registry(app, target.domain, insecure=insecure) as registry:
        manifest = registry.manifest(target.path, target.digest or target.tag)
        if raw:
            app.out(manifest.raw)
            return
        shown: dict[str, Any] = {"Name": str(target), **manifest.descriptor()}
        if manifest.is_index:
            shown["platforms"] = {child["digest"]: platform_text(child.get("platform")) for child in manifest.children}
        else:
            shown["platform"] = platform_text(config_platform(registry, target.path, manifest))
        shown["manifest"] = manifest.document
    app.echo(pretty(shown))
