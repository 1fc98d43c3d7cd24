"""A whole shift at 80x24 by keys alone: three articles, ten notes of every type, corrections, search, undo, export.

No step takes more than four keys beside the text that is written.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal

MOST_KEYS = 4
ARTICLES = ("silica-mine-plan.txt", "the-second-notebook.txt", "us-china-russia.txt")


class Shift:
    """Hands on a keyboard, and eyes that wait for what a step should show."""

    def __init__(self, term: Terminal) -> None:
        self._term = term

    def step(self, *keys: str, see: str, write: str | None = None, then: str = "escape") -> None:
        """Press `keys`; `write` something and end it with the key `then`; wait until the screen shows `see`."""
        pressed = [*keys, *([then] if write is not None else [])]
        assert len(pressed) <= MOST_KEYS, f"too many keys: {pressed}"
        for key in keys:
            self._term.press(key)
        if write is not None:
            self._term.type(write)
            self._term.press(then)
        self._term.wait_for(see)


def stored_notes(home: Path) -> list[dict[str, Any]]:
    """The notes on disk, those in the trash not."""
    data = json.loads((home / "notes.json").read_text(encoding="utf-8"))
    rows = [row for table in data.values() for row in table.values() if isinstance(row, dict) and "body" in row]
    return [row for row in rows if not row.get("deleted")]


def test_a_whole_shift_by_keys_alone(tmp_path: Path) -> None:
    folder, home = tmp_path / "wire", tmp_path / "desk"
    folder.mkdir()
    for name in ARTICLES:
        shutil.copy(ROOT / "seeds" / name, folder / name)
    with Terminal(copydesk("--home", str(home), str(folder)), size=(80, 24)) as term:
        do = Shift(term).step
        term.wait_for("The US claims")

        # a mayor and a mine: a note of every type
        do("g", "enter", see="►1 Mayor slams")
        term.wait_for("│ A far north")
        do("n", see="Quote 1/")
        do("f", write="Ask the miner for the licence. #mine", see="saved")
        do("n", "a", write="Which council?", see="saved")
        do("n", "a", write="Call her on Monday.", see="saved")
        do("t", "t", see="Type: follow up")
        do("n", "a", write="Forty houses, not fifty.", see="saved")
        do("t", "t", "t", see="Type: correction")
        do("n", "r", write="Put it to the company.", see="saved")
        do("D", write="tomorrow 14:00", then="enter", see="right-of-reply: asked, due")
        # corrections of the reading, and one taken back
        do("N", "x", see="Corrected: not a quote")
        do("n", "w", write="Bronwyn Tuckwell", then="enter", see="Corrected: .*Tuckwell")
        do("n", "x", see="Corrected: not a quote")
        do("u", see="undone: ")
        do("q", see="2 Articles")

        # the next: two actors who are one, two notes, one of them settled
        do("j", "enter", see="│ In the black")
        do("n", see="Quote 1/")
        do("f", write="Where is the black notebook?", see="saved")
        do("s", see="fact-check: verified")
        do("n", "a", write="Get the complaint.", see="saved")
        do("2", see="►2 Actors")
        do("F", write="company", then="enter", see="company · organisation")
        do("=", write="Tidewater", then="enter", see="Corrected: .*Tidewater")
        do("q", see="2 Articles")

        # the last: search, three more notes, a table filtered, an export
        do("j", "j", "enter", see="│ The US claims")
        do("/", write="percent", then="enter", see="Match 1/1")
        do("escape", see="n/N quote")
        do("n", "a", write="Whose figure?", see="saved")
        do("t", "t", see="Type: follow up")
        do("n", "a", write="Which officials?", see="saved")
        do("t", "t", "t", see="Type: correction")
        do("n", "r", write="Ask the embassy.", see="saved")
        do("u", "ctrl+r", see="redone")
        do("4", see=r"►4 Notes 3")
        do("F", write="embassy", then="enter", see="“embassy”: 1 of 3")
        do("E", see="notes: 3 new")
        do("enter", see="exported to")
        term.press("ctrl+q")
        assert term.wait_exit() == 0
    notes = stored_notes(home)
    types = Counter(str(note["type"]) for note in notes)
    assert types == {
        "fact-check": 2, "note": 2, "follow-up": 2, "correction": 2, "right-of-reply": 2, "reading": 3
    }  # fmt: skip
    assert Counter(str(note["about"]["fix"]) for note in notes if note["type"] == "reading") == {
        "not-a-quote": 1, "speaker": 1, "merge": 1
    }  # fmt: skip
    (exported,) = (home / "exports").iterdir()
    text = exported.read_text(encoding="utf-8")
    assert all(body in text for body in ("Whose figure?", "Which officials?", "Ask the embassy."))


def test_nothing_in_a_shift_surprises(tmp_path: Path) -> None:
    """Words behind a refused key, a row with the focus, an open draft, an undo in another article, several deleted."""
    folder, home = tmp_path / "wire", tmp_path / "desk"
    folder.mkdir()
    for name in ARTICLES:
        shutil.copy(ROOT / "seeds" / name, folder / name)
    with Terminal(copydesk("--home", str(home), str(folder)), size=(80, 24)) as term:
        do = Shift(term).step
        term.wait_for("The US claims")
        do("g", "enter", see="►1 Mayor slams")
        term.wait_for("│ A far north")
        term.pump(1.0)
        # words behind a key that is refused are no commands
        term.press("f")
        term.type("numbers? undo d")
        term.wait_for(r"keys ignored")
        term.pump(1.0)
        # the row with the focus is the selection
        do("3", "j", see="Quote 2/")
        do("f", write="on the second", see="saved")
        # a draft is saved before the next note begins; Tab stays in the editor
        do("n", "f", see="Quote 3/|fact-check")
        term.type("on the third")
        do("tab", see="Tab completes a #tag")
        do("f6", "n", "f", see="Saved the note on quote 3 · now writing on quote 4")
        term.type("on the fourth")
        do("escape", see="saved")
        # several deleted say so
        do("4", "g", "d", see="Note deleted · u brings it back")
        do("d", see="2 notes deleted · u brings them back")
        do("u", "u", see="undone: the note is back")
        do("q", see="2 Articles")
        # an undo in another article asks first
        do("j", "enter", see="►1 The bridge")
        term.wait_for("│ In the black")
        do("u", see="Nothing to undo here · U undoes")
        term.pump(1.0)
        do("q", see="The US claims")
        term.press("ctrl+q")
        assert term.wait_exit() == 0
    bodies = sorted(str(note["body"]) for note in stored_notes(home))
    assert bodies == ["on the fourth", "on the second", "on the third"]
