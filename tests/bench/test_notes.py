"""The short form of `notes.py`: at a tenth of the size, with room for a noisy machine."""

from __future__ import annotations

from tests.bench.notes import BARS, run


def test_notes_are_quick_at_size() -> None:
    figures = run(5_000)
    for name, bar in BARS.items():
        assert figures[name] < bar * 3, figures
