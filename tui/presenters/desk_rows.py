"""The rows of the lists over the whole desk, made in a thread from library and notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.tables.across import DeskNoteRow, EvidenceRow

if TYPE_CHECKING:
    from extract import Actor
    from store.articles.library import Library
    from store.notes.notebook import Notebook

Targets = dict[str, tuple[str, str | None]]
"""The target of a row: the article's key, and the note's uid for a note."""


def note_rows(library: Library, notebook: Notebook) -> tuple[list[DeskNoteRow], Targets]:
    """Every note on an article of the desk, last changed first."""
    from tui.presenters.descriptions import overdue_text

    titles = {entry.key: entry.title for entry in library.entries()}
    unlisted = {note.article for note in notebook.all()} - titles.keys()
    off_desk = {key for key in unlisted if (entry := library.entry(key)) is not None and not entry.on_desk}
    on_desk = (note for note in notebook.all() if note.article not in off_desk)
    notes = sorted(on_desk, key=lambda note: (note.updated, note.uid), reverse=True)
    rows = [
        DeskNoteRow(
            note.uid,
            titles.get(note.article, note.article),
            note.type,
            note.status,
            " ".join(part for part in (note.about.actor or note.about.speaker, note.about.cue) if part)
            or (note.anchor.exact if note.anchor else ""),
            note.body,
            note.signature,
            note.updated,
            overdue_text(note),
            note.due or "",
            note.tags,
        )
        for note in notes
    ]
    return rows, {note.uid: (note.article, note.uid) for note in notes}


def evidence_rows(library: Library, actor: Actor, but: str | None) -> tuple[list[EvidenceRow], Targets]:
    """The quotes of `actor` in articles other than `but`; an article that only names the actor is one row."""
    from store.catalogue.elsewhere import appearances
    from tui.presenters.descriptions import some

    rows: list[EvidenceRow] = []
    targets: Targets = {}
    for found in appearances(library, actor, exclude=but):
        text, entry, role = found.article.text, found.entry, found.actor.role or ""
        quoted = [(quote.cue.of(text) if quote.cue else "", quote.content(text)) for quote in found.quotes]
        for n, (cue, words) in enumerate(
            quoted or [("", f"({some(len(found.actor.mentions), 'mention')}, no quotes)")]
        ):
            key = f"{entry.key}:{n}"
            rows.append(EvidenceRow(key, entry.title, entry.published or "", role, cue, words))
            targets[key] = (entry.key, None)
    return rows, targets
