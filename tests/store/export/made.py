"""An article with notes to export, on the desk and off it."""

from __future__ import annotations

from pathlib import Path

from extract.span import Span
from extract.text import sha256
from extract.types import Actor, Article, Engine, Meta, Quote
from store.articles.entry import Entry
from store.articles.library import Library
from store.articles.sources import Loaded
from store.export.source import ExportedArticle
from store.export.templates import shipped
from store.export.writing import Exporter
from store.model.wire import Wire
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.notes.notebook import Notebook
from widgets.text.tags import tags_of

TEXT = "Headline\n\nFirst paragraph.\n\n– We encourage the <b>American</b> side, says Liu.\n"
SPAN = Span(TEXT.index("We encourage"), TEXT.index(", says Liu"))
UID = "1a2b3c4d-0000-4000-8000-000000000001"
ABOUT = About("quote", "Liu", "Liu Pengyu", "Embassy spokesman", "says", "direct")


def entry(title: str = "Headline", text: str = TEXT, wire: Wire | None = None) -> Entry:
    """A library's record."""
    return Entry(
        "headline-00c0ffee", "a.txt", "/a.txt", title, "2024-04-13T05:03:06Z", sha256(text), published="2024-04-13",
        wire=wire,
    )  # fmt: skip


def note(**changes: object) -> Note:
    """A fact-check on the quote."""
    values: dict[str, object] = {
        "uid": UID, "article": "headline-00c0ffee", "version": sha256(TEXT), "anchor": Anchor.of(TEXT, SPAN),
        "body": "Call the *embassy*.", "type": "fact-check", "tags": ("china",), "author": "kim",
        "created": "2026-11-24T14:02:07.000Z", "updated": "2026-11-24T14:02:07.000Z", "about": ABOUT,
    }  # fmt: skip
    return Note(**(values | changes))  # type: ignore[arg-type]


def source(*notes: Note, title: str = "Headline", text: str = TEXT, wire: Wire | None = None) -> ExportedArticle:
    """The article as an export takes it, with `notes`."""
    article = Article(
        "a", "a.txt", sha256(text), text, Engine("1", "m"), meta=Meta(byline="NTB"),
        actors=(Actor("a1", "Liu Pengyu", "person", role="spokesman"),),
        quotes=(Quote("q1", "direct", (SPAN,), actor="a1"),) if text == TEXT else (),
    )  # fmt: skip
    return ExportedArticle(
        entry(title, text, wire), notes, "2026-11-24", text=lambda: text, article=lambda: article,
        meta=lambda: article.meta,
    )  # fmt: skip


class Desk:
    """A data folder with one article and one note, and a folder of exports."""

    def __init__(self, folder: Path, body: str = "Call the *embassy*.", template: str = "notes") -> None:
        self.library = Library(folder / "home")
        self.entry = self.library.keep(Loaded("a.txt", "a", TEXT, title="Headline", location="/a.txt"))
        self.book = Notebook.open(folder / "home", author="kim")
        self.note = self.book.add(
            article=self.entry.key, version=self.entry.version, anchor=Anchor.of(TEXT, SPAN), body=body,
            type="fact-check", about=ABOUT,
        )  # fmt: skip
        self.folder = folder / "out"
        self.exporter = self.fresh(template)
        self.path = self.exporter.export(self.entry, self.folder).path

    def fresh(self, template: str = "notes") -> Exporter:
        """An exporter as the next start of the program has it."""
        return Exporter(self.library, self.book, shipped(template), tags_of, lambda: self.book)

    @property
    def text(self) -> str:
        """The exported file."""
        return self.path.read_bytes().decode("utf-8")

    @text.setter
    def text(self, text: str) -> None:
        self.path.write_bytes(text.encode("utf-8"))

    def change(self, old: str, new: str) -> None:
        """Edit the exported file."""
        assert old in self.text
        self.text = self.text.replace(old, new)

    def bodies(self) -> list[str]:
        """The texts of every state of the notes."""
        conflicting = self.book.conflicts()
        return (
            sorted(v.body for c in conflicting for v in c.versions)
            if conflicting
            else [n.body for n in self.book.all()]
        )
