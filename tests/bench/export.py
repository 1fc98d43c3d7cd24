"""A whole desk as Markdown: 20,000 articles and 50,000 notes, then again with nothing changed, then after a kill.

    python -m tests.bench.export [--articles 20000] [--notes 50000]

Prints seconds and the most memory of the exporting process; exits 1 when the full export takes more than its bar.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from extract.types import Quote
from store.articles.entry import Entry
from store.articles.library import Library
from store.notes import snapshot
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.notes.operations import State
from tests.bench.large_desk import WORDS, write_home

BAR = 60.0


def invent(library: Library, count: int) -> State:
    """So many notes, most on quotes, some on the whole article, spread over the library's articles."""
    chance = random.Random(2)
    entries = library.entries()
    quotes = {entry.key: _quotes(library, entry) for entry in chance.sample(entries, min(len(entries), 500))}
    spread = [chance.choice(entries) for _ in range(count)]
    state = State()
    for number, entry in enumerate(spread):
        text, spoken = quotes.get(entry.key) or (library.text(entry.version), ())
        quote = chance.choice(spoken) if spoken else None
        start = text.index("“") + 1
        end = quote.span.end if quote else text.index("”")
        note = Note(
            f"{number:08x}-0000-4000-8000-000000000000", entry.key, entry.version,
            Anchor(text[start:end], text[max(0, start - 32):start], text[end:end + 32], start, end),
            " ".join(chance.choices(WORDS, k=20)) + ("\n\n- a *list*\n- [x](http://a.b)" if number % 10 == 0 else ""),
            "fact-check", "open", tuple(chance.sample(WORDS, 2)), "kim", "2026-11-24T14:02:07.000Z",
            "2026-11-24T14:02:07.000Z", 1, About("quote", "he", "Liu Pengyu", "Embassy spokesman", "says", "direct"),
            f"20260101T000000-00000000:{number + 1}", "kim",
        )  # fmt: skip
        state.notes[note.uid] = (note,)
    state.applied = {"20260101T000000-00000000": count}
    return state


def _quotes(library: Library, entry: Entry) -> tuple[str, tuple[Quote, ...]]:
    article = library.reading(entry.version)
    return library.text(entry.version), article.quotes if article else ()


def export(home: Path, folder: Path, *, kill_at: int = 0) -> tuple[float, int, float]:
    """Run `copydesk export --desk`: seconds, files written, most MB. With `kill_at`, kill it at so many files."""
    command = [sys.executable, "-m", "tui", "export", "--desk", "--home", str(home), "--output", str(folder)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        written = 0
        for _line in running.stdout:
            written += 1
            if written == kill_at:
                running.kill()
        _pid, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode and not kill_at:
        raise SystemExit(f"the export failed: {running.returncode}")
    return time.perf_counter() - began, written, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20000)
    parser.add_argument("--notes", type=int, default=50000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home, folder = Path(scratch) / "home", Path(scratch) / "out"
        write_home(home, args.articles)
        snapshot.write(home / snapshot.NAME, invent(Library(home), args.notes), snapshot.Snapshot())
        took, written, memory = export(home, folder)
        print(
            f"export of {args.articles:,} articles and {args.notes:,} notes: "
            f"{took:.1f} s (bar {BAR:g} s), {memory:.0f} MB"
        )
        again, more, _ = export(home, folder)
        print(f"again, nothing changed: {again:.1f} s, {more} files written")
        other = Path(scratch) / "other"
        _, half, _ = export(home, other, kill_at=args.articles // 2)
        rest, left, _ = export(home, other)
        print(f"killed after {half:,} files, then the rest: {rest:.1f} s, {left:,} files written")
        same = all((other / path.name).read_bytes() == path.read_bytes() for path in folder.iterdir())
        print(f"the files of both are {'the same' if same else 'NOT the same'}")
    raise SystemExit(took > BAR or written != args.articles or more > 0 or not same)


if __name__ == "__main__":
    main()
