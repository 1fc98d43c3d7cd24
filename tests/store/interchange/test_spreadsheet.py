"""Tables in a real spreadsheet: LibreOffice opens and saves them; no cell is a formula, every text is what it was."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from store.interchange.cells import BOM
from store.interchange.note_files import parse
from store.interchange.tables import printable_note, table
from store.notes.note import About, Note
from tests.store.interchange import made

ROW_COUNT = 300
"""Notes; `python -m tests.store.interchange.test_spreadsheet 2000` looks at more."""
PIECES = (
    "=", "+", "-", "@", "'", '"', "\t", "\n", " ", "＝", "＋", "−", "\u00a0", "\u200b", ";", ",", "|", "1", "a", "é",
    "中", "=1+1", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\")", "@SUM(1)", "007", "1-2", "1e5", "TRUE",
)  # fmt: skip
AS_TEXT = "CSV:44,34,76,1,,0,true"
AS_IT_LIKES = "CSV:44,34,76,1,,0,false"
"""LibreOffice's ways to open a CSV: quoted cells are text; or a cell is what it looks like."""


def hostile(count: int) -> list[Note]:
    """Notes that begin in every way a spreadsheet might run."""
    pick = random.Random(7)
    notes = []
    for i in range(count):
        body, tag, cue = ("".join(pick.choices(PIECES, k=pick.randrange(1, 6))) for _ in range(3))
        tags = (" ".join(tag.split()),) if tag.split() else ()
        about = About("quote", cue=cue, role="=1")
        notes.append(Note(f"u{i}", "ferry-1a2b3c4d", "a" * 64, None, body, tags=tags, author="@kim", about=about))
    return notes


def convert(to: str, infilter: str, *files: Path) -> list[Path]:
    """Have LibreOffice write `files`, which lie in one folder, anew; the files it made."""
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", f"--infilter={infilter}", "--convert-to", to]
    out = folder / "out"
    done = subprocess.run([*command, "--outdir", out, *files], capture_output=True, check=False, timeout=120)
    found = [out / f"{file.stem}.{to.partition(':')[0]}" for file in files]
    assert all(file.exists() for file in found), done.stderr.decode()
    return found


def formulas(file: Path) -> tuple[int, int]:
    """How many cells with text, and how many formulas, a flat OpenDocument sheet has."""
    cells = etree.parse(file, etree.XMLParser(resolve_entities=False, huge_tree=True)).iter("{*}table-cell")
    found = [(cell.find("{*}p") is not None, any(name.endswith("}formula") for name in cell.attrib)) for cell in cells]
    return sum(text for text, _ in found), sum(formula for _, formula in found)


def look(folder: Path, count: int) -> None:
    """Everything this module promises, of so many notes."""
    source = made.of(hostile(count))
    written = BOM + "".join(table("notes", [source]))
    file = folder / "notes.csv"
    file.write_text(written, encoding="utf-8", newline="")
    bare = folder / "bare.csv"
    bare.write_text("=1+1\r\n")
    notes, formula = convert("fods", AS_IT_LIKES, file, bare)
    assert formulas(formula)[1] > 0, "LibreOffice runs what is not disarmed"
    texts, run = formulas(notes)
    assert texts > 5 * count
    assert run == 0
    [again] = convert("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true", AS_TEXT, file)
    saved = again.read_text(encoding="utf-8")
    batch = parse(saved)
    assert batch.faults == []
    assert [incoming.note for incoming in batch.notes] == list(map(printable_note, source.notes))
    assert not any(incoming.edited for incoming in batch.notes)


def test_a_spreadsheet_runs_nothing_and_keeps_every_text(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    look(tmp_path, ROW_COUNT)


if __name__ == "__main__":
    import sys
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        look(Path(folder), int(sys.argv[1]))
    print(f"{sys.argv[1]} notes: no formula, every text as it was")
