"""The open desk, in a real terminal, on data folders with files made by hand: before it starts, or while it is open.

    python -m tests.faults.open_desk --folders 500

The folders are those of `hand_made_folders.py`. In each an article is opened, a note is written and the desk is left.
The app must start, or refuse in one line; it must answer every key in time; no traceback and nothing hostile may reach
the terminal; a note that the screen calls saved must be there afterwards, and so must every note in a file that was not
spoiled. Draft, session, search and feed files may stop neither the start nor the saving.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from store.notes.notebook import Notebook, NotebookError
from tests.faults.hand_made_folders import PLANTS, SPOILS, TEXT, Spoil, files_of, make_whole, put_in_place
from tests.terminal.pty import Terminal, copydesk

ANSWER_TIMEOUT_SECONDS = 5.0
"""What the desk may take to start, to answer a key, and to end."""
CONVENIENCES = ("drafts/", "private-", "searches.json", "feeds.json", "imported.log", "desk.sqlite", "rules.toml")
"""How the names of files begin without which every note can be kept."""
WORDS = "precious words"


@dataclass(slots=True)
class Tally:
    """What came of the folders."""

    folders: int = 0
    refused: int = 0
    saved: int = 0
    not_saved: int = 0
    slowest_seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


def look(whole: Path, spoils: list[Spoil], *, open_first: bool, tally: Tally, limit: float) -> None:
    """One folder: a copy of `whole`, spoiled before the desk is opened or after it. Raises AssertionError."""
    with tempfile.TemporaryDirectory(prefix="copydesk-open-desk-") as folder:
        home, story = Path(folder) / "home", Path(folder) / "ferry.txt"
        shutil.copytree(whole, home)
        story.write_text(TEXT)
        spoiled: set[str] = set()

        def spoil() -> None:
            names = [path.relative_to(whole) for path in files_of(whole)]
            for number, do, arguments in spoils:
                name = names[number % len(names)]
                if str(name) not in spoiled and (home / name).is_file():
                    spoiled.add(str(name))
                    do(home / name, *arguments)

        if not open_first:
            spoil()
        saved = write_a_note(home, story, spoil if open_first else None, tally, limit, spoiled)
        check_notes(home, spoiled, saved)
        tally.folders += 1


def write_a_note(
    home: Path, story: Path, meanwhile: Callable[[], None] | None, tally: Tally, limit: float, spoiled: set[str]
) -> bool:
    """Open the desk on an article, write a note, leave; whether the screen said that it was saved."""
    with Terminal(copydesk("--home", str(home), str(story)), size=(120, 36)) as line:

        def until(pattern: str) -> None:
            began = time.monotonic()
            try:
                line.wait_for(pattern, limit)
            except AssertionError as error:
                raise AssertionError(f"{sorted(spoiled)}: {error}") from None
            tally.slowest_seconds = max(tally.slowest_seconds, time.monotonic() - began)

        try:
            until("4 Notes")
        except AssertionError:
            if line.status != 1 or meanwhile is not None:
                raise
            check_screen(line.output, spoiled)
            reported = [text for text in line.text.splitlines() if text.strip()]
            assert any(text.startswith("copydesk: ") for text in reported), f"{sorted(spoiled)}: {reported}"
            assert not all(name.startswith(CONVENIENCES) for name in spoiled), f"{sorted(spoiled)}: {reported}"
            tally.refused += 1
            return False
        if meanwhile is not None:
            until("n next quote|a note")
            meanwhile()
            line.pump(1.3)  # longer than the second between two looks at what others did
        line.send("a")
        until("Esc|saves|NOT|read-only|cannot")
        line.type(WORDS)
        line.send("escape")
        until(r"saved \d\d:\d\d|NOT|not saved|read-only|no notes|nothing can be|n next quote")
        shown_time = re.search(r"(?<!NOT )(?<!not )saved \d\d:\d\d", line.text)
        saved = shown_time is not None or (
            "n next quote" in line.text and f" {WORDS}" in line.text
        )  # another line may hide it
        if saved:
            line.send("ctrl+q")
        else:  # Ctrl+Q stays with words that are not saved
            os.kill(line.pid, signal.SIGTERM)
        code = line.wait_exit(limit)
        assert code == (0 if saved else 128 + signal.SIGTERM), f"{sorted(spoiled)}: exit code {code}: {line.text}"
        check_screen(line.output, spoiled)
    tally.saved += saved
    tally.not_saved += not saved
    assert saved or not all(name.startswith(CONVENIENCES) for name in spoiled), f"{sorted(spoiled)}: not saved"
    return saved


def check_screen(output: bytes, spoiled: set[str]) -> None:
    """No traceback, and nothing of the files that drives a terminal. Raises AssertionError."""
    assert b"Traceback" not in output, f"{sorted(spoiled)}: {output[-2000:].decode('utf-8', 'replace')}"
    assert b"\x1b]0;x" not in output, f"{sorted(spoiled)}: a title was set"


def check_notes(home: Path, spoiled: set[str], saved: bool) -> None:
    """What was acknowledged, and what was in files that are whole, is there. Raises AssertionError."""
    try:
        book = Notebook.open(home, author="checker", announce=False, read_only=True)
    except NotebookError as error:
        if saved:
            raise AssertionError(f"{sorted(spoiled)}: {error}") from error
        return
    found = {note.body for note in book.all()}
    book.close()
    expected = {WORDS} if saved else set()
    expected |= set() if any(name.startswith("journal") for name in spoiled) else {"in journal"}
    if {"notes.json", "notes.json.bak"}.isdisjoint(spoiled):
        expected.add("in snapshot")
    assert expected <= found, f"{sorted(spoiled)}: {expected - found} lost"


def look_at(count: int, whole: Path, *, limit: float = ANSWER_TIMEOUT_SECONDS) -> Tally:
    """Look at so many folders that Hypothesis makes out of `whole`."""
    tally = Tally()

    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(SPOILS, min_size=1, max_size=3), st.booleans())
    def each(spoils: list[Spoil], open_first: bool) -> None:
        try:
            look(whole, spoils, open_first=open_first, tally=tally, limit=limit)
        except AssertionError as error:
            tally.faults.append(f"{'while open' if open_first else 'before'}: {error}")

    each()
    return tally


def look_at_every_plant(whole: Path, limit: float = ANSWER_TIMEOUT_SECONDS) -> Tally:
    """Every kind of file in the place of every file, in turns before the start and while the desk is open."""
    tally = Tally()
    for number in range(len(files_of(whole))):
        for kind, plant in enumerate(PLANTS):
            try:
                look(whole, [(number, put_in_place, (plant,))], open_first=kind % 2 == 0, tally=tally, limit=limit)
            except AssertionError as error:
                tally.faults.append(str(error))
    return tally


def main() -> None:
    """As many folders as asked for; exits 1 where one does not pass."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folders", type=int, default=500)
    parser.add_argument("--plants", action="store_true", help="every kind of file in the place of every file instead")
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="copydesk-whole-") as folder:
        whole = Path(folder) / "home"
        make_whole(whole)
        tally = look_at_every_plant(whole) if args.plants else look_at(args.folders, whole)
    for fault in tally.faults:
        print(fault)
    print(
        f"{tally.folders + len(tally.faults)} folders, {len(tally.faults)} faults (a traceback, over "
        f"{ANSWER_TIMEOUT_SECONDS:g} s, an acknowledged note lost); slowest {tally.slowest_seconds:.1f} s; "
        f"{tally.saved} saved, {tally.not_saved} told that nothing can be kept, {tally.refused} refused to open "
        f"({time.monotonic() - began:.0f} s)"
    )
    raise SystemExit(bool(tally.faults))


if __name__ == "__main__":
    main()
