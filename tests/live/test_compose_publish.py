"""A project goes to a real registry and comes back from it."""

from __future__ import annotations

from pathlib import Path

from tests.support.live import LiveEngine

APP = """\
services:
  web:
    image: busybox
    command: sleep 300
    stop_signal: KILL
    env_file: web.env
    extends: {file: sub/base.yaml, service: base}
"""


def test_an_application_runs_from_a_registry(live: LiveEngine, tmp_path: Path) -> None:
    address = live.registry().address
    folder, other = tmp_path / "app", tmp_path / "other"
    (folder / "sub").mkdir(parents=True)
    other.mkdir()
    (folder / "compose.yaml").write_text(APP)
    (folder / "web.env").write_text("A=from-the-file\n")
    (folder / "sub" / "base.yaml").write_text("services: {base: {labels: {tier: front}}}\n")
    live.ok("compose", "publish", "--with-env", "-y", f"{address}/apps/web:1", cwd=folder)
    environ = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    remote = ("compose", "-f", f"oci://{address}/apps/web:1")
    done = live.pydock(*remote, "up", "-d", "-y", cwd=other, environ=environ)
    assert done.exit_code == 0, done
    assert done.stdout.startswith(f'Your compose stack "oci://{address}/apps/web:1" is stored in "{tmp_path}/cache/')
    shown = live.ok("inspect", "-f", '{{index .Config.Labels "tier"}} {{.Config.Env}}', "other-web-1")
    assert shown.startswith("front [A=from-the-file")
    assert live.pydock(*remote, "up", "-d", "-y", cwd=other, environ=environ).stderr == (
        " Container other-web-1  Running\n"
    )
    assert live.pydock(*remote, "down", cwd=other, environ=environ).exit_code == 0
