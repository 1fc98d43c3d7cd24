"""Notes and articles to send out and take in, made for the tests."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from extract.span import Span
from store.articles.entry import Entry, Version
from store.articles.library import Library
from store.articles.sources import Loaded
from store.export.source import ExportedArticle, exported
from store.interchange.jsonld import to_jsonld
from store.interchange.note_files import parse
from store.interchange.note_importer import ImportReport, NoteImporter
from store.notes.anchors import Anchor
from store.notes.note import STATUSES, TARGETS, TYPES, About, Note
from store.notes.notebook import Notebook

TEXT = (
    "Ferry line to close in March\n\nThe ferry across the sound will stop in March, the county said on Monday.\n\n"
    "“We cannot pay for empty boats,” said Ola Li, who leads the county council.\n\nThe shipping company had asked for "
    "two more years. It did not answer questions from this paper.\n"
)
URL = "https://example.org/news/ferry-line?id=7"
WORDS = Span(TEXT.index("We cannot"), TEXT.index(",” said"))


def keep(home: Path, text: str = TEXT, location: str = URL) -> Entry:
    """An article on the desk."""
    return Library(home).keep(Loaded(location, "ferry-line", text, title="Ferry line to close", location=location))


def book(home: Path, author: str = "kim") -> Notebook:
    """The notebook of a desk; to be closed."""
    return Notebook.open(home, author=author, announce=True)


def sources(home: Path) -> list[ExportedArticle]:
    """Everything on a desk, as it is exported."""
    library, notes = Library(home), Notebook.open(home, author="", read_only=True)
    try:
        return [exported(library, notes, entry) for entry in library.entries()]
    finally:
        notes.close()


def as_imported(states: dict[str, list[str]], login: str) -> dict[str, list[str]]:
    """What `states` are on a desk that `login` imported them into: signed by the login, whom the file names apart."""

    def signed(state: str) -> str:
        data = json.loads(state)
        apart = {"original_author": data["author"], "original_editor": data["editor"], "foreign": True}
        return json.dumps(data | apart | {"author": login, "editor": login}, sort_keys=True)

    return {uid: [signed(state) for state in found] for uid, found in states.items()}


def take(home: Path, content: str, author: str = "kim", *, dry: bool = False) -> ImportReport:
    """Import what a file has into a desk."""
    notes = Notebook.open(home, author=author, announce=not dry, read_only=dry)
    try:
        batch = parse(content)
        assert batch.faults == []
        return NoteImporter(Library(home), notes, dry=dry).take(batch.notes)
    finally:
        notes.close()


def jsonld(some: Sequence[ExportedArticle]) -> str:
    """The JSON-LD of articles, in one piece."""
    return "".join(to_jsonld(some))


def states(home: Path) -> dict[str, list[str]]:
    """All that the notes of a desk say, each state but for the name of its operation."""
    notes = Notebook.open(home, author="", read_only=True)
    try:
        uids = {note.uid for note in (*notes.all(), *notes.trash())}
        stored = {uid: [note.to_dict() | {"op": ""} for note in notes.states(uid)] for uid in uids}
        return {uid: sorted(json.dumps(each, sort_keys=True) for each in some) for uid, some in stored.items()}
    finally:
        notes.close()


def entry_of(note: Note) -> Entry:
    """An article for a note that a desk has never seen."""
    return Entry(note.article, URL, URL, "Ferry line", "2026-11-24T09:00:00.000Z", note.version,
                 versions=(Version(note.version, "2026-11-24T09:00:00.000Z"),))  # fmt: skip


def of(notes: Sequence[Note]) -> ExportedArticle:
    """An article with these notes, as it is exported."""
    entry = entry_of(notes[0])
    return ExportedArticle(entry, tuple(notes), entry.added, text=lambda: "", article=lambda: None, meta=lambda: None)


any_text = st.text(st.characters(exclude_categories=()), max_size=30)
clean_text = st.text(st.sampled_from("ab é中\n\t=+-@'\"`;,\\“”–#|<>&$%{}[]:/"), max_size=30)
times = st.datetimes().map(lambda when: when.isoformat(timespec="milliseconds") + "Z")
spans = st.tuples(st.integers(0, 10_000), st.integers(0, 500)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def notes(
    text: st.SearchStrategy[str] = any_text, quoted: st.SearchStrategy[str | None] | None = None
) -> st.SearchStrategy[Note]:
    """Any notes that a data folder can hold, with texts of a kind."""
    quoted = st.none() | text if quoted is None else quoted
    anchors = st.builds(
        lambda exact, prefix, suffix, span: Anchor(exact, prefix, suffix, *span), text, text, text, spans
    )
    return st.builds(
        Note,
        uid=st.uuids(version=4).map(str),
        article=st.from_regex(r"[a-z0-9]{1,12}-[0-9a-f]{8}", fullmatch=True),
        version=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
        anchor=st.none() | anchors,
        body=text,
        type=st.sampled_from(TYPES),
        status=st.sampled_from(STATUSES),
        tags=st.lists(text.filter(lambda tag: tag == " ".join(tag.split()) != ""), max_size=3).map(tuple),
        author=st.sampled_from(["kim", "Åse Øy", "a\u202eb", "x" * 99]) if text is any_text else st.just("kim"),
        created=times,
        updated=times,
        rev=st.integers(1, 99),
        about=st.builds(
            About,
            target=st.sampled_from(TARGETS),
            speaker=quoted, actor=quoted, role=quoted, cue=quoted, kind=st.sampled_from([None, "direct", "mixed"]),
            fix=st.sampled_from([None, "speaker", "not-a-quote"]),
        ),
        op=st.just("20261124T090000-1a2b3c4d:7"),
        editor=st.sampled_from(["kim", "ada"]),
        due=st.sampled_from([None, "2026-11-25T14:00:00Z"]),
    )  # fmt: skip


def of_one_article(least: int = 1) -> st.SearchStrategy[list[Note]]:
    """Several notes on one article."""
    several = st.lists(notes(), min_size=least, max_size=4, unique_by=lambda note: note.uid)
    return several.map(lambda some: [replace(note, article=some[0].article) for note in some])


def new_uid() -> str:
    """A uid."""
    return str(uuid.uuid4())
