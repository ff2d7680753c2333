"""``pydock buildx history inspect attachment``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command, option

_PROVENANCE = "https://slsa.dev/provenance/"
_SBOM = "https://spdx.dev/Document"


@command()
@option("--platform", help="Platform of the attachment.")
@option("--type", help='Kind of the attachment ("provenance", "sbom", "index", "config").')
@argument("words", many=True, optional=True, metavar="[REF [DIGEST]]")
def attachment(app: App, words: tuple[str, ...], platform: str | None, type: str | None) -> None:
    """Print an attachment of a build record."""
    import json

    from pydock.build.buildkit.metadata import results
    from pydock.commands.buildx.history import _records
    from pydock.errors import PydockError

    reference: str | None = words[0] if words else None
    digest = words[1] if len(words) > 1 else ""
    if reference and reference.startswith("sha256:"):
        digest, reference = reference, None
    if not (digest or platform or type):
        raise PydockError("ERROR: at least one of --type, --platform or DIGEST must be specified")
    with _records.opened(app) as found:
        record = _records.pick(found, reference)
        for info in results(record):
            for item in [*info.Results.values(), *info.Attestations]:
                kind = item.annotations.get("in-toto.io/predicate-type") or item.media_type
                if digest and item.digest != digest:
                    continue
                if type and not _matches(type, kind):
                    continue
                data = found.control.blob(item.digest)
                if kind.startswith((_PROVENANCE, _SBOM)):
                    statement = json.loads(data)
                    app.echo(json.dumps(statement.get("predicate", statement), indent=2, ensure_ascii=False))
                else:
                    app.out(data)
                return
    raise PydockError(f"ERROR: no matching attachments found for {record.Ref}")


def _matches(wanted: str, kind: str) -> bool:
    known = {"provenance": (_PROVENANCE,), "sbom": (_SBOM,)}
    if wanted in known:
        return kind.startswith(known[wanted])
    if wanted == "index":
        return "index" in kind or "manifest.list" in kind
    if wanted == "manifest":
        return "manifest.v" in kind
    if wanted in ("config", "image"):
        return "image.v1+json" in kind or "image.config" in kind
    return kind == wanted
