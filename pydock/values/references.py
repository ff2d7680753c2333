"""Image references: ``[DOMAIN/]PATH[:TAG][@ALGORITHM:HEX]``.

A familiar name (``busybox``) is short for a normalised one (``docker.io/library/busybox``). Everything here is
pure; a text that is no reference raises ``ValueError`` with the message Docker's users know.
"""

from __future__ import annotations

import re
from typing import NamedTuple

DEFAULT_DOMAIN = "docker.io"
DEFAULT_TAG = "latest"
_LEGACY_DOMAIN = "index.docker.io"
_OFFICIAL = "library/"
_NAME_LIMIT = 255

_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_PATH = rf"{_COMPONENT}(?:/{_COMPONENT})*"
_LABEL = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
_DIGEST = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"

_REFERENCE = re.compile(rf"((?:{_DOMAIN}/)?{_PATH})(?::({_TAG}))?(?:@({_DIGEST}))?")
_NAME = re.compile(rf"(?:({_DOMAIN})/)?({_PATH})")
_IDENTIFIER = re.compile(r"[a-f0-9]{64}")
_HEX_LENGTH = {"sha256": 64, "sha384": 96, "sha512": 128}


class Reference(NamedTuple):
    """A parsed reference. ``domain`` is never empty; ``tag`` and ``digest`` (``sha256:HEX``) are empty if absent."""

    domain: str
    path: str
    tag: str = ""
    digest: str = ""

    @property
    def name(self) -> str:
        """The normalised name without tag and digest: ``docker.io/library/busybox``."""
        return f"{self.domain}/{self.path}"

    @property
    def familiar_name(self) -> str:
        """The name as people type it: ``busybox``, ``localhost:5000/x``."""
        if self.domain != DEFAULT_DOMAIN:
            return self.name
        rest = self.path.removeprefix(_OFFICIAL)
        return self.path if "/" in rest else rest

    @property
    def name_only(self) -> bool:
        """Neither tag nor digest."""
        return not self.tag and not self.digest

    def with_default_tag(self) -> Reference:
        """Itself, or with ``:latest`` when it has neither tag nor digest."""
        return self._replace(tag=DEFAULT_TAG) if self.name_only else self

    def familiar(self) -> str:
        """The whole reference, shortened: ``busybox:1``, ``busybox@sha256:...``."""
        return self.familiar_name + self._suffix()

    def __str__(self) -> str:
        return self.name + self._suffix()

    def _suffix(self) -> str:
        return (f":{self.tag}" if self.tag else "") + (f"@{self.digest}" if self.digest else "")


def parse(text: str) -> Reference:
    """Parse what a user types (``busybox``, ``host:5000/a/b:tag@sha256:...``) into its normalised form."""
    if _IDENTIFIER.fullmatch(text):
        raise ValueError(f"invalid repository name ({text}), cannot specify 64-byte hexadecimal strings")
    domain, remainder = _split_domain(text)
    remote = remainder.partition(":")[0]
    if remote.lower() != remote:
        raise ValueError(f"invalid reference format: repository name ({remote}) must be lowercase")
    match = _REFERENCE.fullmatch(f"{domain}/{remainder}")
    if match is None:
        if _REFERENCE.fullmatch(f"{domain}/{remainder}".lower()):
            raise ValueError("repository name must be lowercase")
        raise ValueError("invalid reference format")
    name, tag, digest = match.groups()
    parts = _NAME.fullmatch(name)
    if parts is None or not parts[1]:
        raise ValueError("invalid reference format")
    if len(parts[2]) > _NAME_LIMIT:
        raise ValueError(f"repository name must not be more than {_NAME_LIMIT} characters")
    if digest:
        check_digest(digest)
    return Reference(parts[1], parts[2], tag or "", digest or "")


def is_identifier(text: str) -> bool:
    """Whether the text can only be an image: 64 hex digits, or ``sha256:`` before them."""
    return bool(_IDENTIFIER.fullmatch(text) or _is_digest(text))


def check_image(text: str) -> None:
    """Raise ``ValueError`` unless the text is an id, a digest or a reference."""
    if not is_identifier(text):
        parse(text)


def check_digest(text: str) -> None:
    """Raise ``ValueError`` unless the text is ``ALGORITHM:HEX`` of a known algorithm and its length."""
    algorithm, separator, encoded = text.partition(":")
    if not separator or not re.fullmatch(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*", algorithm) or not encoded:
        raise ValueError("invalid checksum digest format")
    if algorithm not in _HEX_LENGTH:
        raise ValueError("unsupported digest algorithm")
    if len(encoded) != _HEX_LENGTH[algorithm]:
        raise ValueError("invalid checksum digest length")
    if not re.fullmatch(r"[a-f0-9]+", encoded):
        raise ValueError("invalid checksum digest format")


def familiar(text: str) -> str:
    """The short form of a reference the engine gave; a text that is none comes back as it is."""
    try:
        return parse(text).familiar()
    except ValueError:
        return text


def _is_digest(text: str) -> bool:
    try:
        check_digest(text)
    except ValueError:
        return False
    return True


def _split_domain(text: str) -> tuple[str, str]:
    first, slash, rest = text.partition("/")
    if not slash:
        return DEFAULT_DOMAIN, _OFFICIAL + text
    if first == _LEGACY_DOMAIN:
        domain, remote = DEFAULT_DOMAIN, rest
    elif first == "localhost" or "." in first or ":" in first or first.lower() != first:
        domain, remote = first, rest
    else:
        domain, remote = DEFAULT_DOMAIN, text
    if domain == DEFAULT_DOMAIN and "/" not in remote:
        remote = _OFFICIAL + remote
    return domain, remote
