"""A client of the distribution API (``/v2/``): manifests, blobs, tags, repositories.

::

    registry = Registry("localhost:5000", credential, environ)
    manifest = registry.manifest("library/busybox", "latest")

Every digest is checked on reading. A refusal names the registry, the account and where it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import quote, urljoin

from pydock.config.auths import Credential
from pydock.errors import RegistryError
from pydock.registry.auth import Authorizer
from pydock.registry.http import Transport
from pydock.registry.manifests import ACCEPT, Manifest, digest_of, read
from pydock.registry.trust import Trust, is_loopback

if TYPE_CHECKING:
    import requests

HUB_HOSTS = ("docker.io", "index.docker.io", "registry-1.docker.io")
HUB_API = "registry-1.docker.io"
_LARGEST_MANIFEST = 4 << 20
_PIECE = 1 << 20


class Registry:
    """One registry. ``host`` is as in references; ``origin`` says where the credential came from.

    HTTPS always, but for hosts on loopback and with ``insecure``: there plain HTTP is tried when nobody answers
    by TLS, and certificates are not checked with ``insecure``.
    """

    def __init__(
        self,
        host: str,
        credential: Credential | None = None,
        environ: Mapping[str, str] | None = None,
        *,
        insecure: bool = False,
        origin: str = "",
        warn: Callable[[str], None] | None = None,
        trust: Trust | None = None,
        transport: Transport | None = None,
    ) -> None:
        environ = environ or {}
        self.host = host
        self.address = HUB_API if host in HUB_HOSTS else host
        self.credential = credential or Credential()
        self.origin = origin
        self._insecure = insecure
        self._transport = transport or Transport(
            trust or Trust(self.address, environ, insecure=insecure), environ, warn=warn
        )
        self._base = ""
        self._authorizer: Authorizer | None = None

    def close(self) -> None:
        self._transport.close()

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def check(self) -> None:
        """``GET /v2/``: the registry is one, and takes the credential. Raises RegistryError."""
        self._send("GET", "/v2/", ()).close()

    def catalog(self) -> Iterator[str]:
        """All repositories, page by page."""
        return self._pages("/v2/_catalog?n=1000", "repositories", ("registry:catalog:*",))

    def tags(self, repository: str) -> Iterator[str]:
        """All tags of a repository, page by page."""
        return self._pages(f"/v2/{repository}/tags/list?n=1000", "tags", _scope(repository, "pull"))

    def manifest(self, repository: str, reference: str) -> Manifest:
        """The manifest of a tag or digest, whatever its type."""
        path = f"/v2/{repository}/manifests/{reference}"
        with self._send("GET", path, _scope(repository, "pull"), {"Accept": ACCEPT}) as answer:
            raw = _bounded(answer, _LARGEST_MANIFEST)
            expected = reference if ":" in reference else answer.headers.get("Docker-Content-Digest", "")
            return read(raw, answer.headers.get("Content-Type", ""), expected)

    def digest(self, repository: str, reference: str) -> str | None:
        """The digest of a manifest; None when there is none of that name."""
        path = f"/v2/{repository}/manifests/{reference}"
        scopes = _scope(repository, "pull")
        with self._exchange("HEAD", path, scopes, {"Accept": ACCEPT}) as answer:
            if answer.status_code == 404:
                return None
            self._raise_for(answer)
            return answer.headers.get("Docker-Content-Digest") or self.manifest(repository, reference).digest

    def put_manifest(self, repository: str, reference: str, media_type: str, raw: bytes) -> str:
        """Store a manifest under a tag or its digest; its digest. Blobs and children must be there already."""
        path = f"/v2/{repository}/manifests/{reference}"
        headers = {"Content-Type": media_type}
        with self._send("PUT", path, _scope(repository, "pull,push"), headers, raw) as answer:
            return answer.headers.get("Docker-Content-Digest") or digest_of(raw)

    def delete_manifest(self, repository: str, digest: str) -> None:
        """Remove a manifest with all its tags, where the registry allows it."""
        self._send("DELETE", f"/v2/{repository}/manifests/{digest}", _scope(repository, "delete")).close()

    def has_blob(self, repository: str, digest: str) -> bool:
        with self._exchange("HEAD", f"/v2/{repository}/blobs/{digest}", _scope(repository, "pull")) as answer:
            if answer.status_code == 404:
                return False
            self._raise_for(answer)
            return True

    @contextmanager
    def blob(self, repository: str, digest: str) -> Iterator[requests.Response]:
        """The open answer with a blob's bytes, which the reader has to check (see ``copy.Checked``)."""
        path = f"/v2/{repository}/blobs/{digest}"
        with self._send("GET", path, _scope(repository, "pull"), {"Accept-Encoding": "identity"}) as answer:
            yield answer

    def read_blob(self, repository: str, digest: str, *, limit: int = _LARGEST_MANIFEST) -> bytes:
        """A small blob, such as an image's configuration, checked."""
        with self.blob(repository, digest) as answer:
            raw = _bounded(answer, limit)
        return read_digest(raw, digest)

    def mount(self, repository: str, digest: str, source: str) -> str:
        """Ask for a blob of ``source``, a repository of the same registry. "" when it is there now; else the
        address of an upload that the registry has begun instead."""
        path = f"/v2/{repository}/blobs/uploads/?mount={quote(digest, safe=':')}&from={quote(source, safe='')}"
        scopes = (*_scope(repository, "pull,push"), *_scope(source, "pull"))
        with self._send("POST", path, scopes) as answer:
            return "" if answer.status_code == 201 else self._location(answer)

    def begin_upload(self, repository: str) -> str:
        """The address to send a blob's bytes to."""
        with self._send("POST", f"/v2/{repository}/blobs/uploads/", _scope(repository, "pull,push")) as answer:
            return self._location(answer)

    def upload(self, repository: str, location: str, digest: str, body: Any) -> None:
        """Send a blob in one piece: ``body`` is bytes or has ``read`` and ``__len__``."""
        url = f"{location}{'&' if '?' in location else '?'}digest={quote(digest, safe=':')}"
        headers = {"Content-Type": "application/octet-stream"}
        authorization = self._known(_scope(repository, "pull,push"))
        if not url.startswith(self._base + "/"):
            authorization = None
        with self._transport.send("PUT", url, headers=headers, body=body, authorization=authorization) as answer:
            self._raise_for(answer)

    def _location(self, answer: requests.Response) -> str:
        place = answer.headers.get("Location")
        if not place:
            raise RegistryError(f"{self.host} began an upload without saying where to")
        return urljoin(f"{self._base}/v2/", place)

    def _pages(self, path: str, key: str, scopes: Sequence[str]) -> Iterator[str]:
        seen: set[str] = set()
        while path and path not in seen:
            seen.add(path)
            with self._send("GET", path, scopes) as answer:
                try:
                    names = answer.json().get(key) or []
                except (ValueError, AttributeError):
                    raise RegistryError(f"{self.host} answered {path} with something that is not a list") from None
                following = answer.links.get("next", {}).get("url", "")
            yield from names
            target = urljoin(f"{self._base}{path}", following) if following else ""
            if target and not target.startswith(self._base + "/"):
                raise RegistryError(f"{self.host} continues its list on another host, {target}: refused")
            path = target.removeprefix(self._base)

    def _send(
        self,
        method: str,
        path: str,
        scopes: Sequence[str],
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> requests.Response:
        answer = self._exchange(method, path, scopes, headers, body)
        try:
            self._raise_for(answer)
        except BaseException:
            answer.close()
            raise
        return answer

    def _exchange(
        self,
        method: str,
        path: str,
        scopes: Sequence[str],
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> requests.Response:
        """One request, and once more with what its 401 asked for."""
        url = self._resolve() + path
        answer = self._transport.send(method, url, headers=headers, body=body, authorization=self._known(scopes))
        if answer.status_code != 401:
            return answer
        assert self._authorizer is not None
        try:
            authorization = self._authorizer.learn(answer.headers.get("WWW-Authenticate", ""), scopes)
        except BaseException:
            answer.close()
            raise
        if authorization is None:
            return answer
        answer.close()
        return self._transport.send(method, url, headers=headers, body=body, authorization=authorization)

    def _known(self, scopes: Sequence[str]) -> str | None:
        return self._authorizer.header(scopes) if self._authorizer is not None else None

    def _resolve(self) -> str:
        """``https://host``, or ``http://host`` where that is allowed and all that answers."""
        if not self._base:
            schemes = ["https"]
            if self._insecure or is_loopback(self.address):
                schemes.append("http")
            self._base = self._first_answering(schemes)
            self._authorizer = Authorizer(
                self._transport, self.credential, secure=self._base.startswith("https:") and not self._insecure
            )
        return self._base

    def _first_answering(self, schemes: Sequence[str]) -> str:
        for scheme in schemes:
            base = f"{scheme}://{self.address}"
            if scheme == schemes[-1]:
                return base
            try:
                self._transport.send("GET", f"{base}/v2/").close()
                return base
            except RegistryError as error:
                # A certificate that is refused is no reason to go on without any.
                if "certificate" in error.message:
                    raise
        raise AssertionError("there is at least one scheme")

    def _raise_for(self, answer: requests.Response) -> None:
        if answer.status_code < 400:
            return
        self._fail(answer.status_code, _bounded(answer, 1 << 16), answer.reason or "")

    def _fail(self, status: int, raw: bytes, reason: str) -> NoReturn:
        message = _error_text(raw) or f"{self.host} answered {status} {reason}".rstrip()
        refusal = RegistryError(message, status=status)
        if status in (401, 403):
            refusal.hint, refusal.hint_for_people = self._who(), True
        raise refusal

    def _who(self) -> str:
        """Which account the registry was shown, and where that came from."""
        origin = f", from {self.origin}" if self.origin else ""
        if self.credential.username:
            return f"{self.host} was shown account {self.credential.username}{origin}."
        if self.credential.identity_token or self.credential.registry_token:
            return f"{self.host} was shown a token{origin}."
        return f"No credential for {self.host} was found."


def read_digest(raw: bytes, digest: str) -> bytes:
    """``raw``, checked. Raises RegistryError."""
    if digest_of(raw) != digest:
        raise RegistryError(f"blob verification failed: the content is {digest_of(raw)}, wanted was {digest}")
    return raw


def sign_in(credential: Credential, environ: Mapping[str, str]) -> str:
    """Try an account at its registry without an engine; the word for people. Raises RegistryError."""
    from pydock.config.credentials import INDEX_SERVER

    host = "docker.io" if credential.server == INDEX_SERVER else credential.server
    with Registry(host, credential, environ) as registry:
        registry.check()
    return "Login Succeeded"


def _scope(repository: str, actions: str) -> tuple[str, ...]:
    return (f"repository:{repository}:{actions}",)


def _bounded(answer: requests.Response, limit: int) -> bytes:
    """The body, at most ``limit`` bytes. Raises RegistryError for a larger or a broken one."""
    import requests

    content = bytearray()
    try:
        for piece in answer.iter_content(_PIECE):
            content += piece
            if len(content) > limit:
                raise RegistryError(f"the registry's answer is larger than {limit} bytes")
    except requests.exceptions.RequestException as error:
        raise RegistryError(f"the registry's answer broke off: {error}") from error
    return bytes(content)


def _error_text(raw: bytes) -> str:
    """Docker's words for the distribution API's error document; "" for anything else."""
    import json

    try:
        errors = json.loads(raw)["errors"]
        texts = []
        for error in errors:
            code = str(error["code"]).lower().replace("_", " ")
            texts.append(f"{code}: {error.get('message') or code}")
        return "\n".join(texts)
    except (ValueError, KeyError, TypeError):
        return ""
