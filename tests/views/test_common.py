"""Short ids, labels and the order of names."""

from __future__ import annotations

from pydock.views.common import label, labels_text, natural_key, short_id, since


def test_pieces() -> None:
    assert short_id("sha256:0123456789abcdef") == "0123456789ab"
    assert short_id("<missing>") == "<missing>"
    assert labels_text({"b": "2", "a": "1"}) == "a=1,b=2"
    assert (labels_text(None), label({"Labels": None}, "x"), label({"Labels": {"x": "y"}}, "x")) == ("", "", "y")
    assert since(100, 220) == "2 minutes ago"


def test_names_are_ordered_as_people_count() -> None:
    names = ["v10", "v9", "a", "v9-b", "v", "1", "02"]
    assert sorted(names, key=natural_key) == ["1", "02", "a", "v", "v9", "v9-b", "v10"]
