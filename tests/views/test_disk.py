"""``system df`` in numbers."""

from __future__ import annotations

from pydock.views.disk import listing, usages

DATA = {
    "LayersSize": 1000,
    "Images": [{"Size": 600, "SharedSize": 100, "Containers": 1}, {"Size": 500, "SharedSize": -1, "Containers": 0}],
    "Containers": [{"State": "running", "SizeRw": 10}, {"State": "exited", "SizeRw": 30}],
    "Volumes": [{"UsageData": {"RefCount": 0, "Size": 70}}, {"UsageData": {"RefCount": 1, "Size": -1}}],
    "BuildCache": [{"Size": 5, "InUse": True}, {"Size": 7, "Shared": True}, {"Size": 9}],
}


def test_summary() -> None:
    fields = listing("*x").fields
    assert [[field(usage) for field in fields.values()] for usage in usages(DATA)] == [
        ["Images", "2", "1", "1kB", "500B (50%)"],
        ["Containers", "2", "1", "40B", "30B (75%)"],
        ["Local Volumes", "2", "1", "70B", "70B (100%)"],
        ["Build Cache", "3", "1", "14B", "9B"],
    ]


def test_nothing_there() -> None:
    assert [usage.size for usage in usages({})] == [0, 0, 0, 0]


def test_an_engine_that_knows_no_size_of_all_layers() -> None:
    images = next(usages({"LayersSize": 0, "Images": [{"Size": 600, "SharedSize": 0, "Containers": 1}]}))
    assert (images.size, images.reclaimable) == (0, 0)
