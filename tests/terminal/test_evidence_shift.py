"""A fact-checker's shift at 80x24 by keys alone: two transcripts attached, every verdict noted, the gate shut and open.

The story has 15 quotes: 12 as they were said, two with a word changed, one in another's mouth.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal

LUND = (
    "The harbour will stay open until the last boat is home",
    "We repaired the sea wall with our own hands in April",
    "Every child in Vesthavn learns to swim before the age of nine",
    "The county promised us a new ferry and sent a brochure",
    "Nobody has measured the cracks in the mill bridge",
    "I would rather close my office than the library",
    "Our budget has room for one roof and we have three",
)
DAHL = (
    "The ferry leaks in every storm and nobody repairs it",
    "My members have worked eleven Sundays in a row",
    "A strike is the last thing that the fishermen want",
    "The salmon farm pays less tax than my neighbour",
    "We asked for lifeboats and were given whistles",
    "The night train is late because the rails are old",
    "Winter comes to the islands before the ministry wakes up",
    "Somebody must count the life jackets before the season begins",
)

WRONG = {2: "altered", 11: "altered", 15: "misattributed"}
"""The verdicts on the uncorrected story that prove nothing, by the number of the quote."""


def vtt() -> str:
    """The mayor's press conference."""
    cues = (f"00:{n:02}:10.000 --> 00:{n:02}:20.000\n<v Kari Lund>Well, um. {words}.\n" for n, words in enumerate(LUND))
    return "WEBVTT\n\n" + "\n".join(cues)


def labelled() -> str:
    """The union's meeting, as somebody typed it."""
    return "\n\n".join(f"OLA DAHL: {words}. That is all." for words in DAHL) + "\n\nCHAIR: Thank you.\n"


def story(*, corrected: bool) -> str:
    """The story; uncorrected with two words changed, and one quote of Dahl's given to Lund."""
    lund, dahl = list(LUND), list(DAHL)
    if not corrected:
        lund[1] = lund[1].replace("April", "March")
        dahl[3] = dahl[3].replace("less", "more")
    speakers = [*(("Kari Lund", words) for words in lund), *(("Ola Dahl", words) for words in dahl)]
    if not corrected:
        speakers[-1] = ("Kari Lund", dahl[-1])
    lines = [f"“{words},” said {name}." for name, words in speakers]
    lines[0] = f"“{LUND[0]},” said Kari Lund, the mayor of Vesthavn, on Monday."
    lines[7] = f"“{dahl[0]},” said Ola Dahl, the leader of the union, on Tuesday."
    return "Harbour stays open\n\n" + "\n\n".join(lines) + "\n"


def stored(home: Path) -> list[dict[str, Any]]:
    """The notes on disk that are not in the trash."""
    data = json.loads((home / "notes.json").read_text(encoding="utf-8"))
    rows = [row for table in data.values() for row in table.values() if isinstance(row, dict) and "body" in row]
    return [row for row in rows if not row.get("deleted")]


def test_a_fact_checkers_shift(tmp_path: Path) -> None:
    home, path = tmp_path / "desk", tmp_path / "story.txt"
    path.write_text(story(corrected=False), encoding="utf-8")
    (tmp_path / "mayor.vtt").write_text(vtt(), encoding="utf-8")
    (tmp_path / "union.txt").write_text(labelled(), encoding="utf-8")

    with Terminal(copydesk("--home", str(home), str(path)), size=(80, 24)) as term:
        term.wait_for("Quotes 15|quotes 15|15")
        for name in ("mayor.vtt", "union.txt"):
            term.press("H")
            term.wait_for("Evidence ")
            term.type(str(tmp_path / name))
            term.press("enter")
            term.wait_for(f"attached: {name}")
        term.wait_for("12 verbatim, 2 altered, 1 misattributed|12 verbatim")
        term.press("n", "V")
        term.wait_for("1 of 15")
        words = [*LUND, *DAHL]
        for number in range(1, 16):
            kind = WRONG.get(number, "verbatim")
            begins = " ".join(words[number - 1].split()[:3])
            term.wait_for(rf"{number} of 15[\s\S]*{kind}  [\s\S]*“{begins}")
            term.press("f")
            term.wait_for(f"fact-check: {'wrong' if number in WRONG else 'verified'}, {kind}")
            if number < 15:
                term.press("n")
        term.press("q")
        term.wait_for("Harbour stays open")
        check(term, see="quote-altered")
        term.press("escape", "q")
        assert term.wait_exit() == 0
    notes = stored(home)
    assert Counter(note["status"] for note in notes) == {"verified": 12, "wrong": 3}
    assert all("sha256 " in note["body"] for note in notes)

    path.write_text(story(corrected=True), encoding="utf-8")
    with Terminal(copydesk("--home", str(home), str(path)), size=(80, 24)) as term:
        term.wait_for("is verbatim now")
        term.press("n", "V")
        for number in range(1, 16):
            begins = " ".join(words[number - 1].split()[:3])
            term.wait_for(rf"{number} of 15[\s\S]*verbatim  [\s\S]*“{begins}")
            term.press("f")
            term.wait_for("fact-check: verified, verbatim|noted before")
            if number < 15:
                term.press("n")
        term.press("q")
        term.wait_for("Harbour stays open")
        check(term, see="Nothing found: ready to publish")
        term.press("q")
        assert term.wait_exit() == 0
    assert Counter(note["status"] for note in stored(home)) == {"verified": 15}


def check(term: Terminal, *, see: str) -> None:
    """Run the gate from the palette."""
    term.press(":")
    term.type("check.open")
    term.press("enter")
    term.wait_for(see)
