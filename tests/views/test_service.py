"""Services as rows."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.render.listing import render_list
from pydock.views import service


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


def test_raw() -> None:
    item = {**spec({"Global": {}}, RunningTasks=1, DesiredTasks=1), "Endpoint": {}}
    item["Spec"]["TaskTemplate"] = {"ContainerSpec": {"Image": "busybox:1"}}
    assert render_list(service.listing(), [item], "raw") == (
        f"id: {'s' * 12}\nname: a\nmode: global\nreplicas: 1/1\nimage: busybox:1\nports: \n\n"
    )
