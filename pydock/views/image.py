"""Images in lists: ``images`` and ``system df -v``. One image is a row for each of its names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydock.render.listing import Listing
from pydock.render.units import human_size
from pydock.views.common import NO_VALUE, created_at, short_id, since

TYPE = "*formatter.imageContext"
NONE = "<none>"
TABLE = ("Repository", "Tag", "ID", "CreatedSince", "Size")
TABLE_DIGESTS = ("Repository", "Tag", "Digest", "ID", "CreatedSince", "Size")
HEADERS = {
    "ID": "IMAGE ID",
    "Repository": "REPOSITORY",
    "Tag": "TAG",
    "Digest": "DIGEST",
    "CreatedSince": "CREATED",
    "CreatedAt": "CREATED AT",
    "Size": "SIZE",
    "Containers": "CONTAINERS",
    "VirtualSize": "SIZE",
    "SharedSize": "SHARED SIZE",
    "UniqueSize": "UNIQUE SIZE",
}
_RAW = "repository: {{ .Repository }}\ntag: {{.Tag}}\n%simage_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\n"
_RAW += "virtual_size: {{.Size}}\n"


class ImageRow(NamedTuple):
    """One name of an image; ``image`` is an entry of ``GET /images/json``."""

    image: dict[str, Any]
    repository: str
    tag: str
    digest: str


def listing(*, now: float, no_trunc: bool = False, digests: bool = False) -> Listing:
    """The columns of ``images``; ``now`` is seconds since 1970."""
    return Listing(
        TYPE,
        fields=fields(now, not no_trunc),
        headers=HEADERS,
        table=TABLE_DIGESTS if digests else TABLE,
        cells={"Digest": lambda row: row.digest or NONE},
        raw=_RAW % ("digest: {{.Digest}}\n" if digests else ""),
        quiet_raw="image_id: {{.ID}}",
        styles={"Repository": lambda row: "dim" if row.repository == NONE else "bold"},
    )


def without(images: Sequence[dict[str, Any]], gone: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """``images`` without the names that ``gone`` has of them, and without those that have none left.

    A filter of references finds some of an image's names, all others find all.
    """
    found = {image["Id"]: image for image in gone}
    rest = []
    for image in images:
        matched = found.get(image["Id"])
        if matched is None:
            rest.append(image)
            continue
        left = {kind: _others(image.get(kind), matched.get(kind)) for kind in ("RepoTags", "RepoDigests")}
        if left["RepoTags"] or (left["RepoDigests"] and not image.get("RepoTags")):
            rest.append({**image, **left})
    return rest


def _others(names: Sequence[str] | None, gone: Sequence[str] | None) -> list[str]:
    return [name for name in names or () if name not in (gone or ())]


def fields(now: float, trunc: bool) -> dict[str, Callable[[Any], Any]]:
    """Every field of an image's row."""
    return {
        "ID": (lambda r: short_id(r.image.get("Id", ""))) if trunc else (lambda r: r.image.get("Id", "")),
        "Repository": lambda r: r.repository,
        "Tag": lambda r: r.tag,
        "Digest": lambda r: r.digest,
        "CreatedSince": lambda r: since(r.image.get("Created", 0), now),
        "CreatedAt": lambda r: created_at(r.image.get("Created", 0)),
        "Size": lambda r: human_size(r.image.get("Size", 0), 3),
        "Containers": lambda r: _count(r.image.get("Containers", 0)),
        "VirtualSize": lambda r: human_size(r.image.get("Size", 0)),
        "SharedSize": lambda r: _size(r.image.get("SharedSize", 0)),
        "UniqueSize": _unique,
    }


def _count(count: int) -> str:
    return NO_VALUE if count == -1 else str(count)


def _size(size: int) -> str:
    return NO_VALUE if size == -1 else human_size(size)


def _unique(row: ImageRow) -> str:
    size, shared = row.image.get("Size", 0), row.image.get("SharedSize", 0)
    return NO_VALUE if -1 in (size, shared) else human_size(size - shared)


def wants_digests(fmt: str) -> bool:
    """Whether a format shows digests, so that every digest of a name is a row."""
    return "{{.Digest}}" in fmt


def rows(images: Iterable[dict[str, Any]], *, digests: bool, every_digest: bool) -> Iterator[ImageRow]:
    """The rows of ``GET /images/json``. ``digests``: names without a tag have a row per digest (``--digests``);
    ``every_digest``: so has each tag."""
    for image in images:
        tags, sums = image.get("RepoTags") or [], image.get("RepoDigests") or []
        if (not tags and not sums) or (tags == ["<none>:<none>"] and sums == ["<none>@<none>"]):
            yield ImageRow(image, NONE, NONE, NONE)
            continue
        by_digest: dict[str, list[str]] = {}
        for reference in sums:
            name, _, digest = _split(reference, "@")
            if name:
                by_digest.setdefault(name, []).append(digest)
        by_tag: dict[str, list[str]] = {}
        for reference in tags:
            name, _, tag = _split(reference, ":")
            if name:
                by_tag.setdefault(name, []).append(tag)
        for name, its_tags in by_tag.items():
            its_digests = by_digest.pop(name, [])
            for tag in its_tags:
                for digest in (its_digests if every_digest else []) or [NONE]:
                    yield ImageRow(image, name, tag, digest)
        for name, its_digests in by_digest.items():
            for digest in its_digests if digests else [""]:
                yield ImageRow(image, name, NONE, digest)


def _split(reference: str, mark: str) -> tuple[str, str, str]:
    """Familiar name and tag (``:``) or digest (``@``); no name for what has none."""
    name, found, rest = reference.rpartition(mark)
    if not found or "/" in rest:
        return "", "", ""
    if mark == "@":
        head, colon, tail = name.rpartition(":")
        name = head if colon and "/" not in tail else name
    if name.startswith(("docker.io/", "index.docker.io/")):
        from pydock.values import references

        try:
            name = references.parse(name).familiar_name
        except ValueError:
            return "", "", ""
    return name, found, rest
