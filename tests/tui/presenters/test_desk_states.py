"""What the desk says of an article in few words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from store.model.wire import Wire, embargo_ends, status_in_words
from tui.presenters.desk_states import draft, embargo, state, withdrawal


def test_an_embargo_has_the_time_of_today_or_its_day() -> None:
    now = datetime.now(UTC)
    ends = datetime(now.year + 2, 3, 5, 6, 7, tzinfo=UTC)
    assert embargo(embargo_ends(Wire(embargo=ends.isoformat()), now), UTC) == f"EMBARGO 5 Mar {now.year + 2}"
    other = now + timedelta(days=2 if now.month < 12 or now.day < 30 else -2)
    assert embargo(other, UTC) == f"EMBARGO {other.day} {other:%b}"
    assert embargo(now, UTC) == f"EMBARGO {now:%H:%M}"
    assert embargo(datetime(9999, 12, 31, tzinfo=UTC)) == "EMBARGO, no end"
    assert embargo(None) == ""


def test_what_was_undone_is_one_word() -> None:
    assert withdrawal(status_in_words(Wire(pub_status="canceled"))) == "CANCELED"
    assert withdrawal(None) == ""


def test_a_draft_has_the_time_of_today_or_its_day() -> None:
    now = datetime.now(UTC)
    assert draft(now.isoformat(), UTC) == f"draft {now:%H:%M}"
    old = now - timedelta(days=3)
    assert draft(old.isoformat(), UTC) == f"draft {old.day} {old:%b}"
    assert draft("no time") == "draft"


def test_the_gravest_stands_first_and_nothing_hides_it() -> None:
    assert state("CANCELED", "", "2 overdue", "draft 14:02") == "CANCELED; 2 overdue; draft 14:02"
