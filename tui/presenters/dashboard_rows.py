"""The desk's dashboard in words: what is due, views, and the preview of an article. Pure; made in a thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tui.presenters import relative_times
from tui.presenters.descriptions import some
from widgets.desk.due_table import LATE, LIFTS, OPEN, DueRow
from widgets.desk.preview_lines import PreviewNoteRow, PreviewQuoteRow, PreviewRows
from widgets.desk.views_table import ViewRow
from widgets.tables.speaker_bars import VoiceRow
from widgets.text.moments import zone_name

if TYPE_CHECKING:
    from store.catalogue.due import Due
    from store.catalogue.note_rows import NotedRow
    from store.catalogue.previews import Preview
    from store.catalogue.recent_speakers import RecentSpeakers
    from store.catalogue.views import View

TYPES = {"right-of-reply": "right of reply"}
"""Names of note types that differ from their ids."""
STATUSES = {("right-of-reply", "open"): "to ask", ("right-of-reply", "no-answer"): "no answer"}
DONE = "◇"
MAX_NOTES = 6
MAX_SPEAKERS = 3
"""Named speakers in the box about the desk's recent articles."""


def type_words(type: str) -> str:
    """A note's type in words."""
    return TYPES.get(type, type)


def status_words(type: str, status: str) -> str:
    """A note's status in words."""
    return STATUSES.get((type, status), status)


def due_key(due: Due) -> str:
    """The key of a due row."""
    return due.note or f"embargo:{due.article}"


def due_rows(found: Iterable[Due], now: datetime) -> list[DueRow]:
    """The due items, in the order given."""
    return [_due_row(each, now) for each in found]


def _due_row(due: Due, now: datetime) -> DueRow:
    when = relative_times.parsed(due.at) or now
    key = due_key(due)
    if due.reason == "embargo":
        today = when.astimezone().date() == now.astimezone().date()
        words = relative_times.lifts(when, now)
        return DueRow(key, LIFTS, words, "embargo", "", due.title, "today" if today else "later")
    what = type_words(due.type)
    if due.reason == "old":
        age = f"{some(max(1, (now - when).days), 'day')} open"
        return DueRow(key, OPEN, age, what, due.about, due.title, "later")
    late, today = when <= now, when.astimezone().date() == now.astimezone().date()
    sign = LATE if late or today else OPEN
    return DueRow(
        key,
        sign,
        relative_times.until(when, now),
        what,
        due.about,
        due.title,
        "late" if late else "today" if today else "later",
    )


def due_summary(found: Sequence[Due], now: datetime) -> str:
    """`1 late · 2 today · 1 embargo · times CET`: how many are due, and the zone of the times in the rows."""
    counts = Counter(row.urgency if row.sign != LIFTS else "embargo" for row in due_rows(found, now))
    parts = (("late", "late"), ("today", "today"), ("embargo", "embargo"))
    words = [f"{counts[name]} {word}" for name, word in parts if counts[name]]
    return " · ".join([*words, f"times {zone_name(now)}"] if found else words)


def speaker_rows(found: RecentSpeakers) -> list[VoiceRow]:
    """The named speakers with the most words, and all that have no name; empty if no one was quoted."""
    if not found.words:
        return []
    rows = [
        VoiceRow(name, round(100 * sum(form) / found.words), form)
        for name, form in list(found.named.items())[:MAX_SPEAKERS]
    ]
    if unnamed := sum(found.unnamed):
        rows.append(VoiceRow("unnamed", round(100 * unnamed / found.words), found.unnamed, named=False))
    return rows


def view_rows(views: Iterable[View]) -> list[ViewRow]:
    """Views as the table draws them."""
    return [ViewRow(view.line, view.name, view.articles, view.unread) for view in views]


