from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from pydock.config.auths import Credential
from pydock.errors import RegistryError
from pydock.registry.client import Registry, sign_in
from pydock.registry.manifests import DOCKER_MANIFEST, digest_of
from tests.support.registry import Answer, FakeRegistry, Seen

RAW = json.dumps({"schemaVersion": 2, "mediaType": DOCKER_MANIFEST, "config": {}, "layers": []}).encode()
ALICE = Credential("alice", "hunter2", "x")
BASIC = "Basic " + base64.b64encode(b"alice:hunter2").decode()


@contextmanager
def _registry(server: FakeRegistry, credential: Credential | None = None) -> Iterator[Registry]:
    with Registry(server.host, credential, {}, origin="a test") as registry:
        yield registry


def test_a_manifest_is_checked_against_its_digest(server: FakeRegistry) -> None:
    server.on("GET", "/v2/a/b/manifests/1", Answer(200, RAW, {"Content-Type": DOCKER_MANIFEST}))
    good, bad = digest_of(RAW), "sha256:" + "0" * 64
    server.on("GET", f"/v2/a/b/manifests/{good}", Answer(200, RAW))
    server.on("GET", f"/v2/a/b/manifests/{bad}", Answer(200, RAW))
    with _registry(server) as registry:
        assert registry.manifest("a/b", "1") == (DOCKER_MANIFEST, good, RAW)
        assert registry.manifest("a/b", good).raw == RAW
        with pytest.raises(RegistryError, match="manifest verification failed"):
            registry.manifest("a/b", bad)


def test_the_registrys_own_header_must_agree(server: FakeRegistry) -> None:
    server.on("GET", "/v2/a/manifests/1", Answer(200, RAW, {"Docker-Content-Digest": "sha256:" + "1" * 64}))
    with _registry(server) as registry, pytest.raises(RegistryError, match="manifest verification failed"):
        registry.manifest("a", "1")


def test_basic_credentials_are_sent_only_when_asked_for(server: FakeRegistry) -> None:
    refusal = Answer(401, b"", {"WWW-Authenticate": 'Basic realm="x"'})
    server.on("GET", "/v2/_catalog", lambda seen: Answer(200, b"{}") if seen.authorization == BASIC else refusal)
    with _registry(server, ALICE) as registry:
        assert list(registry.catalog()) == []
        assert list(registry.catalog()) == []
    assert [seen.authorization for seen in server.seen if "_catalog" in seen.path] == ["", BASIC, BASIC]


def _with_token_server(server: FakeRegistry, realm: str) -> None:
    def tags(seen: Seen) -> Answer:
        if seen.authorization == "Bearer tok":
            return Answer(200, b'{"tags": ["1"]}')
        return Answer(401, b"", {"WWW-Authenticate": f'Bearer realm="{realm}",service="svc",scope="ignored"'})

    server.on("GET", "/v2/a/tags/list", tags)


def test_a_token_is_fetched_for_the_scope_and_kept(server: FakeRegistry, other: FakeRegistry) -> None:
    _with_token_server(server, f"{other.url}/token")
    other.on("GET", "/token", Answer(200, b'{"token": "tok"}'))
    with _registry(server, ALICE) as registry:
        assert list(registry.tags("a")) == ["1"]
        assert list(registry.tags("a")) == ["1"]
    (asked,) = other.seen
    assert asked.authorization == BASIC
    assert parse_qs(urlsplit(asked.path).query) == {
        "service": ["svc"],
        "scope": ["repository:a:pull"],
        "account": ["alice"],
    }
    assert BASIC not in [seen.authorization for seen in server.seen]


def test_an_identity_token_is_refreshed_by_post(server: FakeRegistry, other: FakeRegistry) -> None:
    _with_token_server(server, f"{other.url}/token")
    other.on("POST", "/token", Answer(200, b'{"access_token": "tok"}'))
    with _registry(server, Credential(server="x", identity_token="refresh")) as registry:
        assert list(registry.tags("a")) == ["1"]
    (asked,) = other.seen
    assert parse_qs(asked.body.decode())["refresh_token"] == ["refresh"]
    assert asked.authorization == ""


