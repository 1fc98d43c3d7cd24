"""Deadlines as people type them, and kept with notes."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.notes.deadlines import FORMS, moment, overdue, parse, stored, waited_for
from store.notes.note import Note
from store.notes.notebook import Notebook

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""A Tuesday, noon in Berlin."""


@pytest.fixture(autouse=True)
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The user's clock is an hour before UTC."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-11-25 14:00", "2026-11-25T13:00:00Z"),
        ("2026-11-25T14:00", "2026-11-25T13:00:00Z"),
        ("2026-11-25", "2026-11-25T22:59:00Z"),
        ("2027-07-01 14:00", "2027-07-01T12:00:00Z"),  # summer time
        ("tomorrow 14:00", "2026-11-25T13:00:00Z"),
        ("Today at 5pm", "2026-11-24T16:00:00Z"),
        ("by fri 9:30", "2026-11-27T08:30:00Z"),
        ("tuesday 14:00", "2026-11-24T13:00:00Z"),
        ("tuesday 10:00", "2026-12-01T09:00:00Z"),
        ("14:00", "2026-11-24T13:00:00Z"),
        ("11:00", "2026-11-25T10:00:00Z"),
        ("+2h", "2026-11-24T13:00:00Z"),
        ("+1d2h", "2026-11-25T13:00:00Z"),
        (" +90 min ", "2026-11-24T12:30:00Z"),
    ],
)
def test_what_is_typed_is_a_moment(typed: str, utc: str) -> None:
    assert stored(parse(typed, NOW)) == utc
    assert moment(utc) == parse(typed, NOW)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", FORMS), ("soon", FORMS), ("5", FORMS), ("25:00", FORMS), ("13pm", FORMS), ("+", FORMS), ("+2x", FORMS),
        ("2026-02-30", FORMS), ("tomorrow noonish", FORMS), ("2020-01-01", "past"), ("today 9:00", "past"),
        ("+0h", "past"), ("9999-12-31 23:59", FORMS),
    ],
)  # fmt: skip
def test_what_is_none_says_why_in_one_line(typed: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as error:
        parse(typed, NOW)
    assert "\n" not in str(error.value)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"\+?[0-9a-z :.+-]{1,20}", fullmatch=True))
def test_anything_typed_is_a_moment_to_come_or_a_line(typed: str) -> None:
    try:
        when = parse(typed, NOW)
    except ValueError as error:
        message = str(error)
    else:
        message = "to come" if when > NOW else ""
    assert message
    assert "\n" not in message


@settings(max_examples=100, deadline=None)
@given(st.datetimes(NOW.replace(tzinfo=None) + timedelta(minutes=1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_written_out_is_that_moment(when: datetime) -> None:
    when = when.replace(second=0, microsecond=0)
    there = when.astimezone()
    again = parse(there.strftime("%Y-%m-%d %H:%M"), NOW)
    assert again == when or there.fold or there.utcoffset() != again.astimezone().utcoffset()


def test_a_deadline_is_stored_with_the_note_and_over_when_it_is_settled(tmp_path: Path) -> None:
    book = Notebook.open(tmp_path, author="ada")
    plain = book.add(article="a", version="v", anchor=None, body="no deadline")
    request = book.add(
        article="a", version="v", anchor=None, body="asked", type="right-of-reply", status="asked", due=stored(NOW)
    )
    assert not overdue(plain, NOW)
    assert overdue(request, NOW)
    assert not overdue(request, NOW - timedelta(seconds=1))
    answered = book.edit(request.uid, status="answered")
    assert not overdue(answered, NOW)
    assert waited_for(answered) is None
    assert book.undo().op == answered.op
    moved = book.edit(request.uid, due="2026-11-25T13:00:00Z")
    assert moved.status == "asked"
    assert not overdue(moved, NOW)
    book.close()
    again = Notebook.open(tmp_path, author="ada")
    assert again.get(request.uid) == moved
    again.close()
    stored_text = (tmp_path / "notes.json").read_text(encoding="utf-8")
    assert stored_text.count('"due"') >= 1


def test_a_note_without_a_deadline_is_stored_as_before() -> None:
    note = Note("u", "a", "v", None, "body")
    assert "due" not in note.to_dict()
    assert Note.from_dict(json.loads(json.dumps(note.to_dict()))) == note
    with pytest.raises(ValueError, match="not a text"):
        Note.from_dict({**note.to_dict(), "due": 5})
    assert moment("no time") is None
    assert moment("2026-11-25T13:00:00") == datetime(2026, 11, 25, 13, tzinfo=UTC)
