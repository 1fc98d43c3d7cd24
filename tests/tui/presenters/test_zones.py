"""Clock times name their zone, once where several stand together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from store.catalogue.due import Due
from tui.newsroom.drafts import local_time
from tui.presenters import relative_times
from tui.presenters.dashboard_rows import due_summary
from tui.presenters.descriptions import due_at
from widgets.panes.desk import DeskTable
from widgets.text.moments import zone_name

WINTER = datetime(2026, 12, 1, 13, 5, tzinfo=UTC)


@pytest.fixture(params=[("Europe/Oslo", "CET", "14:05"), ("Asia/Kathmandu", "+0545", "18:50"), ("UTC", "UTC", "13:05")])
def zone(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The zone's name in winter, and the time there."""
    name, abbreviation, clock = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", name)
        time.tzset()
        yield abbreviation, clock
    time.tzset()


def test_times_that_stand_alone(zone: tuple[str, str]) -> None:
    name, clock = zone
    assert zone_name(WINTER) == name
    assert local_time("2025-12-01T13:05:00Z") == f"2025-12-01 {clock} {name}"
    assert due_at("2025-12-01T13:05:00Z") == f"2025-12-01 {clock} {name}"
    assert relative_times.long("2026-12-01T13:05:00Z", WINTER) == f"today {clock} {name}"


def test_times_in_the_rows_of_a_table(zone: tuple[str, str]) -> None:
    name, _clock = zone
    due = Due(article="a", title="A", at="2026-12-01T13:30:00Z", reason="deadline", note="n", type="right-of-reply")
    assert due_summary([due], WINTER) == f"1 today · times {name}"
    assert due_summary([], WINTER) == ""
    when = next(column for column in DeskTable.COLUMNS if column.key == "time")
    assert when.head(10).startswith(f"when {zone_name()}"[:10])
    assert when.head(6, "▼") == "when▼"
