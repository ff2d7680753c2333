"""What prunes delete, and their rehearsal."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydock.cli import pruning
from pydock.engine import unused
from pydock.engine.unused import Unused
from pydock.errors import ConflictError, PydockError
from tests.cli.conftest import MakeApp
from tests.support.engine import FakeEngine


def test_filters_of_config_json_that_do_not_contradict(make: MakeApp, tmp_path: Path) -> None:
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker/config.json").write_text('{"pruneFilters":["label!=keep","label=old","label=gone","bare"]}')
    app = make().app
    assert pruning.prune_filters(app, []) == {"label!": ["keep"], "label": ["old", "gone"]}
    given = [("label", "keep"), ("label!", "old"), ("until", "1h")]
    assert pruning.prune_filters(app, given) == {"label": ["keep", "gone"], "label!": ["old"], "until": ["1h"]}


def test_paragraphs(make: MakeApp, fake: FakeEngine) -> None:
    app = make().app
    fake.on("POST", "/containers/prune", json={"ContainersDeleted": ["a", "b"], "SpaceReclaimed": 5})
    fake.on("POST", "/networks/prune", json={"NetworksDeleted": ["n"]})
    fake.on("POST", "/volumes/prune", json={"VolumesDeleted": None, "SpaceReclaimed": None})
    assert pruning.prune_containers(app, {}) == (5, "Deleted Containers:\na\nb\n")
    assert pruning.prune_networks(app, {}) == (0, "Deleted Networks:\nn\n")
    assert pruning.prune_volumes(app, {}) == (0, "")


@pytest.mark.parametrize(("everything", "dangling"), [(False, '{"true":true}'), (True, '{"false":true}')])
def test_images(make: MakeApp, fake: FakeEngine, everything: bool, dangling: str) -> None:
    deleted = [{"Untagged": "a:1"}, {"Deleted": "sha256:1"}]
    fake.on("POST", "/images/prune", json={"ImagesDeleted": deleted, "SpaceReclaimed": 7})
    found = pruning.prune_images(make().app, {"until": ["1h"]}, everything=everything)
    assert found == (7, "Deleted Images:\nuntagged: a:1\ndeleted: sha256:1\n")
    assert fake.requests[0].query["filters"] == ['{"dangling":' + dangling + ',"until":{"1h":true}}']


def test_the_build_cache(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("POST", "/build/prune", json={"CachesDeleted": ["x"], "SpaceReclaimed": 3})
    found = pruning.prune_builds(make().app, {}, everything=True, keep_storage=10)
    assert found == (3, "Deleted build cache objects:\nx\n")
    assert fake.requests[0].query == {"all": ["1"], "keep-storage": ["10"], "filters": [""]}


def test_the_total_is_of_all(make: MakeApp) -> None:
    written = make()
    pruning.report(written.app, [(1000, "Deleted Containers:\na\n"), (500, "")])
    pruning.report(written.app, [(1, "one\n")], total=False)
    assert written.out == "Deleted Containers:\na\n\nTotal reclaimed space: 1.5kB\none\n\n"


_A, _B, _C = Unused("volume", "a", "a", 1000), Unused("volume", "b", "b", 500), Unused("volume", "c", "c", 5)
_LIST = (
    "KIND      ID        NAME      SIZE\nvolume    a         a         1kB\nvolume    b         b         500B\n"
    "Would delete 2 objects and free 1.5kB.\n"
)


def test_a_rehearsal_of_nothing(make: MakeApp) -> None:
    written = make()
    pruning.rehearse(written.app, list, ask=True)
    assert written.out == "Nothing would be deleted.\n"


@pytest.mark.parametrize(("ask", "answer"), [(False, b"y\n"), (True, b"n\n"), (True, b"")])
def test_a_rehearsal_deletes_nothing_without_a_yes(make: MakeApp, ask: bool, answer: bytes) -> None:
    written = make(answer)
    pruning.rehearse(written.app, lambda: [_A, _B], ask=ask)
    assert written.out == _LIST + ("Delete exactly these? [y/N] " if ask else "")


def test_exactly_what_was_listed_is_deleted(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("DELETE", "/volumes/a", status=204)
    fake.on("DELETE", "/volumes/b", status=409, json={"message": "volume is in use"})
    written = make(b"y\n")
    lists = iter([[_A, _B], [_A, _B, _C]])
    pruning.rehearse(written.app, lambda: next(lists), ask=True)
    assert written.out == _LIST + "Delete exactly these? [y/N] a\nTotal reclaimed space: 1kB\n"
    assert written.err == "Kept volume b: volume is in use\nNot touched: 1 object unused since the list was made\n"


def test_what_changed_since_it_was_listed_stays(make: MakeApp) -> None:
    before = [Unused("image", "sha256:" + "1" * 64, "x:1", 10, ("x:1",)), _A]
    after = [before[0]._replace(refs=("x:1", "y:1"))]
    lists = iter([before, after])
    written = make(b"y\n")
    deleted: list[Unused] = []
    pruning.rehearse(written.app, lambda: next(lists), ask=True, delete=deleted.append)
    assert deleted == []
    assert written.err == "Kept image x:1: gone or in use since\nKept volume a: gone or in use since\n"
    assert "image     111111111111   x:1       10B\n" in written.out


def test_another_way_to_delete(make: MakeApp) -> None:
    written = make(b"y\n")

    def refuse(item: Unused) -> None:
        raise ConflictError(409, f"{item.name} is busy")

    pruning.rehearse(written.app, lambda: [_A], ask=True, delete=refuse)
    assert written.err == "Kept volume a: a is busy\n"
    assert written.out.endswith("Total reclaimed space: 0B\n")


def test_times_of_filters(make: MakeApp) -> None:
    before = pruning.before(make().app)
    assert before("1h") == 1_700_000_000 - 3600
    assert before("1690000000") == 1_690_000_000
    with pytest.raises(PydockError):
        before("someday")


def test_a_finder_asks_this_engine(make: MakeApp, fake: FakeEngine) -> None:
    fake.on("GET", "/networks", json=[{"Id": "1", "Name": "n", "Labels": {"a": ""}}, {"Id": "2", "Name": "m"}])
    find = pruning.finder(make().app, unused.networks, {}, label=["a"])
    assert [item.id for item in find()] == ["1"]
