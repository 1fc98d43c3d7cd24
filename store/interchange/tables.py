"""Quotes, actors and notes as tables, a row each; and tables of notes back into notes.

Cells are safe to open in a spreadsheet (`store.interchange.cells`) and free of control and bidi characters, so that a
table is safe to view in a terminal; JSON-LD is the lossless form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from store.export.citekeys import citekey
from store.interchange.cells import read_rows, write_rows
from store.interchange.incoming_notes import (
    KEY,
    MAX_TEXT_CHARACTERS,
    Batch,
    Incoming,
    checked_note,
    digest,
    text,
    uid_of,
)
from store.interchange.outgoing_notes import outgoing
from store.interchange.records import ACTORS, QUOTES, Kind, Record, actor_records, as_text, joined, quote_records
from store.interchange.references import restrictions, source_of
from store.notes.anchors import Anchor
from store.notes.note import About, Note
from store.texts.escaping import plain, printable_text

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.export.source import ExportedArticle


_ARTICLE = ("citekey", "title", "source", "restrictions")
_ABOUT = tuple(each.name for each in fields(About))
_PLACE = tuple(each.name for each in fields(Anchor))
_PLAIN = (
    "uid", "rev", "type", "status", "due", "body", "author", "created", "editor", "updated", "article", "version", "op",
    "original_author", "original_editor",
)  # fmt: skip
NOTES = (
    *_ARTICLE, "uid", "rev", "type", "status", "due", "tags", "body", *_PLACE, *(f"about_{name}" for name in _ABOUT),
    "author", "created", "editor", "updated", "article", "version", "op", "original_author", "original_editor",
    "foreign", "digest",
)  # fmt: skip
COLUMNS: Mapping[Kind, Mapping[str, type]] = {"quotes": QUOTES, "actors": ACTORS, "notes": dict.fromkeys(NOTES, str)}
"""The columns of each table and their types. Offsets are code points of the article's text; `words` counts words."""
_NOT_THERE = frozenset({"nan", "NaN", "NaT", "None", "<NA>", "NA", "NULL", "null"})
"""Written by pandas, R and databases for an unknown cell."""
_WORDS = frozenset({"body", "exact", "prefix", "suffix"})
"""The columns that are always text, whatever their values look like."""
_ARTICLE_NAMES = ("source", "article", "citekey", "url", "path", "sha256", "version")
"""The columns that may identify a row's article: an address, a path, a key, a hash."""
_TAGS = re.compile(r"((?:[^\\;]|\\.)*+)(?:;|\\?$)", re.DOTALL)


# -- out --------------------------------------------------------------------------------------------------------------


def table(kind: Kind, sources: Iterable[ExportedArticle], *, tabs: bool = False) -> Iterator[str]:
    """The table of the articles' quotes, actors or notes, a row at a time, with a header."""
    columns = COLUMNS[kind]
    yield from write_rows([columns], tabs=tabs)
    rows = ([as_text(record[name]) for name in columns] for record in records(kind, sources))
    yield from write_rows(rows, tabs=tabs)


def records(kind: Kind, sources: Iterable[ExportedArticle]) -> Iterator[Record]:
    """The same rows as records."""
    if kind == "quotes":
        return quote_records(sources)
    return actor_records(sources) if kind == "actors" else note_records(sources)


def note_records(sources: Iterable[ExportedArticle]) -> Iterator[Record]:
    """A record for each state of each note on the articles, with all values as text."""
    for entry, note, *_ in outgoing(sources):
        yield dict(zip(NOTES, _lead(entry) + note_row(note), strict=True))


def _lead(entry: Entry) -> list[str]:
    return [citekey(entry.key), plain(entry.title), source_of(entry), restrictions(entry)]


def note_row(note: Note) -> list[str]:
    """The cells of a note, without those of its article."""
    note = printable_note(note)
    plain = {name: str(value) for name in _PLAIN if (value := getattr(note, name)) is not None}
    about = {f"about_{name}": value for name, value in note.about.to_dict().items()}
    anchor = note.anchor
    place = {name: str(getattr(anchor, name)) for name in _PLACE} if anchor is not None else {}
    if anchor is not None and not anchor.placed:
        place |= {"start": "", "end": ""}
    foreign = {"foreign": "True"} if note.foreign else {}
    cells = {**plain, **about, **place, **foreign, "tags": joined(note.tags), "digest": digest(note)}
    return [_escaped(name, cells.get(name, "")) for name in NOTES[len(_ARTICLE) :]]


