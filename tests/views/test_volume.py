"""Volumes as rows."""

from __future__ import annotations

from typing import Any

import pytest

from pydock.views.volume import listing


def test_use() -> None:
    fields = listing().fields
    assert [fields[name]({}) for name in ("Links", "Size", "Group", "Status")] == ["N/A"] * 4
    used = {"UsageData": {"RefCount": 2, "Size": 5000}}
    assert [fields[name](used) for name in ("Links", "Size")] == ["2", "5kB"]


@pytest.mark.parametrize(
    ("cluster", "status"),
    [
        ({}, "N/A"),
        ({"ID": "x"}, "pending creation"),
        ({"Info": {"VolumeID": "v"}}, "available"),
        ({"Info": {"VolumeID": "v"}, "PublishStatus": [{"State": "published"}]}, "in use (1 node)"),
        ({"Info": {"VolumeID": "v"}, "PublishStatus": [{}, {}]}, "in use (2 nodes)"),
    ],
)
def test_cluster_volumes(cluster: dict[str, Any], status: str) -> None:
    assert listing(cluster=True).fields["Status"]({"ClusterVolume": cluster}) == status
