"""The short form of `overview.py`: at a hundredth of the size."""

from __future__ import annotations

from tests.bench.overview import BARS, run


def test_a_desk_is_checked_and_counted_in_no_time() -> None:
    figures = run(200)
    del figures["memory"]  # of a child of a test process it is that of the test process: exec keeps the maximum
    assert all(seconds < BARS[name] for name, seconds in figures.items()), figures
