"""The line's budget: what each key may send over SSH. `python -m tests.bench.keys` prints the figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.keys import BUDGET, THEMES, budget_of, environment, measure, read_desk

pytestmark = pytest.mark.terminal


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A desk on which the seed article has been read."""
    with read_desk() as folder:
        yield folder


@pytest.mark.parametrize("theme", THEMES)
def test_every_key_keeps_to_its_budget(theme: str, folder: Path) -> None:
    for quiet in (0.15, 0.5, 1.5):  # a busy machine answers a key while the next is counted
        figures = measure(environment(folder, theme), presses=3, idle=1.0, quiet=quiet)
        if not figures.missed(budget_of(theme)):
            break
    assert figures.missed(budget_of(theme)) == []
    assert all(cost.bytes > 0 for name, cost in figures.costs.items() if name in BUDGET)
