"""A service in full."""

from __future__ import annotations

from pydock.views.servicetext import text


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