def test_a_refusal_names_registry_account_and_origin_but_no_secret(server: FakeRegistry) -> None:
    body = b'{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}'
    server.on("GET", "/v2/a/tags/list", Answer(401, body, {"WWW-Authenticate": "Basic realm=x"}))
    with _registry(server, ALICE) as registry, pytest.raises(RegistryError) as caught:
        list(registry.tags("a"))
    assert caught.value.message == "unauthorized: authentication required"
    assert caught.value.hint == f"{server.host} was shown account alice, from a test."
    assert caught.value.hint_for_people
    assert caught.value.status == 401
    with _registry(server) as registry, pytest.raises(RegistryError) as caught:
        list(registry.tags("a"))
    assert caught.value.hint == f"No credential for {server.host} was found."


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (Answer(403, b"no"), "answered 403"),
        (Answer(200, b"no json"), "not JSON"),
        (Answer(200, b"{}"), "without a token"),
    ],
)
def test_a_token_server_that_fails(server: FakeRegistry, other: FakeRegistry, answer: Answer, message: str) -> None:
    _with_token_server(server, f"{other.url}/token")
    other.on("GET", "/token", answer)
    with _registry(server, ALICE) as registry, pytest.raises(RegistryError, match=message):
        list(registry.tags("a"))


@pytest.mark.parametrize("realm", ["ftp://x/", "", "/token"])
def test_a_token_server_without_a_usable_address(server: FakeRegistry, realm: str) -> None:
    _with_token_server(server, realm)
    with _registry(server, ALICE) as registry, pytest.raises(RegistryError, match="no usable address"):
        list(registry.tags("a"))


def test_pages_are_followed_on_the_same_host_only(server: FakeRegistry) -> None:
    pages = [
        Answer(200, b'{"tags": ["1", "2"]}', {"Link": '</v2/a/tags/list?n=1000&last=2>; rel="next"'}),
        Answer(200, b'{"tags": ["3"]}'),
    ]
    server.on("GET", "/v2/a/tags/list", *pages)
    server.on("GET", "/v2/_catalog", Answer(200, b"{}", {"Link": '<http://elsewhere/x>; rel="next"'}))
    with _registry(server) as registry:
        assert list(registry.tags("a")) == ["1", "2", "3"]
        with pytest.raises(RegistryError, match="another host"):
            list(registry.catalog())


def test_digest_of_a_tag(server: FakeRegistry) -> None:
    server.on("HEAD", "/v2/a/manifests/1", Answer(200, b"", {"Docker-Content-Digest": "sha256:x"}))
    with _registry(server) as registry:
        assert registry.digest("a", "1") == "sha256:x"
        assert registry.digest("a", "gone") is None


def test_a_manifest_without_end_is_refused(server: FakeRegistry) -> None:
    server.on("GET", "/v2/a/manifests/1", Answer(200, b" " * (5 << 20)))
    with _registry(server) as registry, pytest.raises(RegistryError, match="larger than"):
        registry.manifest("a", "1")


def test_an_answer_that_breaks_off(server: FakeRegistry) -> None:
    server.on("GET", "/v2/a/manifests/1", Answer(200, RAW, cut=5))
    with _registry(server) as registry, pytest.raises(RegistryError, match="broke off"):
        registry.manifest("a", "1")


def test_an_upload_elsewhere_gets_no_credential(server: FakeRegistry, other: FakeRegistry) -> None:
    refusal = Answer(401, b"", {"WWW-Authenticate": "Basic realm=x"})
    begun = Answer(202, b"", {"Location": f"{other.url}/upload?state=1"})
    server.on("POST", "/v2/a/blobs/uploads/", lambda seen: begun if seen.authorization else refusal)
    other.on("PUT", "/upload", Answer(201))
    with _registry(server, ALICE) as registry:
        registry.upload("a", registry.begin_upload("a"), "sha256:1", b"content")
    (sent,) = other.seen
    assert sent == ("PUT", "/upload?state=1&digest=sha256:1", "", b"content")


def test_mount(server: FakeRegistry) -> None:
    server.on("POST", "/v2/a/blobs/uploads/", Answer(201), Answer(202, b"", {"Location": "/v2/a/blobs/uploads/u"}))
    with _registry(server) as registry:
        assert registry.mount("a", "sha256:1", "b/c") == ""
        assert registry.mount("a", "sha256:1", "b/c") == f"{server.url}/v2/a/blobs/uploads/u"
    assert server.seen[-1].path == "/v2/a/blobs/uploads/?mount=sha256:1&from=b%2Fc"


def test_sign_in_without_an_engine(server: FakeRegistry) -> None:
    refusal = Answer(401, b"", {"WWW-Authenticate": "Basic realm=x"})
    server.on("GET", "/v2/", lambda seen: Answer(200) if seen.authorization == BASIC else refusal)
    assert sign_in(ALICE._replace(server=server.host), {}) == "Login Succeeded"
    with pytest.raises(RegistryError):
        sign_in(Credential("alice", "wrong", server.host), {})
