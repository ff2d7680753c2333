from __future__ import annotations

import json

from tests.support.command import Runner
from tests.support.storage import Storage


def test_the_platform_is_changed_and_kept_in_order(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    run("manifest", "create", f"{host}/l:1", f"{host}/a:1")
    flags = ["--arch", "arm64", "--variant", "v8", "--os-features", "a,b", "--os-version", "10"]
    assert run("manifest", "annotate", f"{host}/l:1", f"{host}/a:1", *flags) == (0, "", "")
    assert run("manifest", "annotate", f"{host}/l:1", f"{host}/a:1", "--os-features", "b,c").exit_code == 0
    (entry,) = json.loads(run("manifest", "inspect", f"{host}/l:1").stdout)["manifests"]
    assert list(entry["platform"].items()) == [
        ("architecture", "arm64"),
        ("os", "linux"),
        ("os.version", "10"),
        ("os.features", ["a", "b", "c"]),
        ("variant", "v8"),
    ]


def test_faults(run: Runner, storage: Storage, host: str) -> None:
    storage.image("a", "1")
    run("manifest", "create", f"{host}/l:1", f"{host}/a:1")
    result = run("manifest", "annotate", f"{host}/l:1", f"{host}/a:1", "--arch", "bogus")
    assert result.stderr == "manifest entry for image has unsupported os/arch combination: /bogus\n"
    result = run("manifest", "annotate", f"{host}/l:1", f"{host}/b:1", "--arch", "arm")
    assert result.stderr == f"manifest for image {host}/b:1 does not exist in {host}/l:1\n"
