"""What a key costs on the line on the desk: bytes in a real pty at 80x24, with the preview and while a key is held.

Run by `make bench`, or `python -m tests.bench.line.desk_keys [THEME ...]`. Exits 1 when a budget is missed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from store.articles.library import Library
from store.catalogue.catalogue import Catalogue
from store.notes.deadlines import stored
from store.notes.note import About
from store.notes.notebook import Notebook
from tests.bench.keys import THEMES, Cost, Figures, environment, settle, table
from tests.bench.large_desk import write_home
from tests.terminal.pty import Terminal, copydesk

ARTICLES = 60
DESK_BUDGET = {
    "desk start": 5_000, "row down, with the preview": 700, "row down, held": 200, "row down, held, scrolling": 200,
    "Tab": 800,
}  # fmt: skip
"""Bytes in any theme, at most; for a key the median of its presses."""
ROWS_ON_SCREEN = 8
"""The list has a row more, so that a key held for so many rows from the top does not scroll."""
HELD_SECONDS = 0.033
"""Between two presses of a held key, as keyboards repeat it."""


@contextmanager
def full_desk() -> Iterator[Path]:
    """A folder with a data folder `desk`: invented articles that were read and indexed, and notes that are due."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "desk"
        write_home(home, ARTICLES)
        book, now = Notebook.open(home, author="ada"), datetime.now(UTC)
        for number, entry in enumerate(Library(home).entries()[:5]):
            book.add(
                article=entry.key, version=entry.version, anchor=None, body="Ask for the mail log",
                type="right-of-reply", status="asked", due=stored(now + timedelta(hours=30 * number - 2)),
                about=About(actor="Kari Lund"),
            )  # fmt: skip
        catalogue = Catalogue(home)
        catalogue.refresh()
        while catalogue.index():
            pass
        catalogue.take_notes(book.all())
        catalogue.close()
        book.close()
        yield Path(folder)


def measure_desk(env: dict[str, str], *, presses: int = 8, quiet: float = 0.4) -> Figures:
    """Start the app on the desk, move down, hold the key down, go through the panes, and leave."""
    figures = Figures()

    def press(name: str, *keys: str) -> None:
        for key in keys:
            terminal.send(key)
            settle(terminal, quiet, figures.costs.setdefault(name, Cost()))

    with Terminal(copydesk(), env=env) as terminal:
        settle(terminal, 1.5, figures.costs.setdefault("desk start", Cost()))
        terminal.wait_for(r"quotes", 30)
        before = len(terminal.output)
        time.sleep(0.5)
        terminal.pump(0.5)
        figures.idle_bytes = len(terminal.output) - before
        press("row down, with the preview", *["down"] * presses)
        for name, start in (("row down, held", "g"), ("row down, held, scrolling", "down")):
            terminal.send(start)
            settle(terminal, quiet)
            _hold(terminal, min(presses, ROWS_ON_SCREEN), figures.costs.setdefault(name, Cost()))
            settle(terminal, quiet)
        press("Tab", *["tab"] * 4)
        terminal.press("ctrl+q")
        terminal.wait_exit()
    return figures


def _hold(terminal: Terminal, presses: int, cost: Cost) -> None:
    """Hold the key down; what comes until the last press is shared among the presses."""
    before, began = len(terminal.output), time.monotonic()
    for number in range(presses):
        terminal.send("down")
        while (left := began + HELD_SECONDS * (number + 1) - time.monotonic()) > 0:
            terminal.pump(left)
    cost.sent.append((len(terminal.output) - before) // presses)
    cost.first.append(0.0)
    cost.last.append(0.0)


def missed(figures: Figures) -> list[str]:
    """The budgets that were missed, in words."""
    return figures.missed(DESK_BUDGET)


def main() -> None:
    """Print a table for each theme; exit 1 when a budget is missed."""
    faults = []
    with full_desk() as folder:
        for theme in sys.argv[1:] or THEMES:
            figures = measure_desk(environment(folder, theme))
            print(table(theme, figures, DESK_BUDGET, (80, 24)))
            faults += [f"{theme}: {line}" for line in missed(figures)]
    for line in faults:
        print(line)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
