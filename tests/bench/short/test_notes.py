"""The short form of `notes.py`: at a tenth of the size, with room for a noisy machine."""

from __future__ import annotations

import subprocess
import sys

from tests.bench.memory import peak
from tests.bench.notes import BARS, run
from tests.conftest import ROOT

TRIES = 3  # the disk is everybody's


def test_notes_are_quick_at_size() -> None:
    for _ in range(TRIES):
        figures = run(5_000)
        missed = {name: figures[name] for name, bar in BARS.items() if figures[name] >= bar * 3}
        if not missed:
            return
    raise AssertionError(missed)


def test_the_memory_of_a_child_is_its_own() -> None:
    """The test process may be large; a child that does nothing is small all the same."""
    held = b"x" * (300 << 20)
    child = subprocess.run(
        [sys.executable, "-c", "from tests.bench.memory import peak; print(peak())"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert float(child.stdout) < 100 < 300 < peak()
    assert len(held) == 300 << 20
