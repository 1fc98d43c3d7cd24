"""The short form of `tests.faults.drops --ssh`, and that its judgement is one."""

from __future__ import annotations

from typing import cast

import pytest

from tests.faults.drops import dropped
from tests.faults.ssh_drops import Shift, not_reset
from tests.terminal.pty import Terminal


@pytest.mark.terminal
def test_a_dropped_shift_loses_no_more_than_it_may() -> None:
    assert "3 drops, 0 bad" in dropped("--ssh", "--drops", "3", "--jobs", "3", "--shift", "2", first=4)


def test_what_must_survive_is_what_was_typed_300_ms_before() -> None:
    shift = Shift(cast("Terminal", None), 0.0, typing="abc", sent=[1.0, 1.1, 1.5])
    assert shift.must_have(1.2) == ""
    assert shift.must_have(1.41) == "ab"
    assert shift.must_have(1.9) == "abc"


def test_a_terminal_left_in_a_mode_is_seen() -> None:
    assert not_reset(b"\x1b[?1049h\x1b[?25l text \x1b[?25h\x1b[?1049l") == []
    assert not_reset(b"\x1b[?1049h\x1b[?25l\x1b[?1003h") == ["?1049h", "?25l", "?1003h"]
