"""The process that `kill9.py` kills: it does one thing after another, and tells a pipe before and after each.

What it tells, one a line: `at KIND` (what it does next), `begin UID` (this note is about to change),
`done word UID WORD`, `done deleted UID`, `done restored UID`, `done exported PATH`, `done version KEY SHA256`.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

from extract.span import Span
from store.articles.entry import Entry
from store.articles.library import Library
from store.articles.sources import Loaded
from store.catalogue.catalogue import Catalogue, CatalogueError
from store.export.templates import shipped
from store.export.writing import Exporter
from store.interchange.note_files import parse
from store.interchange.note_importer import NoteImporter
from store.notes.anchors import Anchor
from store.notes.carry_over import carry
from store.notes.notebook import Notebook
from widgets.text.tags import tags_of

PARAGRAPHS = ("The ferry stops in March, the county said.", "“We cannot pay,” said Ola Li, who leads it.")
IMPORTED_NOTES = 5
"""Notes in a file that is imported."""
CHANCES = {
    "open": 0.0, "add": 0.24, "edit shared": 0.14, "edit": 0.2, "delete": 0.08, "restore": 0.05, "refresh": 0.04,
    "compact": 0.04, "draft": 0.02, "import": 0.06, "export": 0.05, "take edits": 0.03, "version": 0.04, "index": 0.01,
}  # fmt: skip
"""What a writer does, and how often; it is at "open" before the first. "migrate" is the opening of an older file."""


class KilledWriter:
    """One life: until it is killed, in the data folder `home`, with an article and a folder of exports of its own."""

    def __init__(self, home: Path, pipe: int, seed: int, shared: list[str]) -> None:
        self._pipe = pipe
        self._name = f"w{seed}"
        self._chance = random.Random(seed)
        self._shared = shared
        self._number = 0
        self._mine: list[str] = []
        self._trash: list[str] = []
        self._book = Notebook.open(home, author=self._name)
        self._library = Library(home)
        self._out = home.parent / f"{home.name}-out" / self._name
        self._entry: Entry | None = None

    def run(self) -> None:
        """Do one thing after another, for ever."""
        deeds: dict[str, Callable[[], None]] = {
            "add": self._add, "edit shared": self._edit_shared, "edit": self._edit, "delete": self._delete,
            "restore": self._restore, "refresh": self._refresh, "compact": self._compact, "draft": self._draft,
            "import": self._import, "export": self._export, "take edits": self._take_edits, "version": self._version,
            "index": self._index,
        }  # fmt: skip
        names = list(deeds)
        while True:
            name = self._chance.choices(names, [CHANCES[each] for each in names])[0] if self._mine else "add"
            self._number += 1
            self._tell(f"at {name}")
            deeds[name]()

    @property
    def _word(self) -> str:
        return f"{self._name}n{self._number}"

    def _tell(self, line: str) -> None:
        os.write(self._pipe, line.encode() + b"\n")

    def _article(self) -> Entry:
        if self._entry is None:
            # a text of one's own: notes on the same text belong together, and what somebody deletes must be their own
            self._entry = self._keep("\n\n".join((*PARAGRAPHS, f"By {self._name}.")))
        return self._entry

    def _keep(self, text: str) -> Entry:
        return self._library.keep(Loaded(f"{self._name}.txt", self._name, f"{text}\n", location=f"/{self._name}.txt"))

    def _add(self) -> None:
        entry = self._article()
        text = self._library.text(entry.version)
        start = text.index("cannot pay")
        anchor = Anchor.of(text, Span(start, start + len("cannot pay")))
        uid = self._book.add(article=entry.key, version=entry.version, anchor=anchor, body=self._word).uid
        self._mine.append(uid)
        self._tell(f"done word {uid} {self._word}")

    def _add_word(self, uid: str) -> None:
        note = self._book.get(uid)
        assert note is not None
        self._tell(f"begin {uid}")
        self._book.edit(uid, base=note, body=f"{note.body} {self._word}")
        self._tell(f"done word {uid} {self._word}")

    def _edit(self) -> None:
        self._add_word(self._chance.choice(self._mine))

    def _edit_shared(self) -> None:
        self._add_word(self._chance.choice(self._shared))

    def _delete(self) -> None:
        uid = self._mine.pop(self._chance.randrange(len(self._mine)))
        self._tell(f"begin {uid}")
        self._book.delete(uid)
        self._trash.append(uid)
        self._tell(f"done deleted {uid}")

    def _restore(self) -> None:
        if self._trash:
            uid = self._trash.pop(self._chance.randrange(len(self._trash)))
            self._tell(f"begin {uid}")
            self._book.restore(uid)
            self._mine.append(uid)
            self._tell(f"done restored {uid}")

    def _refresh(self) -> None:
        self._book.refresh()

    def _compact(self) -> None:
        self._book.compact()

    def _draft(self) -> None:
        self._book.draft("k", self._word)

    def _import(self) -> None:
        words = [f"{self._word}i{number}" for number in range(IMPORTED_NOTES)]
        items = [
            {"type": "Annotation", "id": f"urn:x:{word}", "target": "https://a.example/", "body": word}
            for word in words
        ]
        page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": items}
        report = NoteImporter(self._library, self._book).take(parse(json.dumps(page)).notes)
        assert report.outcomes["new"] == IMPORTED_NOTES
        for _, note in report.notes:
            self._tell(f"done word {note.uid} {note.body}")

    def _exporter(self) -> Exporter:
        return Exporter(self._library, self._book, shipped("notes"), tags_of, lambda: self._book)

    def _export(self) -> None:
        outcome = self._exporter().export(self._article(), self._out)
        self._tell(f"done exported {outcome.path}")

    def _take_edits(self) -> None:
        """A word written into the exported file, which goes into the note before the file is written again."""
        path = self._exporter().export(self._article(), self._out).path
        text = path.read_text()
        note = next((note for uid in self._mine if (note := self._book.get(uid)) and f"\n{note.body}\n" in text), None)
        if note is None:
            return
        edited = path.with_name(".edited")
        edited.write_text(text.replace(f"\n{note.body}\n", f"\n{note.body} {self._word}\n", 1))
        edited.replace(path)
        self._tell(f"begin {note.uid}")
        assert self._exporter().export(self._article(), self._out).imported == 1
        self._tell(f"done word {note.uid} {self._word}")

    def _version(self) -> None:
        """The article gets another paragraph, and its notes go over to the new text."""
        before = self._article()
        text = self._library.text(before.version)
        entry = self._entry = self._keep(f"{self._word}.\n\n{text}")
        self._tell(f"done version {entry.key} {entry.version}")
        notes = self._book.for_article(entry.key, before.version)
        found = carry(notes, {before.version: text}, entry.version, self._library.text(entry.version))
        changes = [(each.note, {"version": entry.version, "anchor": each.anchor}) for each in found.moved]
        self._book.edit_together(changes)
        for note, _ in changes:
            self._tell(f"done word {note.uid} {note.body.split()[-1]}")

    def _index(self) -> None:
        try:
            catalogue = Catalogue(self._book.home, self._library)
        except CatalogueError:
            return
        catalogue.refresh()
        catalogue.take_notes(self._book.all())
        catalogue.close()
