"""Checks what an article's notes leave open, and whether their passages have changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from extract.span import Span
from store.check.findings import shorten
from store.export.source import ExportedArticle
from store.notes.anchors import locate
from store.notes.carry_over import ORPHANED, carry, reanchor
from store.notes.deadlines import moment, overdue
from store.notes.note import Note
from store.texts.alignment import Alignment
from store.texts.escaping import plain

Match = tuple[str, str, Span | None, str | None]
"""A rule's id, the message, the span in the newest text, and the note's uid."""
COMMON_CHARACTERS = 40
"""Two wordings with a longer common beginning are shown from just before their first difference."""
_MARKS = str.maketrans(
    {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛‹›´`", "'"), **dict.fromkeys("‐‒–—―−", "-")}
)
TextOf = Callable[[str], str]
"""The text of a version by its SHA-256. Raises OSError if it is not stored."""


def open_notes(source: ExportedArticle, now: datetime) -> Iterator[Match]:
    """Unsettled fact-checks, rights of reply, corrections and follow-ups; conflicts; overdue notes."""
    for note in source.notes:
        rule, message = _state(note)
        is_overdue = overdue(note, now)
        if rule:
            yield rule, f"{message}{_due(note, is_overdue)}{_about(note)}", _place(source, note), note.uid
        elif is_overdue:
            yield "note-overdue", f"{note.type}{_due(note, is_overdue)}{_about(note)}", _place(source, note), note.uid
        if note.uid in source.others:
            editors = ", ".join(dict.fromkeys(plain(each.editor_signature) for each in source.others[note.uid]))
            yield "note-conflict", f"two versions, by {editors}{_about(note)}", _place(source, note), note.uid


def _state(note: Note) -> tuple[str, str]:
    """The rule that applies to a note's type and status, and its message; "" if nothing is open."""
    if note.type == "fact-check" and note.status == "wrong":
        return "fact-check-wrong", "found wrong"
    if note.type == "fact-check" and note.status not in ("verified", "done"):
        return "fact-check-open", "not checked"
    if note.type == "right-of-reply" and note.status in ("open", "asked"):
        return "reply-open", "not asked yet" if note.status == "open" else "asked, no answer yet"
    if note.type == "correction" and note.status != "done":
        return "correction-open", "correction not made"
    if note.type == "follow-up" and note.status != "done":
        return "follow-up-open", "follow-up not done"
    return "", ""


def _due(note: Note, is_overdue: bool) -> str:
    when = moment(note.due)
    if when is None:
        return ""
    return f", {'overdue since' if is_overdue else 'due'} {when:%Y-%m-%d %H:%M} UTC"


def _about(note: Note) -> str:
    """The note's text, or else its passage: one line, shortened."""
    excerpt = plain(note.body) or plain(note.anchor.exact if note.anchor else "")
    who = plain(note.about.actor or note.about.speaker or "")
    return (f", {who}" if who else "") + (f": {shorten(excerpt)}" if excerpt else "")


def _place(source: ExportedArticle, note: Note) -> Span | None:
    """The note's passage in the newest text, if it is certain."""
    if note.anchor is None or ORPHANED in note.tags:
        return None
    if note.version == source.entry.version:
        return note.anchor.span
    located = locate(source.text, note.anchor)
    return located.span if located.certain else None


def changed_passages(source: ExportedArticle, text_of: TextOf) -> Iterator[Match]:
    """Notes whose passage is missing from the newest text, or has changed since they were written."""
    entry = source.entry
    notes = [note for note in source.notes if note.anchor is not None and note.type != "reading"]
    for note in notes:
        if ORPHANED in note.tags:
            yield "note-orphaned", f"not in the newest text: {_words(note)}", None, note.uid
    if len(entry.versions) < 2 and all(note.version == entry.version for note in notes):
        return
    notes = [note for note in notes if ORPHANED not in note.tags]
    yield from _on_older_versions(source, [note for note in notes if note.version != entry.version], text_of)
    yield from _moved(source, [note for note in notes if note.version == entry.version], text_of)


def _on_older_versions(source: ExportedArticle, notes: Sequence[Note], text_of: TextOf) -> Iterator[Match]:
    """Notes that are still anchored in an older text."""
    texts: dict[str, str] = {}
    for version in {note.version for note in notes}:
        text = _text(version, text_of)
        if text is not None:
            texts[version] = text
    found = carry(notes, texts, source.entry.version, source.text)
    for carried in found.orphaned:
        yield "note-orphaned", f"not in the newest text: {_words(carried.note)}", None, carried.note.uid
    for carried in (*found.moved, *found.unsure):
        span = carried.anchor.span if carried.anchor else None
        if span is not None and (change := _change(_exact(carried.note), span.of(source.text))):
            yield "quote-changed", change, span, carried.note.uid


def _moved(source: ExportedArticle, notes: Sequence[Note], text_of: TextOf) -> Iterator[Match]:
    """Notes already carried over to the newest text: their words are compared with the text that was newest when they
    were written.
    """
    alignments: dict[str, Alignment] = {}
    versions = sorted(source.entry.versions, key=lambda version: version.added)
    for note in notes:
        then = [version.sha256 for version in versions if version.added <= note.created]
        if note.rev == 1 or not then or then[-1] == source.entry.version or note.anchor is None:
            continue  # written on this text, at whatever place
        old = _text(then[-1], text_of)
        if old is None:
            continue
        if then[-1] not in alignments:
            alignments[then[-1]] = Alignment(source.text, old)
        before = reanchor(source.text, old, note.anchor, alignments[then[-1]]).span
        change = _change(before.of(old) if before else "", _exact(note))
        if change:
            yield "quote-changed", change, note.anchor.span, note.uid


def _text(version: str, text_of: TextOf) -> str | None:
    try:
        return text_of(version)
    except OSError:
        return None


def _change(before: str, after: str) -> str:
    """What changed in a passage; "" if its words are the same apart from quote marks and dashes."""
    was, reads = plain(before), plain(after)
    if _folded(was) == _folded(reads):
        return ""
    if not was:
        return f"not the words the note was on: “{shorten(reads)}”"
    pairs = zip(was, reads, strict=False)
    alike = next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(was), len(reads)))
    if alike > COMMON_CHARACTERS:  # otherwise both are cut before the difference
        at = was.rfind(" ", 0, alike - COMMON_CHARACTERS // 2) + 1
        was, reads = f"…{was[at:]}", f"…{reads[at:]}"
    return f"was “{shorten(was)}”, is “{shorten(reads)}”"


def _folded(text: str) -> str:
    """`text` with one kind of quote mark and dash, and without ligatures and other variant letter forms."""
    return unicodedata.normalize("NFKC", text).translate(_MARKS)


def _words(note: Note) -> str:
    return f"“{shorten(plain(_exact(note)))}”"


def _exact(note: Note) -> str:
    return note.anchor.exact if note.anchor else ""
