"""The line's budget: what each key may send over SSH. `python -m tests.bench.keys` prints the figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.keys import BUDGET, THEMES, WIDE_BUDGET, environment, measure, measure_wide, read_desk
from tests.bench.line.desk_keys import DESK_BUDGET, full_desk, measure_desk, missed

pytestmark = pytest.mark.terminal


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A desk on which the seed article has been read."""
    with read_desk() as folder:
        yield folder


@pytest.mark.parametrize("theme", THEMES)
def test_the_desk_keeps_to_its_budget(theme: str) -> None:
    with full_desk() as home:
        for quiet in (0.2, 0.5, 1.5):
            figures = measure_desk(environment(home, theme), presses=8, quiet=quiet)
            if not missed(figures):
                break
    assert missed(figures) == []
    assert all(figures.bytes(name) > 0 for name in DESK_BUDGET)


@pytest.mark.parametrize("theme", THEMES)
def test_every_key_keeps_to_its_budget(theme: str, folder: Path) -> None:
    for quiet in (0.15, 0.5, 1.5):  # a busy machine answers a key while the next is counted
        figures = measure(environment(folder, theme), presses=3, idle=1.0, quiet=quiet)
        if not figures.missed():
            break
    assert figures.missed() == []
    assert all(figures.bytes(name) > 0 for name in BUDGET)


@pytest.mark.parametrize("theme", ["dark", "light", "ansi"])
def test_steps_and_panes_keep_to_their_budget_on_a_wide_screen(theme: str, folder: Path) -> None:
    for quiet in (0.15, 0.5, 1.5):
        figures = measure_wide(environment(folder, theme), presses=4, quiet=quiet)
        if not figures.missed(WIDE_BUDGET):
            break
    assert figures.missed(WIDE_BUDGET) == []
    assert all(figures.bytes(name) > 0 for name in WIDE_BUDGET)