def _escaped(name: str, cell: str) -> str:
    """A cell whose text reads "None", or tags that read as a number, prefixed with a backslash.

    So they are not taken for an unknown value, and pandas does not rewrite "007" as 7.0.
    """
    if name == "tags" and _is_number(cell):
        return f"\\{cell}"
    return f"\\{cell}" if name not in _WORDS and cell.lstrip("\\") in _NOT_THERE else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _unescaped(name: str, cell: str) -> str:
    """The text in a cell written by `_escaped`, pandas, R or a database; "" for an unknown value."""
    if name in _WORDS or cell.lstrip("\\") not in _NOT_THERE:
        return cell
    return cell[1:] if cell.startswith("\\") and name != "tags" else cell if cell.startswith("\\") else ""


def printable_note(note: Note) -> Note:
    """`note` with its texts as a table preserves them: without control and bidi characters, absent if empty."""
    anchor, about = note.anchor, note.about
    if anchor is not None:
        exact, prefix, suffix = map(printable_text, (anchor.exact, anchor.prefix, anchor.suffix))
        anchor = Anchor(exact, prefix, suffix, anchor.start, anchor.end)
    about = replace(
        about, speaker=_optional(about.speaker), actor=_optional(about.actor), role=_optional(about.role),
        cue=_optional(about.cue), kind=_optional(about.kind),
    )  # fmt: skip
    return replace(
        note, anchor=anchor, body=printable_text(note.body), tags=tuple(filter(None, map(plain, note.tags))),
        about=about, author=plain(note.author), editor=plain(note.editor),
        original_author=plain(note.original_author or "") or None,
        original_editor=plain(note.original_editor or "") or None,
    )  # fmt: skip


def _optional(text: str | None) -> str | None:
    return printable_text(text or "") or None


def split(cell: str) -> list[str]:
    """The texts in one cell, without empty ones."""
    parts = (re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL).strip() for match in _TAGS.finditer(cell))
    return [part for part in parts if part]


# -- in ---------------------------------------------------------------------------------------------------------------


def is_table(head: list[str]) -> bool:
    """Whether these are the columns of a table of notes: the required ones are present."""
    return {"uid", "body"} <= {name.strip().casefold() for name in head}


def from_table(content: str) -> Batch:
    """The notes in a table that Copydesk wrote, even if a spreadsheet saved it, or it is sorted or lacks columns.

    A row without a uid is a new note. Raises ValueError if it is not a table of notes.
    """
    batch = Batch()
    rows = read_rows(content, longest=MAX_TEXT_CHARACTERS)
    head = [name.strip().casefold() for name in next(rows, [])]
    if not is_table(head):
        raise ValueError("not a table of notes: it has no columns “uid” and “body”")
    batch.collect((dict(zip(head, row, strict=False)) for row in rows), _incoming, "row", first=2)
    return batch


def _incoming(cells: dict[str, str]) -> Incoming | None:
    if not any(cells.values()):
        return None
    cells = {name: _unescaped(name, cell) for name, cell in cells.items()}
    data: dict[str, Any] = {name: cells[name] for name in _PLAIN if cells.get(name)}
    exact = cells.get("exact", "")
    if exact or cells.get("start"):
        data["selector"] = _anchor(cells, exact).to_dict()
    data["rev"], data["foreign"] = _number(cells, "rev", 1), cells.get("foreign", "")
    data["tags"] = split(re.sub(r"\A(\d+)\.0+\Z", r"\1", cells.get("tags", "")))
    about = {name: cells[f"about_{name}"] for name in _ABOUT if cells.get(f"about_{name}")}
    data["about"] = about or {"target": "text" if "selector" in data else "article"}
    if not cells.get("uid"):
        data["uid"] = uid_of("row", *(cells.get(name, "") for name in ("source", "article", "exact", "body")))
    key = next((cells[name] for name in ("article", "citekey") if KEY.fullmatch(cells.get(name, ""))), "")
    names = tuple(dict.fromkeys(text(cells, name, 10_000) for name in _ARTICLE_NAMES if cells.get(name)))
    if not names:
        raise ValueError("it names no article")
    note = checked_note(data | {"article": key or "unknown", "version": data.get("version") or cells.get("sha256", "")})
    return Incoming(note, names, ours=bool(key), edited=digest(note) != cells.get("digest"))


def _anchor(cells: dict[str, str], exact: str) -> Anchor:
    """The passage of a row. Without a `start` its place is unknown; without `exact`, the offsets alone define it."""
    prefix, suffix = cells.get("prefix", ""), cells.get("suffix", "")
    if not cells.get("start"):
        return Anchor(exact, prefix, suffix, 0, 0)
    start = _number(cells, "start", 0)
    return Anchor(exact, prefix, suffix, start, _number(cells, "end", start + len(exact)))


def _number(cells: dict[str, str], name: str, default: int) -> int:
    """A whole number, also in the form pandas gives to columns with gaps: `1145.0`."""
    cell = re.sub(r"\.0+$", "", cells.get(name, "").strip())
    if not cell:
        return default
    if not cell.isascii() or not cell.isdigit() or len(cell) > 12:
        raise ValueError(f"its {name} is no number")
    return int(cell)
