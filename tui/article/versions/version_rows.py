"""Carries an article's notes over to a changed text and compares the two texts. Independent of any screen.

Notes whose passage is certain are moved at once, in one undoable step; the others wait for the user. Comparing runs in
threads, reading an old version in the worker process.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from extract.span import Span
from widgets.panes.compare import Pair, Row

if TYPE_CHECKING:
    from extract import Article, Quote
    from extract.layout.notices import Notice
    from store.notes.anchors import Anchor
    from store.notes.carry_over import Carried, Carrying
    from store.notes.note import Note
    from store.texts.comparison import Change
    from tui.newsroom.newsroom import Newsroom, Story

CONTEXT_PARAGRAPHS = 1
"""Unchanged paragraphs shown before and after a change."""
_KIND_ORDER = ("reattributed", "reworded", "removed", "added")
"""The kinds of changes of a quote, most serious first."""
MAX_NOTICE_CHARACTERS = 300
"""The most characters shown of a correction notice."""
MAX_EXCERPT_CHARACTERS = 70
"""The most characters of a note or passage shown in a list."""


@dataclass(slots=True)
class Carryover:
    """The result of carrying notes of older texts over to the current text of an article.

    `before` is the version (its SHA-256) that the text is compared with; `just_changed` is true if the text changed
    with this opening. `unsaved` is why the moves could not be saved, in one line; those notes are in `found.moved` all
    the same. `notices` are the kinds of the text's own new notices, such as "corrected".
    """

    found: Carrying
    before: str
    just_changed: bool
    unsaved: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def touched(self) -> bool:
        """Whether any note is from an older text."""
        return bool(self.found.moved or self.found.unsure or self.found.orphaned)

    def summary(self, key: str) -> str:
        """One line for the status bar, "" if there is nothing to report; `key` opens the versions."""
        moved, unsure, orphaned = (len(notes) for notes in (self.found.moved, self.found.unsure, self.found.orphaned))
        if self.unsaved:
            return f"the text has changed, and {_notes(moved)} NOT carried over: {self.unsaved}"
        counts = [
            f"{_notes(count)} {what}"
            for count, what in ((moved, "moved along"), (unsure, "unsure"), (orphaned, "orphaned"))
            if count
        ]
        if not (self.just_changed or moved or unsure):
            return ""
        lead = "the text has changed" if self.just_changed else "an older text had notes"
        lead += f" ({', '.join(self.notices)}, it says)" if self.just_changed and self.notices else ""
        return f"{lead}: {', '.join(counts) or 'no notes to move'}; {key} shows it"


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"


async def carry_over(newsroom: Newsroom, story: Story) -> Carryover | None:
    """Find the notes of older texts in the story's text and move those that are certain.

    Returns None if there is only one text and no note from another.
    """
    from store.notes.carry_over import ORPHANED, carry
    from store.notes.notebook import NotebookError

    entry, text = story.entry, story.text
    if entry is None or text is None:
        return None
    old = [note for note in newsroom.notes.of(story) if note.version != entry.version]
    if not old and len(entry.versions) < 2:
        return None
    texts = {}
    for version in {note.version for note in old}:
        try:
            texts[version] = await newsroom.articles.version_text(version)
        except OSError:
            continue  # without the old text, only the words and their context are compared
    found = await asyncio.to_thread(carry, old, texts, entry.version, text)
    before = entry.versions[-2].sha256 if len(entry.versions) > 1 else old[0].version
    changed = len(entry.versions) > 1 and not story.completed
    just_changed = changed and entry.opened in (None, entry.versions[-1].added)
    carryover = Carryover(
        found, before, just_changed, notices=await _notice_kinds(newsroom, before, text) if just_changed else ()
    )
    changes: list[tuple[Note, Mapping[str, Any]]] = []
    for carried in found.moved:
        tags = tuple(tag for tag in carried.note.tags if tag != ORPHANED)
        changes.append((carried.note, {"version": entry.version, "anchor": carried.anchor, "tags": tags}))
    try:
        await newsroom.notes.edit_together(changes)
    except (NotebookError, OSError) as error:
        carryover.unsaved = str(error)
    return carryover


async def _notice_kinds(newsroom: Newsroom, before: str, text: str) -> tuple[str, ...]:
    try:
        old = await newsroom.articles.version_text(before)
    except OSError:
        return ()
    return tuple(dict.fromkeys(notice.kind for notice in _new_notices(old, text)))


def _new_notices(old: str, new: str) -> list[Notice]:
    """The correction and update notices of the new text that the old one does not have."""
    from extract.layout.notices import notices

    before = {notice.span.of(old) for notice in notices(old)}
    return [notice for notice in notices(new) if notice.span.of(new) not in before]


async def answer(newsroom: Newsroom, story: Story, carryover: Carryover, carried: Carried, *, confirmed: bool) -> None:
    """Move an unsure note to the proposed place if `confirmed`, else make it an orphan. Raises NotebookError.

    An orphan stays on its old version and gets the tag `ORPHANED`, so that it is not asked about again.
    """
    from store.notes.carry_over import ORPHANED

    assert story.entry is not None
    note = carried.note
    if confirmed:
        await newsroom.notes.edit(note.uid, base=note, version=story.entry.version, anchor=carried.anchor)
    else:
        await newsroom.notes.edit(note.uid, base=note, tags=(*note.tags, ORPHANED))
    carryover.found.unsure.remove(carried)
    (carryover.found.moved if confirmed else carryover.found.orphaned).append(carried)


# -- rows of the versions screen --------------------------------------------------------------------------------------


def note_rows(carryover: Carryover, text: str, at: int) -> list[Row | Pair]:
    """The rows of question number `at` (from 0), then all notes by outcome. `text` is the new text."""
    found = carryover.found
    rows: list[Row | Pair] = []
    if found.unsure:
        rows += _question(found.unsure[at], text, at, len(found.unsure))
    moved = "Moved along" if carryover.unsaved is None else f"Found, but not saved: {carryover.unsaved}"
    for title, notes, sign in (
        (f"{moved} ({len(found.moved)})", found.moved, "="),
        (f"Unsure ({len(found.unsure)})", found.unsure, "?"),
        (f"Orphaned ({len(found.orphaned)}): kept, and exported as such", found.orphaned, "!"),
    ):
        if notes:
            rows += [Row(""), Row(title, look="heading")]
            rows += [row for carried in notes for row in _listed(carried, sign, text)]
    return rows[1:] if rows and not found.unsure else rows or [Row("No note was made on an older text.", look="faint")]


def _listed(carried: Carried, sign: str, text: str) -> Iterator[Row | Pair]:
    from store.export.positions import paragraph
    from store.texts.comparison import changed_words

    note = carried.note
    words = f" on “{_short(note.anchor.exact)}”" if note.anchor else " on the whole article"
    there = f", now paragraph {paragraph(text, carried.anchor.start)}" if sign == "=" and carried.anchor else ""
    yield Row(f"{_short(note.body)}{words}{there}", sign)
    if sign == "=" and note.anchor and carried.anchor and note.anchor.exact != carried.anchor.exact:
        removed, added = changed_words(note.anchor.exact, carried.anchor.exact)
        yield Pair(Row(note.anchor.exact, "~-", "removed", removed), Row(carried.anchor.exact, "~+", "added", added))


def _short(text: str) -> str:
    line = " ".join(text[: 2 * MAX_EXCERPT_CHARACTERS].split())
    whole = len(line) <= MAX_EXCERPT_CHARACTERS and len(text) <= 2 * MAX_EXCERPT_CHARACTERS
    return line if whole else line[: MAX_EXCERPT_CHARACTERS - 1] + "…"


def _question(carried: Carried, text: str, at: int, count: int) -> Iterator[Row | Pair]:
    from store.texts.comparison import changed_words

    note = carried.note
    assert note.anchor is not None
    assert carried.anchor is not None
    removed, added = changed_words(note.anchor.exact, carried.anchor.exact)
    yield Row(f"Question {at + 1} of {count}: is this still the passage?", "?", "heading")
    yield Row(f"{note.type} by {note.signature}: {_short(note.body)}")
    yield Row("")
    yield Pair(
        _passage_row("before", note.anchor, removed, "~-", "removed"),
        _passage_row("now", carried.anchor, added, "~+", "added"),
    )


def _passage_row(
    when: str, anchor: Anchor, changed: tuple[Span, ...], sign: str, look: Literal["added", "removed"]
) -> Row:
    """A passage in brackets with its context, which distinguishes copies of it."""
    lead = f"{when}: …{_in_line(anchor.prefix).lstrip()}["
    strong = tuple(Span(span.start + len(lead), span.end + len(lead)) for span in changed)
    return Row(f"{lead}{anchor.exact}]{_in_line(anchor.suffix).rstrip()}…", sign, look, strong)


def _in_line(text: str) -> str:
    """`text` with a pilcrow for the ends of paragraphs."""
    return re.sub(r"\s*\n\s*", " ¶ ", text)


def _line_of(text: str, span: Span) -> str:
    """The line of `text` with `span`: the corrected text follows the word of the notice."""
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]


def notice_rows(old: str, new: str) -> list[Row | Pair]:
    """The rows of the new text's own notices, such as "(Corrects day in paragraph 3)"; [] if it has no new ones."""
    notices = _new_notices(old, new)
    if not notices:
        return []
    rows = [
        Row(f"{notice.kind}: {' '.join(_line_of(new, notice.span).split())[:MAX_NOTICE_CHARACTERS]}", "!")
        for notice in notices
    ]
    return [Row("The article says of itself", look="heading"), *rows, Row("")]


