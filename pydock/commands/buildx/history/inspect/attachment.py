"""``pydock buildx history inspect attachment``."""

from __future__ import annotations

from pydock.cli.app import App
from pydock.cli.command import argument, command, option

_PROVENANCE = "https://slsa.dev/provenance/"
_SBOM = "https://spdx.dev/Document"


@command(counting=True)
@option("--platform", help="Platform of the attachment.")
@option("--type", help='Kind of the attachment ("provenance", "sbom", "index", "config").')
@argument("ref", optional=True)
@argument("digest", optional=True)
def attachment(app: App, ref: str | None, digest: str | None, platform: str | None, type: str | None) -> None:
    """Print an attachment of a build record."""
    import json

    from pydock.build.buildkit.grpc.status import GrpcError, code_name
    from pydock.build.buildkit.metadata import results
    from pydock.commands.buildx.history import _records
    from pydock.errors import PydockError

    if not (digest or platform or type):
        raise PydockError("at least one of --type, --platform or DIGEST must be specified")
    with _records.opened(app) as found:
        record = _records.pick(found, ref)
        kinds = {
            item.digest: item.annotations.get("in-toto.io/predicate-type") or item.media_type
            for info in ([r for name, r in record.Results.items() if name == platform] if platform else results(record))
            for item in [*info.Results.values(), *info.Attestations]
        }
        chosen = _checked(digest) if digest else next((d for d in kinds if not type or _matches(type, kinds[d])), "")
        if not chosen:
            raise PydockError(f'no matching attachment found for ref "{ref or ""}"')
        try:
            data = found.control.blob(chosen)
        except GrpcError as error:
            raise PydockError(f"{code_name(error.code)}: {error.rpc_text}") from error
    if kinds.get(chosen, "").startswith((_PROVENANCE, _SBOM)):
        statement = json.loads(data)
        app.out(json.dumps(statement.get("predicate", statement), indent=2, ensure_ascii=False))
    else:
        app.out(data)


def _checked(digest: str) -> str:
    """The digest itself. Raises PydockError for what none can be."""
    import re

    from pydock.errors import PydockError

    algorithm, colon, text = digest.partition(":")
    if not colon or not re.fullmatch(r"[a-z0-9]+([+._-][a-z0-9]+)*", algorithm) or not text:
        raise PydockError(f'invalid digest "{digest}": invalid checksum digest format')
    size = {"sha256": 64, "sha384": 96, "sha512": 128}.get(algorithm)
    if size is None:
        raise PydockError(f'invalid digest "{digest}": unsupported digest algorithm')
    if len(text) != size:
        raise PydockError(f'invalid digest "{digest}": invalid checksum digest length')
    if not re.fullmatch("[a-f0-9]+", text):
        raise PydockError(f'invalid digest "{digest}": invalid checksum digest format')
    return digest


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
