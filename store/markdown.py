"""Notes as Markdown: front matter, then each note with the words it is about and who said them.

The same notes always give the same bytes. Everything the user did not write is escaped by the rules of CommonMark 0.31
(https://spec.commonmark.org/0.31.2/#backslash-escapes), and control and bidi characters are left out, so that no
article can put markup, HTML or terminal escapes into the file. The user's own text stays Markdown, freed of controls.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from extract.types import Article
from store.anchors import locate
from store.files import make_folder, write_atomic
from store.index import by_position
from store.notes import About, Note
from store.sources import slug
from store.versions import ORPHANED

SCHEMA = "copydesk.notes/1"

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|$])")
_AT_LINE_START = re.compile(r"^(\d{0,9})(?:(?<!\d)([-+=#:])|(?<=\d)([.)]))")


class Described(Protocol):
    """What the front matter needs to know of an article: `store.library.Entry` is one."""

    @property
    def title(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def published(self) -> str | None: ...


def to_markdown(entry: Described, article: Article | None, text: str, notes: Sequence[Note], *, accessed: str) -> str:
    """The notes on one article. `text` is the text of `entry.version`; `accessed` an ISO 8601 date or time."""
    import yaml

    ordered = sorted(notes, key=by_position)
    meta = article.meta if article is not None else None
    front = {
        "title": plain(entry.title),
        "source": plain(entry.source),
        "author": _plain_or_none(meta.byline if meta else None),
        "published": _plain_or_none(entry.published or (meta.published if meta else None)),
        "accessed": accessed,
        "article_sha256": entry.version,
        "tags": sorted({plain(tag) for note in ordered for tag in note.tags}),
        "schema": SCHEMA,
    }
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=False)
    parts = [f"---\n{head}---\n", f"# {escape(entry.title)}\n"]
    if not ordered:
        parts.append("No notes.\n")
    parts += [_note(number, note, text, entry.version) for number, note in enumerate(ordered, 1)]
    return "\n".join(parts)


def _note(number: int, note: Note, text: str, version: str) -> str:
    lines = [f"## {number}. {_TYPE_NAMES[note.type]} ({note.status})", ""]
    if note.anchor is not None and note.anchor.exact:
        lines += [f"> {escape(line)}".rstrip() for line in note.anchor.exact.strip().split("\n")]
        lines.append("")
    if said := _who(note.about):
        lines += [said, ""]
    if body := printable_text(note.body).strip():
        lines += [body, ""]
    facts: list[tuple[str, str]] = [("Type", note.type), ("Status", note.status)]
    if note.tags:
        facts.append(("Tags", ", ".join(note.tags)))
    facts += [("Author", note.author), ("Written", note.created)]
    if note.updated != note.created:
        facts.append(("Changed", note.updated))
    facts.append(("Position", position(note, text, version)))
    facts.append(("Note", note.uid))
    lines += [f"- {name}: {escape(value)}" for name, value in facts if value]
    return "\n".join(lines) + "\n"


_TYPE_NAMES = {
    "note": "Note",
    "fact-check": "Fact check",
    "follow-up": "Follow-up",
    "correction": "Correction",
    "right-of-reply": "Right of reply",
    "reading": "Reading corrected",
}


def _who(about: About) -> str:
    """Who said the words, in one line: "Said by Liu Pengyu, Embassy spokesman (in the text: he; cue: says; direct)"."""
    name = about.actor or about.speaker
    if name is None:
        return ""
    who = f"**{escape(name)}**" + (f", {escape(about.role)}" if about.role else "")
    details = []
    if about.speaker and about.speaker != name:
        details.append(f"in the text: “{escape(about.speaker)}”")
    if about.cue:
        details.append(f"cue: “{escape(about.cue)}”")
    if about.kind:
        details.append(escape(about.kind))
    lead = "About" if about.target == "actor" else "Said by"
    return f"{lead} {who}" + (f" ({'; '.join(details)})" if details else "")


def position(note: Note, text: str, version: str) -> str:
    """Where the note is: "paragraph 9, characters 1402-1524", counted from 1 for paragraphs and 0 for characters.

    Of a note made on another text than `version`: whether its words are in `text`, and where they stood.
    """
    if note.anchor is None:
        return "the whole article"
    place = f"characters {note.anchor.start}-{note.anchor.end}"
    if note.version != version:
        place = f"{place} of version {note.version[:12]}"
        located = locate(text, note.anchor)
        if located.certain and ORPHANED not in note.tags:
            return place
        if located.span is None or ORPHANED in note.tags:
            return f"orphaned: the passage is not in the current version; it was {place}"
        return f"unsure: the passage may not be in the current version; it was {place}"
    return f"paragraph {paragraph(text, note.anchor.start)}, {place}"


def paragraph(text: str, offset: int) -> int:
    """The number, from 1, of the non-blank line that holds `offset`."""
    before = text[: text.rfind("\n", 0, offset) + 1]
    return sum(1 for line in before.split("\n") if line.strip()) + 1


def plain(text: str) -> str:
    """`text` in one line, without control, bidi and other invisible characters a terminal or editor would obey."""
    return " ".join(_clean(text).split())


def printable_text(text: str) -> str:
    """`text` with its lines and tabs, without control and bidi characters; sentences in other scripts are untouched."""
    return "\n".join(_clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c for c in text if c == "\t" or c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _BIDI)
    )


def _plain_or_none(text: str | None) -> str | None:
    return plain(text) if text else None


def escape(text: str) -> str:
    """`text` as CommonMark that shows as `text`, in one line."""
    return _AT_LINE_START.sub(r"\1\\\2\3", _ANYWHERE.sub(r"\\\1", plain(text)))


def file_name(entry: Described, date: str) -> str:
    """The name of an article's export: "YYYY-MM-DD-slug-id8.md"; `date` begins with an ISO 8601 date."""
    return f"{date[:10]}-{slug(entry.title)}-{entry.version[:8]}.md"


def write(path: Path, text: str) -> None:
    """Write an export in one step. Its name may not lead out of its folder. Raises OSError and ValueError."""
    if path.name in ("", ".", "..") or path.is_symlink():
        raise ValueError(f"{path}: not a place for an export")
    make_folder(path.parent)
    write_atomic(path, [text.encode("utf-8", "replace")])