def change_rows(old: str, new: str) -> list[Row | Pair]:
    """The rows of paragraphs removed, added and changed, with a paragraph of context. Slow for long texts."""
    from store.texts.comparison import compare

    rows: list[Row | Pair] = []
    changes = [change for change in compare(old, new) if change.kind == "same" or _has_text(change, old, new)]
    for number, change in enumerate(changes):
        if change.kind == "same":
            rows += _same(_lines(change.new.of(new)), first=number == 0, last=number == len(changes) - 1)
        else:
            rows += _changed(_lines(change.old.of(old)), _lines(change.new.of(new)))
    signs = [row.sign for row in rows if isinstance(row, Row)]
    counts = [
        f"{count} {what}"
        for count, what in (
            (signs.count("+"), "added"), (signs.count("-"), "removed"), (len(rows) - len(signs), "changed"),
        )
        if count
    ]  # fmt: skip
    none = "only blank lines differ" if old != new else "the same"
    return [Row(f"Paragraphs: {', '.join(counts) or none}", look="heading"), *(rows if counts else ())]


def _has_text(change: Change, old: str, new: str) -> bool:
    return bool(change.old.of(old).strip() or change.new.of(new).strip())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _same(lines: list[str], *, first: bool, last: bool) -> Iterator[Row]:
    head = [] if first else lines[:CONTEXT_PARAGRAPHS]
    rest = lines[len(head) :]
    tail = [] if last else rest[-CONTEXT_PARAGRAPHS:]
    left = len(rest) - len(tail)
    yield from (Row(line, look="faint") for line in head)
    if left:
        yield Row(f"({left} paragraph{'s' if left > 1 else ''} the same)", "..", "faint")
    yield from (Row(line, look="faint") for line in tail)


