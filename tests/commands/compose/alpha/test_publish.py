"""``pydock compose alpha publish``: the name that ``compose publish`` had on trial."""

from __future__ import annotations

import pytest

from tests.support.command import Runner


@pytest.mark.parametrize("flags", [(), ("--oci-version", "9"), ("--with-env", "-y")])
def test_it_does_what_publish_does(run: Runner, flags: tuple[str, ...]) -> None:
    (run.cwd / "compose.yaml").write_text("services: {web: {image: x}}\n")
    dry = () if flags == ("--oci-version", "9") else ("--dry-run",)
    done = run("compose", *dry, "alpha", "publish", *flags, "localhost:1/x")
    assert done == run("compose", *dry, "publish", *flags, "localhost:1/x")
    assert "localhost:1/x publishing" in done.stderr
