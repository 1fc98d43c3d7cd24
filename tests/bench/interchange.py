"""Formats at length and at size: hostile notes through every form, and a large desk out and in.

    python -m tests.bench.interchange --notes 2000              # soak: any notes, valid, and back without a loss
    python -m tests.bench.interchange --articles 20000 --notes 50000 --desk    # bench: seconds for a whole desk

Exits 1 where a note is lost or changed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from extract.span import Span
from store.articles.library import Library
from store.articles.sources import Loaded
from store.export.source import conflicts, exported
from store.interchange.machine_formats import MACHINE
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.notes.notebook import Notebook
from tests.store.interchange import made
from tests.store.interchange.test_jsonld import check_collection
from tests.store.interchange.test_tables import check_table


def hostile(count: int) -> None:
    """Any notes as JSON-LD and as tables, `count` examples each."""
    many = settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None)

    @many
    @given(made.of_one_article())
    def everything(some: list[Note]) -> None:
        check_collection(some)
        check_table(some)

    everything()
    print(f"{count} lists of notes: valid Web Annotations, all back; all back from tables")


def desk(articles: int, notes: int) -> None:
    """Seconds for every format of a large desk, and to take its JSON-LD into an empty one and again."""
    with tempfile.TemporaryDirectory() as folder:
        home, other = Path(folder) / "desk", Path(folder) / "other"
        make(home, articles, notes)
        for name in MACHINE:
            if name.startswith(("jsonld", "notes-csv", "quotes-csv", "csl", "bibtex", "ris")):
                print(f"export {name:10} {timed(lambda name=name: write(home, name, Path(folder) / name)):6.1f} s")
        text = (Path(folder) / "jsonld").read_text()
        print(f"import, empty desk {timed(lambda: made.take(other, text)):6.1f} s")
        print(f"import, again      {timed(lambda: made.take(other, text)):6.1f} s")
        with_book = made.book(other)
        note_count = len(with_book.all())
        with_book.close()
        if note_count != notes:
            raise SystemExit(f"{notes - note_count} of {notes} notes lost")


def make(home: Path, articles: int, notes: int) -> None:
    """A desk of short articles, never read, with notes spread over them."""
    library = Library(home)
    entries = []
    for number in range(articles):
        url = f"https://example.org/{number}"
        entries.append(
            library.keep(Loaded(url, f"a{number}", f"{made.TEXT}\nNo. {number}\n", f"No. {number}", location=url))
        )
    book = Notebook.open(home, author="kim")
    anchor = Anchor.of(made.TEXT, Span(*made.WORDS))
    for number in range(notes):
        entry = entries[number % articles]
        book.add(article=entry.key, version=entry.version, anchor=anchor, body=f"Note {number}", tags=("a",),
                 about=About("quote", "he", "Ola Li", cue="said", kind="direct"))  # fmt: skip
    book.close()


def write(home: Path, name: str, file: Path) -> None:
    """Export a desk in a format."""
    library, book = Library(home), Notebook.open(home, author="", read_only=True)
    others = conflicts(book)
    with file.open("wb") as out:
        out.writelines(MACHINE[name][2](exported(library, book, entry, others) for entry in library.entries()))
    book.close()


def timed(work: object) -> float:
    """Seconds that something takes."""
    assert callable(work)
    start = time.monotonic()
    work()
    return time.monotonic() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=2000)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--desk", action="store_true", help="measure a large desk")
    args = parser.parse_args()
    if args.desk:
        desk(args.articles, args.notes)
    else:
        hostile(args.notes)


if __name__ == "__main__":
    main()
