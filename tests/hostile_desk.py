"""A data folder in which every field that comes from outside holds what `tests.hostile` has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from extract.engine import ENGINE
from extract.layout.zones import zone
from extract.span import Span
from extract.text import normalise, sha256
from extract.types import Actor, Article, Mention, Meta, Quote
from store.articles.library import Library
from store.articles.sources import Loaded
from store.feeds.subscriptions import Subscription, Subscriptions
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.notes.notebook import Notebook
from tests.conftest import ROOT
from tests.hostile import EVERYTHING, FILE_NAMES, MARKUP, STRINGS

HEADLINE = "Harbour toll ruled out"
NO_URL = normalise("https://feed.example/" + EVERYTHING)
PROMPTED = " ".join(EVERYTHING.split())
TEXT = normalise(f"{HEADLINE}\n\n{MARKUP}\n")


@dataclass(frozen=True, slots=True)
class HostileDesk:
    """The data folder, the key of its main article, a note of it and one in the trash, and a folder with files."""

    home: Path
    key: str
    note: str
    trashed: str
    files: Path


def make(folder: Path) -> HostileDesk:
    """Make the desk in `folder`."""
    home, files = folder / "desk", folder / "wire"
    library = Library(home)
    for name, words in STRINGS.items():
        text = normalise(f"Other article on {name}\n\n“No,” said {words}.\n")
        other = Loaded(words, name, text, words, location=normalise(words))
        library.keep(other, title=words)
    article = reading()
    for text in (TEXT[: len(TEXT) // 2], TEXT):  # two versions
        entry = library.keep(Loaded(EVERYTHING, "evil", text, EVERYTHING, location=normalise(EVERYTHING)))
    library.keep_reading(entry.key, article)
    book = Notebook.open(home, author=EVERYTHING, announce=False)
    notes = [
        book.add(
            article=entry.key,
            version=entry.version,
            anchor=Anchor.of(TEXT, quote.fragments[0]),
            body=f"{words}\n\nand more #tag",
            tags=(words, "tag"),
            about=About("quote", speaker=words, actor=words, role=words, cue=words, kind="direct"),
        )
        for quote, words in zip(article.quotes, STRINGS.values(), strict=True)
    ]
    _conflict(book, notes[0])
    book.delete(notes[1].uid)
    book.compact()
    book.close()
    Subscriptions(home).add([Subscription("https://feed.example/a", title=EVERYTHING), Subscription(NO_URL)])
    searches = {"morning": f"{PROMPTED} no such words", "evening": PROMPTED, EVERYTHING: "toll"}
    (home / "searches.json").write_text(json.dumps({"schema": "copydesk.searches/1", "searches": searches}))
    _files(files)
    _draft(home, entry.key)
    return HostileDesk(home, entry.key, notes[2].uid, notes[1].uid, files)


def reading() -> Article:
    """`TEXT` as a reader would have it who takes everything for a name."""
    quotes, actors, at = [], [], 0
    for number, words in enumerate(STRINGS.values(), 1):
        start = TEXT.index("“", at) + 1
        end = TEXT.index("”", start)
        name = Span(TEXT.index("said", end) + 5, TEXT.index(" of the Ministry", end))
        at = TEXT.index("\n", end)
        actors.append(Actor(f"a{number}", words, "person", words, words, None, (words,), (Mention(name, "name"),)))
        cue = Span(name.start - 5, name.start - 1)
        quotes.append(Quote(f"q{number}", "direct", (Span(start, end),), name, f"a{number}", cue, confidence=0.4))
    meta = Meta(**{name: EVERYTHING for name in Meta.__slots__ if name not in ("urgency", "subjects")})  # type: ignore[arg-type]
    blocks = tuple(zone(TEXT).blocks)
    return Article(
        "evil", EVERYTHING, sha256(TEXT), TEXT, ENGINE, "en", meta, blocks, tuple(actors), tuple(quotes), (EVERYTHING,)
    )


def _conflict(book: Notebook, note: Note) -> None:
    book.edit(note.uid, body=f"{EVERYTHING} here")
    book.edit(note.uid, base=note, body=f"{EVERYTHING} there")


def _files(folder: Path) -> None:
    """The article under hostile names, one of them with bytes in it that are no UTF-8."""
    folder.mkdir()
    data = TEXT.encode("utf-8", "replace")
    for name in FILE_NAMES:
        Path(folder, f"{name}.txt").write_bytes(f"{HEADLINE}\n\n“No,” said Ann Lee.\n".encode())
    Path(folder, "text.txt").write_bytes(data)
    Path(folder, "bytes.txt").write_bytes(data + b"\n\x9b2J\x9d0;owned\x9c \x85\x8d \xff\xfe\n")
    Path(folder, "page.html").write_text(
        f"<html><head><title>{EVERYTHING}</title><meta name=author content='{STRINGS['override']}'></head><body>"
        f"<article><h1>{EVERYTHING}</h1>" + f"<p>“No,” said {STRINGS['C1']} of the harbour board.</p>" * 9
        + "</article></body></html>", encoding="utf-8", errors="replace",
    )  # fmt: skip


def _draft(home: Path, key: str) -> None:
    """What a session left that was killed: its locks go with its process."""
    words = f"{EVERYTHING} being typed".encode("utf-8", "replace").decode()
    code = (
        "import sys, os; from store.notes.notebook import Notebook; from pathlib import Path\n"
        "book = Notebook.open(Path(sys.argv[1]), author='ada', announce=True)\n"
        "extra = {'article': sys.argv[2], 'source': sys.argv[3], 'title': sys.argv[3]}\n"
        "book.draft('new', sys.argv[3], extra); os._exit(0)"
    )
    words = words.replace("\0", "")
    subprocess.run([sys.executable, "-c", code, str(home), key, words], cwd=ROOT, check=True, env=dict(os.environ))
