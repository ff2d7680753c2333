from __future__ import annotations

from pydock.views.context import ContextRow, Inspected, listing


def test_the_star_is_for_the_table_only() -> None:
    row = ContextRow("c", "d", "tcp://h", True, "line\nbreak" + "x" * 60)
    assert listing(mark=True).fields["Name"](row) == "c *"
    fields = listing(mark=False).fields
    assert fields["Name"](row) == "c"
    assert fields["Error"](row).startswith("line break")
    assert fields["Error"](row).endswith("…")


def test_the_metadata_is_embedded_under_its_own_name() -> None:
    document = {"Name": "c", "Metadata": {"Description": "d"}, "Endpoints": {}, "TLSMaterial": {}, "Storage": {}}
    view = Inspected(document)
    assert view.go_member("Name") == "c"
    assert view.go_member("Metadata").go_member("Metadata") == {"Description": "d"}
    assert view.go_json() == document
    assert "Storage" in view.go_members()
    assert view.go_member("Metadata").go_members() == ["Name", "Metadata", "Endpoints"]
    assert view.go_member("Metadata").go_json()["Name"] == "c"
