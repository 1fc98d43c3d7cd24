"""Deadlines in words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tui.presenters.deadline_words import deadline_words

NOW = datetime(2026, 11, 30, 14, 5).astimezone()


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (timedelta(), "late 1 min"),
        (timedelta(minutes=-59), "late 59 min"),
        (timedelta(hours=-2), "late 2 h"),
        (timedelta(hours=-36), "late 1 d"),
        (timedelta(days=-9), "late 9 d"),
        (timedelta(hours=1, minutes=55), "16:00 today"),
        (timedelta(hours=10), "tomorrow"),
        (timedelta(days=3), "3 Dec"),
        (timedelta(days=40), "9 Jan 2027"),
    ],
)
def test_a_deadline_is_said_in_few_words(later: timedelta, words: str) -> None:
    assert deadline_words(NOW + later, NOW) == words
