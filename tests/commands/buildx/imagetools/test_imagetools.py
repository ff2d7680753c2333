"""``buildx imagetools`` against a registry that speaks from a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Runner
from tests.support.registry import Answer, FakeRegistry, fake_registry

OCI = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"


class Images:
    """Images of a registry, added one by one."""

    def __init__(self, registry: FakeRegistry) -> None:
        self.registry = registry

    def put(self, path: str, document: dict[str, Any], kind: str, *tags: str) -> str:
        raw = json.dumps(document).encode()
        digest = f"sha256:{sha256(raw).hexdigest()}"
        for name in (digest, *tags):
            answer = Answer(200, raw, {"Content-Type": kind})
            for method in ("GET", "HEAD"):
                self.registry.on(method, f"/v2/{path}/{name}", answer)
        return digest

    def image(self, architecture: str, *tags: str) -> dict[str, Any]:
        config = {"architecture": architecture, "os": "linux", "config": {"Env": ["A=<b>"]}}
        digest = self.put("app/blobs", config, "application/octet-stream")
        document = {"schemaVersion": 2, "mediaType": OCI, "config": {"digest": digest, "size": 2}, "layers": []}
        size = len(json.dumps(document))
        found = self.put("app/manifests", document, OCI, *tags)
        platform = {"architecture": architecture, "os": "linux"}
        return {"mediaType": OCI, "digest": found, "size": size, "platform": platform}


@pytest.fixture
def images() -> Iterator[Images]:
    with fake_registry() as registry:
        yield Images(registry)


@pytest.fixture
def alone(tmp_path: Path) -> Runner:
    home, cwd = tmp_path / "home", tmp_path / "work"
    home.mkdir()
    cwd.mkdir()
    return Runner(home, cwd, {"DOCKER_HOST": f"unix://{tmp_path}/none.sock"})


def _dry(alone: Runner, *words: str) -> Any:
    result = alone("buildx", "imagetools", "create", "--dry-run", *words)
    return json.loads(result.stdout) if not result.exit_code else result.stderr


def test_an_index_of_two_images(alone: Runner, images: Images) -> None:
    amd, arm = images.image("amd64", "amd"), images.image("arm64", "arm")
    app = f"{images.registry.host}/app"
    made = _dry(alone, f"{app}:amd", f"{app}:arm")
    assert made == {"schemaVersion": 2, "mediaType": INDEX, "manifests": [amd, arm]}
    assert _dry(alone, "--platform", "linux/arm64", f"{app}:amd", f"{app}:arm")["manifests"] == [arm]
    assert _dry(alone, "--platform", "linux/s390x", f"{app}:amd") == (
        "ERROR: none of the manifests match the provided platforms\n"
    )
    notes = ("--annotation", "index,manifest-descriptor[linux/arm64]:a=b")
    noted = _dry(alone, *notes, f"{app}:amd", f"{app}:arm")
    assert noted["annotations"] == {"a": "b"}
    assert [child.get("annotations") for child in noted["manifests"]] == [None, {"a": "b"}]
    for note, words in (
        ("a=b", '"" annotations are not supported yet'),
        ("manifest:a=b", '"manifest" annotations are not supported yet'),
        ("index-descriptor:a=b", '"index-descriptor" annotations are invalid while creating an image'),
        ("x:a=b", 'failed to parse annotations: unknown annotation type "x"'),
        ("a", 'failed to parse annotations: invalid annotation "a", expected key=value'),
    ):
        assert _dry(alone, "--annotation", note, f"{app}:amd") == f"ERROR: {words}\n"


def test_what_is_no_source(alone: Runner, images: Images) -> None:
    app = f"{images.registry.host}/app"
    valid = "valid sources are digests, references and descriptors"
    reason = "invalid character 'b' looking for beginning of object key string"
    assert _dry(alone, "{bad") == f'ERROR: failed to parse source "{{bad", {valid}: {reason}\n'
    assert _dry(alone, "a\n") == f'ERROR: failed to parse source "a\\n", {valid}: invalid reference format\n'
    lonely = "ERROR: no repositories specified, please set a reference in tag or source\n"
    assert _dry(alone, '{"digest": "x"}') == lonely and _dry(alone, f"sha256:{'0' * 64}") == lonely
    assert _dry(alone, f"{app}:gone") == f"ERROR: {app}:gone: not found\n"
    assert _dry(alone) == "ERROR: no sources specified\n"


def test_pushing_is_shown_as_a_step(alone: Runner, images: Images) -> None:
    amd = images.image("amd64", "amd")
    app = f"{images.registry.host}/app"
    images.registry.on("PUT", "/v2/app/manifests/new", Answer(201))
    result = alone("buildx", "imagetools", "create", "--prefer-index=false", "-t", f"{app}:new", f"{app}:amd")
    lines = result.stderr.splitlines()
    assert result.exit_code == 0 and lines[0] == f"#1 [internal] pushing {app}:new"
    assert lines[1].endswith(f"copying {amd['digest']} from {app}:amd to {app}:new")
    assert lines[2].endswith(f"pushing {amd['digest']} to {app}:new") and lines[3].startswith("#1 DONE")
    assert [seen.path for seen in images.registry.seen if seen.method == "PUT"] == ["/v2/app/manifests/new"]


def test_templates_see_go_types(alone: Runner, images: Images) -> None:
    children = [images.image("amd64", "amd"), images.image("arm64")]
    images.put("app/manifests", {"schemaVersion": 2, "mediaType": INDEX, "manifests": children}, INDEX, "all")
    app = f"{images.registry.host}/app"

    def shown(template: str, tag: str) -> str:
        result = alone("buildx", "imagetools", "inspect", "--format", template, f"{app}:{tag}")
        return result.stdout or result.stderr

    assert shown("{{.Image.Config.Env}} {{.Image.OS}}", "amd") == "[A=<b>] linux"
    assert shown('{{(index .Image "linux/arm64").Architecture}}', "all") == "arm64"
    assert shown("{{range .Manifest.Manifests}}{{.Platform.Architecture}} {{end}}", "all") == "amd64 arm64 "
    assert shown("{{json .Provenance}} {{.SBOM}}", "all") == "{} map[]"
    assert list(json.loads(shown("{{json .}}", "all"))) == ["name", "manifest", "image"]
    assert shown("{{.Manifest.Digest}}", "amd").startswith(f"Name:      {app}:amd\n")
    assert "field Nope in type imagetools.tplInput" in shown("{{.Nope}}", "amd")


def test_attestations(alone: Runner, images: Images) -> None:
    image = images.image("amd64")
    kind = "https://slsa.dev/provenance/v1"
    statement = images.put("app/blobs", {"predicate": {"builder": "me"}}, "application/octet-stream")
    layer = {"digest": statement, "size": 3, "annotations": {"in-toto.io/predicate-type": kind}}
    about = {"vnd.docker.reference.type": "attestation-manifest", "vnd.docker.reference.digest": image["digest"]}
    attestation = images.put("app/manifests", {"schemaVersion": 2, "mediaType": OCI, "layers": [layer]}, OCI)
    unknown = {"architecture": "unknown", "os": "unknown"}
    described = {"mediaType": OCI, "digest": attestation, "size": 1, "annotations": about, "platform": unknown}
    document = {"schemaVersion": 2, "mediaType": INDEX, "manifests": [image, described]}
    images.put("app/manifests", document, INDEX, "both")
    result = alone(
        "buildx", "imagetools", "inspect", "--format", "{{json .Provenance}}", f"{images.registry.host}/app:both"
    )
    assert json.loads(result.stdout) == {"SLSA": {"builder": "me"}}
