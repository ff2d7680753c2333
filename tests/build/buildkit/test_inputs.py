"""The contexts of a build."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from pydock.build.buildkit.inputs import is_remote, load
from pydock.build.buildkit.options import Options
from pydock.errors import PydockError


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/dockerfile").touch()
    found = load(Options(context="sub"), str(tmp_path), None)
    assert found.attributes == {"filename": "dockerfile"}
    assert found.folders == {"context": str(tmp_path / "sub").encode(), "dockerfile": str(tmp_path / "sub").encode()}
    other = load(Options(context="sub", dockerfile="x/other.df"), str(tmp_path), None)
    assert other.attributes["filename"] == "other.df" and other.folders["dockerfile"].endswith(b"/x")


def test_standard_input(tmp_path: Path) -> None:
    found = load(Options(context="-"), str(tmp_path), io.BytesIO(b"FROM scratch\n"))
    assert (Path(found.folders["dockerfile"].decode()) / "Dockerfile").read_bytes() == b"FROM scratch\n"
    folder = Path(found.temporary[0])
    found.clean()
    assert not folder.exists()
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("Dockerfile"))
    data = archive.getvalue()
    sent = load(Options(context="-", dockerfile="alt"), str(tmp_path), io.BytesIO(data))
    assert sent.attributes["filename"] == "alt" and sent.attributes["context"].startswith("http://buildkit-session/")
    (stream,) = sent.uploads.values()
    assert stream.read(10) + stream.read() == data
    file = load(Options(context=".", dockerfile="-"), str(tmp_path), io.BytesIO(b"FROM x\n"))
    assert file.folders["context"] == f"{tmp_path}/.".encode()
    file.clean()


def test_addresses() -> None:
    for text in ("https://x/y.git#main:sub", "git@github.com:a/b", "github.com/a/b", "ssh://git@x/y", "http://x/a.tar"):
        assert is_remote(text)
    assert not is_remote("./git") and not is_remote("C")
    found = load(Options(context="https://x/y.git", dockerfile="d"), "/", None)
    assert found.attributes == {"context": "https://x/y.git", "filename": "d"}


def test_named_contexts(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    layout = tmp_path / "oci"
    layout.mkdir()
    (layout / "index.json").write_text(json.dumps({"manifests": [{"digest": "sha256:abc"}]}))
    contexts = {"a": "other", "b": "docker-image://alpine", "c": "oci-layout://oci"}
    found = load(Options(contexts=contexts), str(tmp_path), None)
    assert found.attributes["context:a"] == "local:a" and found.folders["a"].endswith(b"/other")
    assert found.attributes["context:b"] == "docker-image://alpine"
    (store,) = found.layouts
    assert found.attributes["context:c"] == f"oci-layout://{store.removeprefix('oci:')}:latest@sha256:abc"
    assert found.attributes["frontend.caps"] == "moby.buildkit.frontend.contexts+forward"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(context="nope"), 'path "nope" not found'),
        (Options(context="-", dockerfile="-"), "can't use stdin for both"),
        (Options(contexts={"a": "/no/such"}), "failed to get build context a: stat /no/such"),
        (Options(contexts={"a": "target:t"}), "failed to find target t for context a"),
        (Options(contexts={"a": "oci-layout:///no"}), 'oci-layout reference "oci-layout:///no" could not be'),
    ],
)
def test_refused(tmp_path: Path, options: Options, message: str) -> None:
    with pytest.raises(PydockError, match=message):
        load(options, str(tmp_path), io.BytesIO(b""))
