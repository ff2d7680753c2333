"""Cache records of builders."""

from __future__ import annotations

from pydock.build.buildkit.proto import control_pb2
from pydock.render.listing import render_list
from pydock.views.builder import go_time, usage_details, usage_listing, usage_totals

NOW = 1767225600 + 3600.0


def record(**fields: object) -> control_pb2.UsageRecord:
    made = control_pb2.UsageRecord(ID="r1", Size=2_500_000, RecordType="regular", UsageCount=2)
    made.CreatedAt.seconds, made.CreatedAt.nanos = 1767225600, 500_000_000
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def used(made: control_pb2.UsageRecord) -> control_pb2.UsageRecord:
    made.LastUsedAt.seconds = 1767225600
    return made


def test_marks_stand_in_the_table_alone() -> None:
    rows = [used(record(Mutable=True, Shared=True, InUse=True))]
    line = render_list(usage_listing(NOW), rows, "{{.ID}} {{.Size}} {{.Reclaimable}} {{.LastUsedAt}} {{.CreatedAt}}")
    assert line == "r1 2.5MB false About an hour ago 2026-01-01 00:00:00.5 +0000 UTC\n"
    cells = usage_listing(NOW).cells
    assert [cells[name](rows[0]) for name in ("ID", "Size", "Reclaimable")] == ["r1*", "2.5MB*", "false"]


def test_times_as_go_prints_them() -> None:
    made = record()
    made.CreatedAt.nanos = 0
    assert go_time(made.CreatedAt) == "2026-01-01 00:00:00 +0000 UTC"


def test_details_leave_out_what_is_not_known() -> None:
    text = usage_details(record(), NOW)
    assert text.startswith("ID:           r1\n") and "Last used" not in text and "Parents" not in text
    made = used(record(Description="step"))
    made.Parents.extend(["p1", "p2"])
    text = usage_details(made, NOW)
    assert "Parents:\n - p1\n - p2\n" in text and "Description:  step\n" in text
    assert "Last used:    About an hour ago\n" in text


def test_totals() -> None:
    assert usage_totals([record(), record(InUse=True)]) == "Reclaimable:\t2.5MB\nTotal:\t\t5MB\n"
    assert usage_totals([record(Shared=True), record()]).startswith("Shared:\t\t2.5MB\nPrivate:\t2.5MB\n")
