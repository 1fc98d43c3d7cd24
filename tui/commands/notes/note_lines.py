"""The output of `copydesk notes`: notes in short, in full, and as JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from widgets.text.moments import local_minute

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.commands.notes.noted_articles import NotedArticles

WIDTH_CELLS = 79
MOMENT_CELLS = 20


def print_short(note: Note, *, two: bool) -> None:
    """Print a note in at most four lines: uid, kind, time and author; deadline and tags; its subject; its text."""
    from tui.presenters.descriptions import heading_of, overdue_text
    from widgets.text.safe import one_line

    moment = one_line(local_minute(note.deleted or note.updated), MOMENT_CELLS)
    head = f"  {one_line(note.uid[:8], 8):8}  {note.type:14}  {note.status:9}  {moment}  "
    fits = len(note.signature) <= WIDTH_CELLS - len(head)
    write(head, line_of(note.signature if fits else "", WIDTH_CELLS - len(head)))
    due = overdue_text(note)
    marks = [
        "" if fits else note.signature,
        "TWO VERSIONS" if two else "",
        f"due {due}" if due and not due.startswith("O") else due,
        " ".join(f"#{tag}" for tag in note.tags),
    ]
    if any(marks):
        write(" " * 12, line_of("  ".join(part for part in marks if part), WIDTH_CELLS - 12))
    for text in (heading_of(note.about, note.anchor.exact if note.anchor else None), note.body):
        if text.strip():
            write(" " * 12, line_of(text, WIDTH_CELLS - 12))


def print_full(desk: NotedArticles, note: Note) -> None:
    """Print every field of a note, its passage and its text."""
    entry, about = desk.entries.get(note.article), note.about
    facts = {
        "uid": note.uid,
        "article": desk.title(note),
        "source": entry.source if entry else "",
        "said by": ", ".join(part for part in (about.actor or about.speaker, about.role, about.cue) if part),
        "kind": f"{note.type}, {note.status}",
        "due": local_minute(note.due) if note.due else "",
        "tags": " ".join(f"#{tag}" for tag in note.tags),
        "written": f"{local_minute(note.created)} by {note.signature}",
        "changed": f"{local_minute(note.updated)} by {note.editor_signature}" if note.rev > 1 else "",
        "deleted": local_minute(note.deleted) if note.deleted else "",
        "place": f"{note.anchor.start}-{note.anchor.end} in {note.version[:12]}" if note.anchor else "",
    }
    for name, value in facts.items():
        if value:
            write(f"{name:9}", line_of(value, WIDTH_CELLS - 9))
    for text, lead in ((note.anchor.exact if note.anchor else "", "> "), (note.body, "")):
        if text:
            write("\n", *(f"{lead}{line}\n" for line in _wrapped(text, WIDTH_CELLS - len(lead))))


def line_of(text: str, limit: int = WIDTH_CELLS) -> str:
    """`text` in one line, safe for a terminal."""
    from widgets.text.safe import one_line

    return one_line(text, limit) + "\n"


def _wrapped(text: str, width: int) -> list[str]:
    from widgets.text.safe import visible
    from widgets.text.wrap import Lines

    text = visible(text)
    lines = Lines(text, width)
    lines.finish()
    return [text[start:end] for start, end in zip(lines.starts, lines.ends, strict=True)]


def write(*parts: str) -> None:
    """Write to standard output, in UTF-8 in any locale."""
    sys.stdout.buffer.write("".join(parts).encode("utf-8", "replace"))


def print_json(value: dict[str, Any]) -> None:
    """Print one line of JSON, in ASCII on a terminal so that no note can control it."""
    try:
        data = json.dumps(value, ensure_ascii=sys.stdout.isatty()).encode("utf-8")
    except UnicodeEncodeError:  # an unpaired surrogate, from a damaged file
        data = json.dumps(value).encode("ascii")
    sys.stdout.buffer.write(data + b"\n")
