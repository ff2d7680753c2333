"""``pydock compose stats``."""

from __future__ import annotations

from tests.commands.compose.project import project, row
from tests.support.command import Runner
from tests.support.engine import FakeEngine


def _stats(fake: FakeEngine, name: str, pids: int) -> None:
    usage = {"cpu_usage": {"total_usage": 0}, "system_cpu_usage": 0}
    message = {"id": name, "name": f"/shop-{name}", "cpu_stats": usage, "precpu_stats": usage}
    fake.on("GET", f"/containers/{name}/stats", json={**message, "memory_stats": {}, "pids_stats": {"current": pids}})


def test_the_projects_containers_only(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    _stats(fake, "db1", 3)
    _stats(fake, "web1", 4)
    done = run("compose", "stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}")
    assert sorted(done.stdout.splitlines()) == ["shop-db1 3", "shop-web1 4"]
    assert "all" not in fake.of("GET", "/containers/json")[0].query


def test_one_service_stopped_ones_too(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    _stats(fake, "web1", 4)
    done = run("compose", "stats", "-a", "--no-stream", "--format", "{{.Name}}", "web")
    assert done.stdout == "shop-web1\n"
    assert fake.of("GET", "/containers/json")[0].query["all"] == ["1"]


def test_none_is_an_empty_table(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake, row("db"))
    assert run("compose", "stats", "--no-stream", "web").stdout.split()[:4] == ["CONTAINER", "ID", "NAME", "CPU"]
    assert run("compose", "stats", "--no-stream", "--format", "json", "web").stdout == ""


def test_columns_in_an_order(run: Runner, fake: FakeEngine) -> None:
    project(run.cwd, fake)
    _stats(fake, "db1", 3)
    _stats(fake, "web1", 4)
    done = run("compose", "stats", "--no-stream", "--columns", "name", "--sort", "pids:desc")
    assert done.stdout == "NAME\nshop-web1\nshop-db1\n"
    assert run("compose", "stats", "--no-stream", "--format", "csv", "--columns", "name,pids", "web").stdout == (
        "Name,PIDs\nshop-web1,4\n"
    )
