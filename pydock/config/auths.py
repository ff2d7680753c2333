"""Entries of ``auths`` in config.json: the ``auth`` text is base64 of ``user:password``."""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from typing import Any, NamedTuple

_ALPHABET = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")


class Credential(NamedTuple):
    """An account at one registry. ``server`` is the key it is stored under. Empty texts where there is none.

    Its repr shows no secret.
    """

    username: str = ""
    password: str = ""
    server: str = ""
    identity_token: str = ""
    registry_token: str = ""
    email: str = ""

    def __repr__(self) -> str:
        return f"Credential(username={self.username!r}, server={self.server!r})"

    @property
    def is_anonymous(self) -> bool:
        return not (self.username or self.password or self.identity_token or self.registry_token)

    def to_api(self) -> dict[str, str]:
        """The engine's AuthConfig: empty fields left out, Docker's order."""
        fields = {
            "username": self.username,
            "password": self.password,
            "email": self.email,
            "serveraddress": self.server,
            "identitytoken": self.identity_token,
            "registrytoken": self.registry_token,
        }
        return {key: value for key, value in fields.items() if value}


def decode_auth(text: str) -> tuple[str, str]:
    """User and password of an ``auth`` text; two empty texts for an empty one. Raises ValueError in Docker's words."""
    if not text:
        return "", ""
    decoded = _decode_base64(text).decode("utf-8", "surrogateescape")
    user, colon, password = decoded.partition(":")
    if not colon or not user:
        raise ValueError("Invalid auth configuration file")
    return user, password.strip("\0")


def _decode_base64(text: str) -> bytes:
    # Go names the first offending byte; Python's strict decoder does not.
    raw = "".join(text.split("\n")).replace("\r", "").encode("utf-8", "surrogateescape")
    body = raw.rstrip(b"=")
    padding = len(raw) - len(body)
    for at, byte in enumerate(body):
        if byte not in _ALPHABET:
            raise ValueError(f"illegal base64 data at input byte {at}")
    wanted = -len(body) % 4
    if padding != wanted or wanted == 3:
        raise ValueError(f"illegal base64 data at input byte {_offence(len(body), padding)}")
    return binascii.a2b_base64(raw)


def _offence(length: int, padding: int) -> int:
    over = length % 4
    if padding == 0:
        return length - over
    if over == 1:
        return length
    wanted = -length % 4
    return length + (wanted if padding > wanted else padding)


def encode_auth(username: str, password: str) -> str:
    """The ``auth`` text of an account; empty when there is none."""
    if not username and not password:
        return ""
    raw = f"{username}:{password}".encode("utf-8", "surrogateescape")
    return binascii.b2a_base64(raw, newline=False).decode()


def read_entry(server: str, entry: Mapping[str, Any]) -> Credential:
    """One entry of ``auths``. ``auth`` wins over ``username`` and ``password``. Raises ValueError."""
    username, password = entry.get("username") or "", entry.get("password") or ""
    if entry.get("auth"):
        username, password = decode_auth(entry["auth"])
    return Credential(
        username,
        password,
        server,
        entry.get("identitytoken") or "",
        entry.get("registrytoken") or "",
        entry.get("email") or "",
    )


def write_entry(credential: Credential) -> dict[str, str]:
    """The entry of ``auths`` for a credential kept in the file itself."""
    fields = {
        "auth": encode_auth(credential.username, credential.password),
        "email": credential.email,
        "identitytoken": credential.identity_token,
        "registrytoken": credential.registry_token,
    }
    return {key: value for key, value in fields.items() if value}


def fault_in_auths(auths: Mapping[str, Mapping[str, Any]]) -> str | None:
    """What is wrong with the first bad entry; None when all decode."""
    for server, entry in auths.items():
        try:
            read_entry(server, entry)
        except ValueError as error:
            return str(error)
    return None