def _changed(removed: list[str], added: list[str]) -> Iterator[Row | Pair]:
    from store.texts.comparison import changed_words, pair_lines

    stop = True
    for before, after in pair_lines(removed, added):
        if before is None:
            yield Row(after or "", "+", "added", stop=stop)
        elif after is None:
            yield Row(before, "-", "removed", stop=stop)
        else:
            left, right = changed_words(before, after)
            yield Pair(Row(before, "~-", "removed", left), Row(after, "~+", "added", right), stop=stop)
        stop = False


def quote_rows(old: Article, new: Article) -> list[Row | Pair]:
    """The rows of quotes reattributed, reworded, removed and added, in this order."""
    from store.notes.carry_over import compare_quotes
    from store.texts.comparison import changed_words

    rows: list[Row | Pair] = []
    changes = sorted(compare_quotes(old, new), key=lambda change: _KIND_ORDER.index(change.kind))
    for change in changes:
        if change.old is None and change.new is not None:
            rows.append(Row(f"added: {_quote_line(new, change.new)}", "+", "added"))
        elif change.new is None and change.old is not None:
            rows.append(Row(f"removed: {_quote_line(old, change.old)}", "-", "removed"))
        elif change.old is not None and change.new is not None:
            before, after = (
                f"{change.kind}: {_quote_line(old, change.old)}",
                f"{change.kind}: {_quote_line(new, change.new)}",
            )
            left, right = changed_words(before, after)
            rows.append(Pair(Row(before, "~-", "removed", left), Row(after, "~+", "added", right)))
    kinds = [change.kind for change in changes]
    counts = [f"{kinds.count(kind)} {kind}" for kind in _KIND_ORDER if kind in kinds]
    return [Row(f"Quotes: {', '.join(counts) or 'none changed'}", look="heading"), *rows]


def _quote_line(article: Article, quote: Quote) -> str:
    actor = article.actor(quote.actor)
    name = actor.name if actor else quote.speaker.of(article.text) if quote.speaker else "speaker not named"
    return f"{name}: “{' '.join(quote.content(article.text).split())}”"
