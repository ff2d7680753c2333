"""IP and MAC addresses, names in DNS, and ``--add-host`` entries, as Go's ``net`` reads and prints them."""

from __future__ import annotations

import re
from socket import AF_INET, AF_INET6, inet_pton

from pydock.values.numbers import quote

_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?"
_DOMAIN = re.compile(rf":?({_LABEL}(?:\.{_LABEL})*)\.?\s*\Z")
HOST_GATEWAY = "host-gateway"


def is_ip(text: str) -> bool:
    """Whether ``text`` is an IPv4 or IPv6 address without a zone."""
    return _packed(text) is not None


def parse_ip(text: str) -> str:
    """An address in its canonical form: ``0:0::1`` is ``::1``. ValueError where it is none."""
    packed = _packed(text.strip())
    if packed is None:
        raise ValueError(f"IP address is not correctly formatted: {text}")
    return _ipv4(packed) if len(packed) == 4 else _ipv6(packed)


def _packed(text: str) -> bytes | None:
    try:
        return inet_pton(AF_INET6 if ":" in text else AF_INET, text)
    except (OSError, ValueError):
        return None


def _ipv4(packed: bytes) -> str:
    return ".".join(map(str, packed))


def _ipv6(packed: bytes) -> str:
    if packed[:12] == bytes(10) + b"\xff\xff":
        return _ipv4(packed[12:])
    groups = [packed[at] << 8 | packed[at + 1] for at in range(0, 16, 2)]
    start, length = _longest_zeros(groups)
    if length < 2:
        return ":".join(f"{group:x}" for group in groups)
    head = ":".join(f"{group:x}" for group in groups[:start])
    tail = ":".join(f"{group:x}" for group in groups[start + length :])
    return f"{head}::{tail}"


def _longest_zeros(groups: list[int]) -> tuple[int, int]:
    best = (0, 0)
    start = 0
    for at, group in enumerate([*groups, 1]):
        if group:
            if at - start > best[1]:
                best = (start, at - start)
            start = at + 1
    return best


def is_mac(text: str) -> bool:
    """Whether ``text`` is a hardware address of 6, 8 or 20 bytes, split by ``:``, ``-`` or, in pairs, ``.``."""
    text = text.strip()
    for separator, size in ((":", 2), ("-", 2), (".", 4)):
        parts = text.split(separator)
        if len(parts) * size // 2 in (6, 8, 20) and all(len(part) == size for part in parts):
            return all(character in "0123456789abcdefABCDEF" for part in parts for character in part)
    return False


def parse_dns_search(text: str) -> str:
    """A search domain without its final dot, or ``.`` for none. ValueError where it is not a domain."""
    domain = text.strip(" ")
    if domain == ".":
        return domain
    match = _DOMAIN.match(domain)
    if match is None or not any(character.isascii() and character.isalpha() for character in domain):
        raise ValueError(f"{domain} is not a valid domain")
    if len(match[1]) >= 255:
        raise ValueError(f"{domain} is not a valid domain")
    return match[1]


def parse_extra_host(text: str) -> str:
    """``HOST:ADDRESS`` or ``HOST=ADDRESS`` as ``HOST:ADDRESS``; an address may stand in brackets.

    The address may be ``host-gateway`` and keeps the form it was given in.
    """
    host, separator, address = text.partition("=")
    if not separator:
        host, separator, address = text.partition(":")
    if not separator or not host or ":" in host:
        raise ValueError(f"bad format for add-host: {quote(text)}")
    if address != HOST_GATEWAY:
        if len(address) > 2 and address[0] == "[" and address[-1] == "]":
            address = address[1:-1]
        if _packed(address.strip()) is None:
            raise ValueError(f"invalid IP address in add-host: {quote(address)}")
    return f"{host}:{address}"