def preview_rows(
    key: str,
    preview: Preview | None,
    notes: Sequence[NotedRow],
    now: datetime,
    *,
    site: str,
    time: str,
    versions: int = 1,
    stories: Sequence[str] = (),
    missing: str = "",
) -> PreviewRows:
    """The preview of the article `key`. `missing` explains why there are no quotes, if it was not read."""
    more = [some(versions, "version")] if versions > 1 else []
    source = " · ".join(filter(None, [site, relative_times.long(time, now) if time else "", *more]))
    shown = [_note_row(note, now) for note in notes[:MAX_NOTES]]
    rows = PreviewRows(
        key,
        byline=source,
        source=source,
        notes=shown,
        notes_counted=_counted(notes, now),
        notes_summary=_notes_summary(notes, now),
        stories=stories,
        missing=missing,
    )
    if preview is None:
        return rows
    total = preview.words or 1
    sourcing = [some(preview.speakers, "speaker"), some(preview.quotes_total, "quote")]
    if preview.unnamed_words:
        sourcing.append(f"unnamed {round(100 * preview.unnamed_words / total)}%")
    return PreviewRows(
        key,
        standfirst=preview.standfirst,
        byline=" · ".join(filter(None, [_by(preview.byline), source])),
        source=source,
        lead=preview.lead,
        quotes=[
            PreviewQuoteRow(
                quote.words,
                quote.speaker or "unknown",
                "unnamed" if quote.naming == "unnamed" else quote.role,
                _verb(quote.cue),
                quote.naming != "unnamed",
                quote.colour,
                "~ " if quote.kind == "indirect" else "",
            )
            for quote in preview.quotes
        ],
        quotes_total=preview.quotes_total,
        voices=[
            VoiceRow(
                voice.name,
                round(100 * voice.words / total),
                (voice.direct, voice.mixed, voice.indirect),
                not voice.unnamed,
                voice.colour,
            )
            for voice in preview.voices
        ],
        form=preview.form,
        sourcing=" · ".join(sourcing) if preview.quotes_total else "no quotes",
        notes=rows.notes,
        notes_counted=rows.notes_counted,
        notes_summary=rows.notes_summary,
        stories=stories,
        missing=missing,
    )


def _verb(cue: str) -> str:
    """A cue that can follow the speaker's name; "" for one that precedes it."""
    return "" if cue.lower().startswith("according") else cue.lower()


def _by(byline: str) -> str:
    """The byline's first part: who, without the place and the time behind it."""
    return byline.partition("|")[0].strip()


def _state(note: NotedRow, now: datetime) -> tuple[str, bool]:
    """A note's status or deadline in words, and whether it is late."""
    when = relative_times.parsed(note.due or "") if note.open else None
    if when is None:
        return status_words(note.type, note.status), False
    return relative_times.until(when, now), when <= now


def _note_row(note: NotedRow, now: datetime) -> PreviewNoteRow:
    state, late = _state(note, now)
    sign = LATE if late else OPEN if note.open else DONE
    return PreviewNoteRow(sign, type_words(note.type), state, note.body, late, note.open)


def _counted(notes: Sequence[NotedRow], now: datetime) -> list[PreviewNoteRow]:
    """The notes in one line: each that is late, then how many there are of each type and status."""
    late: list[PreviewNoteRow] = []
    counts: Counter[tuple[str, str, bool]] = Counter()
    for note in notes:
        state, is_late = _state(note, now)
        if is_late:
            late.append(PreviewNoteRow(LATE, type_words(note.type), state, "", late=True, open=True))
        else:
            counts[type_words(note.type), status_words(note.type, note.status), bool(note.open)] += 1
    return late + [
        PreviewNoteRow(OPEN if waiting else DONE, f"{count} {what}", state, "", open=waiting)
        for (what, state, waiting), count in counts.items()
    ]


def _notes_summary(notes: Sequence[NotedRow], now: datetime) -> str:
    """`1 late · 2 open`."""
    late = sum(_state(note, now)[1] for note in notes)
    waiting = sum(bool(note.open) for note in notes) - late
    return " · ".join(f"{count} {word}" for count, word in ((late, "late"), (waiting, "open")) if count)
