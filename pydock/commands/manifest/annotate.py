"""``pydock manifest annotate``."""

from __future__ import annotations

from typing import Any

from pydock.cli import kinds
from pydock.cli.app import App
from pydock.cli.command import argument, command, option
from pydock.cli.registries import reference
from pydock.errors import PydockError
from pydock.registry.images import ordered_platform
from pydock.registry.lists import ListStore, NoSuchManifest

_KNOWN = {
    "darwin": "386 amd64 arm arm64",
    "dragonfly": "amd64",
    "freebsd": "386 amd64 arm",
    "linux": "386 amd64 arm arm64 loong64 mips64 mips64le ppc64le riscv64 s390x",
    "netbsd": "386 amd64 arm",
    "openbsd": "386 amd64 arm",
    "plan9": "386 amd64",
    "solaris": "amd64",
    "windows": "386 amd64 arm arm64",
}


@command()
@option("--arch", default="", default_text="", help="Architecture")
@option("--os", default="", default_text="", help="Operating system")
@option("--os-features", kind=kinds.STRINGS, help="Features of the operating system that the image needs")
@option("--os-version", default="", default_text="", help="Version of the operating system")
@option("--variant", default="", default_text="", help="Variant of the architecture")
@argument("manifest_list", metavar="MANIFEST_LIST")
@argument("manifest")
def annotate(
    app: App,
    manifest_list: str,
    manifest: str,
    arch: str,
    os: str,
    os_features: list[str],
    os_version: str,
    variant: str,
) -> None:
    """Describe one image of a local manifest list."""
    target, image = reference(manifest_list), reference(manifest)
    store = ListStore(app.config.directory)
    try:
        document = store.get(str(target), str(image))
    except NoSuchManifest:
        raise PydockError(f"manifest for image {manifest} does not exist in {manifest_list}") from None
    platform = dict(document["Descriptor"].get("platform") or {})
    given = {"architecture": arch, "os": os, "os.version": os_version, "variant": variant}
    platform.update({key: value for key, value in given.items() if value})
    features = [*(platform.get("os.features") or []), *os_features]
    if features:
        platform["os.features"] = list(dict.fromkeys(features))
    _check(platform, os, arch)
    document["Descriptor"]["platform"] = ordered_platform(platform)
    store.save(str(target), str(image), document)


def _check(platform: dict[str, Any], os: str, arch: str) -> None:
    known = _KNOWN.get(platform.get("os", ""), "").split()
    if platform.get("architecture") not in known:
        raise PydockError(f"manifest entry for image has unsupported os/arch combination: {os}/{arch}")
