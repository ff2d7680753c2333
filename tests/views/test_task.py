"""Swarm tasks in lists."""

from __future__ import annotations

from typing import Any

from pydock.render.listing import render_list
from pydock.views.task import listing, ordered

NOW = 1767225600 + 90


def task(ident: str = "t" * 25, err: str = "", created: str = "") -> dict[str, Any]:
    return {
        "ID": ident,
        "CreatedAt": created,
        "DesiredState": "running",
        "Spec": {"ContainerSpec": {"Image": "busybox:1@sha256:" + "a" * 64}},
        "Status": {
            "State": "failed",
            "Timestamp": "2026-01-01T00:00:00Z",
            "Err": err,
            "PortStatus": {"Ports": [{"PublishedPort": 80, "TargetPort": 8080, "Protocol": "tcp"}]},
        },
    }


def shown(item: dict[str, Any], template: str, *, no_trunc: bool = False) -> str:
    view = listing({item["ID"]: "web.1"}, {item["ID"]: "vm"}, NOW, no_trunc=no_trunc, quiet=False)
    return render_list(view, [item], template)


def test_cells() -> None:
    assert shown(task(), "{{.ID}} {{.Name}} {{.Image}} {{.Node}}") == f"{'t' * 12} web.1 busybox:1 vm\n"
    assert shown(task(), "{{.DesiredState}}, {{.CurrentState}}, {{.Ports}}") == (
        "Running, Failed about a minute ago, *:80->8080/tcp\n"
    )


def test_long_errors_are_cut_unless_asked_not_to() -> None:
    long = task(err="task: non-zero exit (1) and much more than that")
    assert shown(long, "{{.Error}}") == '"task: non-zero exit (1) and m…"\n'
    assert shown(long, "{{.Error}} {{.ID}}", no_trunc=True).startswith(
        '"task: non-zero exit (1) and much more than that" t'
    )
    assert shown(task(), "{{.Error}}|") == "|\n"


def test_raw() -> None:
    assert shown(task(), "raw") == (
        f"id: {'t' * 12}\nname: web.1\nimage: busybox:1\nnode: vm\ndesired_state: Running\n"
        "current_state: Failed about a minute ago\nerror: \nports: *:80->8080/tcp\n\n"
    )


def test_slots_in_natural_order_and_the_latest_first() -> None:
    names = {"a": "web.10", "b": "web.2", "c": "web.2"}
    tasks = [task("a"), task("b", created="2026-01-01"), task("c", created="2026-01-02")]
    assert [item["ID"] for item in ordered(tasks, lambda item: names[item["ID"]])] == ["c", "b", "a"]
