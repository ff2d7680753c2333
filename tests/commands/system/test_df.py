"""``system df``."""

from __future__ import annotations

from tests.support.command import Runner
from tests.support.engine import FakeEngine


def test_summary_detail_and_templates(run: Runner, fake: FakeEngine) -> None:
    fake.on(
        "GET",
        "/system/df",
        json={"LayersSize": 1000, "Volumes": [{"Name": "v", "UsageData": {"Size": 5, "RefCount": 1}}]},
    )
    assert run("system", "df").stdout.split("\n")[1].split() == ["Images", "0", "0", "1kB", "1kB", "(100%)"]
    assert "Local Volumes space usage:" in run("system", "df", "-v").stdout
    assert run("system", "df", "-v", "--format", "{{range .Volumes}}{{.Name}} {{.Size}}{{end}}").stdout == "v 5B"
    assert run("system", "df", "--format", "{{.Type}}").stdout == "Images\nContainers\nLocal Volumes\nBuild Cache\n"
    assert "diskUsageImagesContext" in run("system", "df", "--format", "{{.X}}").stderr
    assert run("system", "df", "-v", "--format", "{{").exit_code == 1


def test_the_summary_is_a_list_and_the_detail_four(run: Runner, fake: FakeEngine) -> None:
    fake.may("GET", "/system/df", json={"LayersSize": 1000, "Images": [{"Id": "i", "Size": 9, "Containers": 0}]})
    assert run("system", "df", "--columns", "type,size", "--sort", "size:desc", "--format", "tsv").stdout == (
        "Type\tSize\nImages\t1kB\nContainers\t0B\nLocal Volumes\t0B\nBuild Cache\t0B\n"
    )
    for flags, said in ((["--columns", "type"], "--columns"), (["--format", "yaml"], "--format yaml")):
        refused = run("system", "df", "-v", *flags)
        assert (refused.exit_code, refused.stderr.startswith(f"{said} cannot be used with --verbose")) == (1, True)
