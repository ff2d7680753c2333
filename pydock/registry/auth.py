"""How a registry wants to be shown a credential: Basic, or a Bearer token from the server that it names."""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from pydock.config.auths import Credential
from pydock.errors import RegistryError

if TYPE_CHECKING:
    from pydock.registry.http import Transport

_CLIENT = "pydock"
_PARAMETER = re.compile(r'([a-zA-Z_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')


class Challenge(NamedTuple):
    """One ``WWW-Authenticate`` header: ``scheme`` in lower case, and its parameters."""

    scheme: str
    parameters: dict[str, str]


def parse_challenge(header: str) -> Challenge:
    """``Bearer realm="...",service="..."``. A header that is none of this has an empty scheme."""
    scheme, _, rest = header.strip().partition(" ")
    found = {}
    for name, quoted, plain in _PARAMETER.findall(rest):
        found[name.lower()] = re.sub(r"\\(.)", r"\1", quoted) or plain
    return Challenge(scheme.lower(), found)


class Authorizer:
    """The Authorization header for one registry, by scope. ``secure``: the registry itself was reached by TLS."""

    def __init__(self, transport: Transport, credential: Credential, *, secure: bool = True) -> None:
        self._transport = transport
        self._credential = credential
        self._secure = secure
        self._headers: dict[tuple[str, ...], str] = {}
        self._basic = False

    def header(self, scopes: Sequence[str]) -> str | None:
        """What earlier answers taught to send for ``scopes``; None where nothing is known yet."""
        if self._basic:
            return self._basic_header()
        return self._headers.get(tuple(sorted(scopes)))

    def learn(self, header: str, scopes: Sequence[str]) -> str | None:
        """The Authorization that answers a challenge; None when there is nothing to answer with."""
        challenge = parse_challenge(header)
        if challenge.scheme == "basic":
            if not self._credential.password:
                return None
            self._basic = True
            return self._basic_header()
        if challenge.scheme == "bearer":
            token = self._credential.registry_token or self._fetch(challenge.parameters, scopes)
            value = f"Bearer {token}"
            self._headers[tuple(sorted(scopes))] = value
            return value
        return None

    def token(self, realm: str, service: str, scopes: Sequence[str]) -> tuple[str, int, int]:
        """A token that the server ``realm`` gives; its lifetime and the Unix time of its issue, 0 where unsaid."""
        answer = self._answer({"realm": realm, "service": service}, scopes)
        lifetime = answer.get("expires_in")
        seconds = int(lifetime) if isinstance(lifetime, int | float) else 0
        return str(answer.get("token") or answer.get("access_token")), seconds, _unix_time(answer.get("issued_at"))

    def _basic_header(self) -> str:
        raw = f"{self._credential.username}:{self._credential.password}".encode("utf-8", "surrogateescape")
        return "Basic " + b2a_base64(raw, newline=False).decode()

    def _fetch(self, parameters: dict[str, str], scopes: Sequence[str]) -> str:
        answer = self._answer(parameters, scopes)
        return str(answer.get("token") or answer.get("access_token"))

    def _answer(self, parameters: dict[str, str], scopes: Sequence[str]) -> dict[str, object]:
        realm = parameters.get("realm", "")
        if urlsplit(realm).scheme not in ("http", "https"):
            raise RegistryError(f"the registry's token server has no usable address: {realm!r}")
        if self._secure and urlsplit(realm).scheme != "https":
            raise RegistryError(f"the registry sends credentials to {realm}, which is not encrypted: refused")
        wanted = list(scopes) or ([parameters["scope"]] if parameters.get("scope") else [])
        service = parameters.get("service", "")
        if self._credential.identity_token:
            answer = self._by_refresh(realm, service, wanted)
        else:
            answer = self._by_password(realm, service, wanted)
        token = answer.get("token") or answer.get("access_token")
        if not isinstance(token, str) or not token:
            raise RegistryError(f"the token server {realm} answered without a token")
        return answer

    def _by_password(self, realm: str, service: str, scopes: Sequence[str]) -> dict[str, object]:
        query = [("service", service)] if service else []
        query += [("scope", scope) for scope in scopes]
        if self._credential.username:
            query.append(("account", self._credential.username))
        joint = "&" if "?" in realm else "?"
        header = self._basic_header() if self._credential.username else None
        return self._ask("GET", realm + joint + urlencode(query), realm, None, header)

    def _by_refresh(self, realm: str, service: str, scopes: Sequence[str]) -> dict[str, object]:
        form = {
            "grant_type": "refresh_token",
            "service": service,
            "client_id": _CLIENT,
            "scope": " ".join(scopes),
            "refresh_token": self._credential.identity_token,
        }
        return self._ask("POST", realm, realm, urlencode(form).encode(), None)

    def _ask(
        self, method: str, url: str, realm: str, body: bytes | None, authorization: str | None
    ) -> dict[str, object]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else None
        with self._transport.send(method, url, headers=headers, body=body, authorization=authorization) as answer:
            if answer.status_code >= 400:
                raise RegistryError(
                    f"failed to authorize: the token server {realm} answered {answer.status_code} {answer.reason}",
                    status=answer.status_code,
                )
            try:
                document = answer.json()
            except ValueError:
                document = None
        if not isinstance(document, dict):
            raise RegistryError(f"the token server {realm} answered something that is not JSON")
        return document


def _unix_time(text: object) -> int:
    """Of ``2020-01-02T03:04:05Z``, with or without parts of a second."""
    from calendar import timegm
    from time import strptime

    try:
        return timegm(strptime(str(text)[:19] + "Z", "%Y-%m-%dT%H:%M:%SZ"))
    except ValueError:
        return 0
