"""Services and tasks as rows and as text."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views import service, task
from pydock.views.servicetext import text


def spec(mode: dict[str, Any], **status: int) -> dict[str, Any]:
    return {"ID": "s" * 25, "Spec": {"Name": "a", "Mode": mode, "TaskTemplate": {}}, "ServiceStatus": status}


@pytest.mark.parametrize(
    ("item", "mode", "replicas"),
    [
        (spec({"Replicated": {"Replicas": 3}}, RunningTasks=2, DesiredTasks=3), "replicated", "2/3"),
        (spec({"Global": {}}, RunningTasks=1, DesiredTasks=1), "global", "1/1"),
        (spec({"ReplicatedJob": {"TotalCompletions": 5}}, CompletedTasks=4), "replicated job", "0/0 (4/5 completed)"),
        (spec({"GlobalJob": {}}, DesiredTasks=1, CompletedTasks=2), "global job", "0/1 (2/3 completed)"),
    ],
)
def test_modes(item: dict[str, Any], mode: str, replicas: str) -> None:
    assert service.mode(item) == mode
    assert service.replicas(item) == replicas


@pytest.mark.parametrize(
    ("image", "want"),
    [
        ("docker.io/library/busybox:1@sha256:" + "a" * 64, "busybox:1"),
        ("busybox@sha256:" + "a" * 64, "busybox@sha256:" + "a" * 64),
        ("UPPER", "UPPER"),
    ],
)
def test_images_are_shortened(image: str, want: str) -> None:
    assert service.short_image(image) == want


def test_neighbouring_ports_are_a_range() -> None:
    ports = [
        {"Protocol": protocol, "TargetPort": target, "PublishedPort": published, "PublishMode": mode}
        for protocol, target, published, mode in (
            ("tcp", 81, 8081, "ingress"),
            ("tcp", 80, 8080, "ingress"),
            ("tcp", 90, 8082, "ingress"),
            ("udp", 53, 53, "ingress"),
            ("tcp", 99, 99, "host"),
        )
    ]
    item = {**spec({"Global": {}}), "Endpoint": {"Ports": ports}}
    assert service.listing().fields["Ports"](item) == "*:8080-8081->80-81/tcp,*:8082->90/tcp,*:53->53/udp"


def test_latest_task_of_a_slot_comes_first() -> None:
    tasks = [{"ID": identity, "CreatedAt": at} for identity, at in (("a10", "1"), ("a9", "1"), ("a9b", "2"))]
    rows = task.ordered(tasks, lambda item: item["ID"].removesuffix("b"))
    assert [row["ID"] for row in rows] == ["a9b", "a9", "a10"]


def test_text() -> None:
    container = {
        "Image": "x",
        "Args": ["a", "b"],
        "Init": False,
        "CapabilityAdd": ["CAP_A"],
        "Ulimits": [{"Name": "core", "Soft": 1, "Hard": 2}],
        "Mounts": [{"Type": "bind", "Source": "/a", "Target": "/b", "ReadOnly": True}],
        "Healthcheck": {"Test": ["NONE"], "Interval": 5_000_000_000},
    }
    limits = {"NanoCPUs": 500_000_000, "MemoryBytes": 1 << 20, "Pids": 3}
    item = {
        "ID": "i",
        "Spec": {
            "Name": "n",
            "Labels": {"k": "v", "e": ""},
            "Mode": {"Global": {}},
            "TaskTemplate": {"ContainerSpec": container, "Resources": {"Limits": limits},
                             "LogDriver": {"Name": "none", "Options": {"a": "b"}}},
            "EndpointSpec": {"Mode": "vip"},
        },
        "Endpoint": {"Ports": [{"Protocol": "tcp", "TargetPort": 80, "PublishedPort": 8080, "PublishMode": "host"}]},
        "UpdateStatus": {"State": "paused", "StartedAt": "2024-01-01T00:00:00Z", "Message": "m"},
    }  # fmt: skip
    assert text(item, ["net"], 1704067200.0 + 7200) == (
        "\nID:\t\ti\nName:\t\tn\nLabels:\n e\n k=v\nService Mode:\tGlobal\n"
        "UpdateStatus:\n State:\t\tpaused\n Started:\t2 hours ago\n Message:\tm\nPlacement:\n"
        "ContainerSpec:\n Image:\t\tx\n Args:\t\ta b \n Init:\t\tfalse\nCapabilities:\n Add:\t\tCAP_A\n"
        "Ulimits:\n core: 1:2\nMounts:\n Target:\t/b\n  Source:\t/a\n  ReadOnly:\ttrue\n  Type:\t\tbind\n"
        "Log Driver:\n Name:\t\tnone\n LogOpts:\n  a: b\n"
        "Resources:\n Limits:\n  CPU:\t\t0.5\n  Memory:\t1MiB\n  PIDs:\t\t3\nNetworks: net \nEndpoint Mode:\tvip\n"
        "Ports:\n PublishedPort = 8080\n  Protocol = tcp\n  TargetPort = 80\n  PublishMode = host \n"
        " Healthcheck:\n  Interval = 5s\n  Retries = 0\n  StartPeriod =\t0s\n  Timeout =\t0s\n"
        "  Tests:\n\t Test = NONE \n"
    )
