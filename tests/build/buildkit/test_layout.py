"""Folders in the OCI layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pydock.build.buildkit.layout import Layout
from pydock.errors import PydockError

_MANIFEST = {"mediaType": "m", "digest": "sha256:1", "size": 3}


def test_manifests_by_tag_and_name(tmp_path: Path) -> None:
    layout = Layout(str(tmp_path / "new"))
    layout.put(_MANIFEST)
    assert layout.only() == {**_MANIFEST, "annotations": {"org.opencontainers.image.ref.name": "latest"}}
    layout.put({**_MANIFEST, "digest": "sha256:2"}, ["docker.io/library/a:7", "localhost:5000/b"])
    assert layout.only() is None
    for name, digest in (("latest", "sha256:1"), ("docker.io/library/a:7", "sha256:2"), ("7", "sha256:2")):
        found = layout.find(name)
        assert found is not None and found["digest"] == digest
    assert layout.find("8") is None
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["index.json", "oci-layout"]


def test_what_comes_later_takes_the_place(tmp_path: Path) -> None:
    layout = Layout(str(tmp_path))
    (tmp_path / "index.json").write_text(json.dumps({"schemaVersion": 2, "annotations": {"kept": "yes"}}))
    for digest in ("sha256:1", "sha256:2"):
        layout.put({**_MANIFEST, "digest": digest}, tag="t")
    index = json.loads((tmp_path / "index.json").read_text())
    assert [m["digest"] for m in index["manifests"]] == ["sha256:2"] and index["annotations"] == {"kept": "yes"}


def test_blobs_have_digests_for_names() -> None:
    layout = Layout("/x")
    assert layout.blob("sha256:" + "ab" * 32) == "/x/blobs/sha256/" + "ab" * 32
    for bad in ("sha256:../../x", "sha512:" + "ab" * 32, "md5:00", ""):
        with pytest.raises(ValueError, match="invalid checksum digest format"):
            layout.blob(bad)


@pytest.mark.parametrize("text", ["[1]", "{", '"x"'])
def test_an_index_that_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "index.json").write_text(text)
    with pytest.raises(PydockError, match="could not unmarshal"):
        Layout(str(tmp_path)).find("latest")


def test_no_index(tmp_path: Path) -> None:
    with pytest.raises(PydockError, match=r"could not read .*/index.json: no such file"):
        Layout(str(tmp_path)).only()
    with pytest.raises(PydockError, match="could not lock"):
        Layout(str(tmp_path / "nothing")).only()
