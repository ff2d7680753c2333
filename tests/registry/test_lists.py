from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pydock.errors import ConfigError
from pydock.registry.lists import ListStore, NoSuchManifest

DOCUMENT: dict[str, Any] = {"Ref": "r:1/a:1", "Descriptor": {}}


def test_images_of_a_list(tmp_path: Path) -> None:
    store = ListStore(str(tmp_path))
    store.save("r:1/l:1", "r:1/a:1", DOCUMENT)
    assert store.get("r:1/l:1", "r:1/a:1") == DOCUMENT
    assert store.all("r:1/l:1") == [DOCUMENT]
    (tmp_path / "manifests" / "r-1_l-1" / "junk").write_text("[]")
    with pytest.raises(ConfigError):
        store.all("r:1/l:1")
    store.remove("r:1/l:1")
    for action in (lambda: store.all("r:1/l:1"), lambda: store.get("x", "y"), lambda: store.remove("x")):
        with pytest.raises(NoSuchManifest):
            action()
