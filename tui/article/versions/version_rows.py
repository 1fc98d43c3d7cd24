"""An article whose text has changed: what comes of its notes, and what is different in it. Knows no screen.

Notes whose passage is found for certain are moved at once, all as one step that can be undone; the others wait for the
user. Comparing runs in threads, reading an old version in the worker process.
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

CONTEXT = 1
"""Unchanged paragraphs shown before and after a change."""
_FIRST = ("reattributed", "reworded", "removed", "added")
"""The gravest change of a quote comes first."""
SAID = 300
"""Characters shown of what an article says of itself."""
HINT = 70
"""Characters of a note or passage shown in a list."""


@dataclass(slots=True)
class Carryover:
    """What came of the notes made on older texts of an article. `before` is the version its text is compared with;
    `fresh`: its text changed with this very opening.

    `unsaved` says in one line why certain moves could not be saved; those notes are in `found.moved` all the same.
    `said` is what the text says of it, such as "corrected".
    """

    found: Carrying
    before: str
    fresh: bool
    unsaved: str | None = None
    said: tuple[str, ...] = ()

    @property
    def touched(self) -> bool:
        """Whether any note is from an older text."""
        return bool(self.found.moved or self.found.unsure or self.found.orphaned)

    def summary(self, key: str) -> str:
        """One line for the status bar, empty where there is nothing to tell; `key` opens the versions."""
        moved, unsure, orphaned = (len(notes) for notes in (self.found.moved, self.found.unsure, self.found.orphaned))
        if self.unsaved:
            return f"the text has changed, and {_notes(moved)} NOT carried over: {self.unsaved}"
        counts = [
            f"{_notes(count)} {what}"
            for count, what in ((moved, "moved along"), (unsure, "unsure"), (orphaned, "orphaned"))
            if count
        ]
        if not (self.fresh or moved or unsure):
            return ""
        lead = "the text has changed" if self.fresh else "an older text had notes"
        lead += f" ({', '.join(self.said)}, it says)" if self.fresh and self.said else ""
        return f"{lead}: {', '.join(counts) or 'no notes to move'}; {key} shows it"


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count} notes"


async def carry_over(newsroom: Newsroom, story: Story) -> Carryover | None:
    """Find the notes of older texts in the story's text and move those that are certain.

    None where there is only one text and no note from another.
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
            continue  # without the old text the words and their context must do
    found = await asyncio.to_thread(carry, old, texts, entry.version, text)
    before = entry.versions[-2].sha256 if len(entry.versions) > 1 else old[0].version
    changed = len(entry.versions) > 1 and not story.completed
    fresh = changed and entry.opened in (None, entry.versions[-1].added)
    over = Carryover(found, before, fresh, said=await _said_of_itself(newsroom, before, text) if fresh else ())
    changes: list[tuple[Note, Mapping[str, Any]]] = []
    for one in found.moved:
        tags = tuple(tag for tag in one.note.tags if tag != ORPHANED)
        changes.append((one.note, {"version": entry.version, "anchor": one.anchor, "tags": tags}))
    try:
        await newsroom.notes.edit_together(changes)
    except (NotebookError, OSError) as error:
        over.unsaved = str(error)
    return over


async def _said_of_itself(newsroom: Newsroom, before: str, text: str) -> tuple[str, ...]:
    try:
        old = await newsroom.articles.version_text(before)
    except OSError:
        return ()
    return tuple(dict.fromkeys(notice.kind for notice in _fresh_notices(old, text)))


def _fresh_notices(old: str, new: str) -> list[Notice]:
    """What the new text says of its own corrections and updates that the old one did not."""
    from extract.layout.notices import notices

    before = {notice.span.of(old) for notice in notices(old)}
    return [notice for notice in notices(new) if notice.span.of(new) not in before]


async def answer(newsroom: Newsroom, story: Story, over: Carryover, one: Carried, *, there: bool) -> None:
    """The user's word on an unsure note: it is `there`, at the proposed place, or an orphan. Raises NotebookError.

    An orphan stays on its old version, under the tag that keeps it from being asked about again.
    """
    from store.notes.carry_over import ORPHANED

    assert story.entry is not None
    note = one.note
    if there:
        await newsroom.notes.edit(note.uid, base=note, version=story.entry.version, anchor=one.anchor)
    else:
        await newsroom.notes.edit(note.uid, base=note, tags=(*note.tags, ORPHANED))
    over.found.unsure.remove(one)
    (over.found.moved if there else over.found.orphaned).append(one)


# -- what the versions screen shows -----------------------------------------------------------------------------------


def note_rows(over: Carryover, text: str, at: int) -> list[Row | Pair]:
    """The question number `at`, then every note by what came of it. `text` is the new text."""
    found = over.found
    rows: list[Row | Pair] = []
    if found.unsure:
        rows += _question(found.unsure[at], text, at, len(found.unsure))
    moved = "Moved along" if over.unsaved is None else f"Found, but not saved: {over.unsaved}"
    for title, notes, sign in (
        (f"{moved} ({len(found.moved)})", found.moved, "="),
        (f"Unsure ({len(found.unsure)})", found.unsure, "?"),
        (f"Orphaned ({len(found.orphaned)}): kept, and exported as such", found.orphaned, "!"),
    ):
        if notes:
            rows += [Row(""), Row(title, look="heading")]
            rows += [row for one in notes for row in _listed(one, sign, text)]
    return rows[1:] if rows and not found.unsure else rows or [Row("No note was made on an older text.", look="faint")]


def _listed(one: Carried, sign: str, text: str) -> Iterator[Row | Pair]:
    from store.export.positions import paragraph
    from store.texts.comparison import changed_words

    note = one.note
    words = f" on “{_short(note.anchor.exact)}”" if note.anchor else " on the whole article"
    there = f", now paragraph {paragraph(text, one.anchor.start)}" if sign == "=" and one.anchor else ""
    yield Row(f"{_short(note.body)}{words}{there}", sign)
    if sign == "=" and note.anchor and one.anchor and note.anchor.exact != one.anchor.exact:
        gone, come = changed_words(note.anchor.exact, one.anchor.exact)
        yield Pair(Row(note.anchor.exact, "~-", "removed", gone), Row(one.anchor.exact, "~+", "added", come))


def _short(text: str) -> str:
    line = " ".join(text[: 2 * HINT].split())
    return line if len(line) <= HINT and len(text) <= 2 * HINT else line[: HINT - 1] + "…"


def _question(one: Carried, text: str, at: int, count: int) -> Iterator[Row | Pair]:
    from store.texts.comparison import changed_words

    note = one.note
    assert note.anchor is not None
    assert one.anchor is not None
    gone, come = changed_words(note.anchor.exact, one.anchor.exact)
    yield Row(f"Question {at + 1} of {count}: is this still the passage?", "?", "heading")
    yield Row(f"{note.type} by {note.author}: {_short(note.body)}")
    yield Row("")
    yield Pair(_within("before", note.anchor, gone, "~-", "removed"), _within("now", one.anchor, come, "~+", "added"))


def _within(when: str, anchor: Anchor, changed: tuple[Span, ...], sign: str, look: Literal["added", "removed"]) -> Row:
    """A passage in brackets between what stands around it, which tells copies of it apart."""
    lead = f"{when}: …{_in_line(anchor.prefix).lstrip()}["
    strong = tuple(Span(span.start + len(lead), span.end + len(lead)) for span in changed)
    return Row(f"{lead}{anchor.exact}]{_in_line(anchor.suffix).rstrip()}…", sign, look, strong)


def _in_line(text: str) -> str:
    """`text` with a pilcrow for the ends of paragraphs."""
    return re.sub(r"\s*\n\s*", " ¶ ", text)


def _line_of(text: str, span: Span) -> str:
    """The line of `text` that `span` is in: what was corrected stands behind the word that says so."""
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else len(text)]


def notice_rows(old: str, new: str) -> list[Row | Pair]:
    """What the new text says of itself, such as "(Corrects day in paragraph 3)"; nothing where it says nothing new."""
    said = _fresh_notices(old, new)
    if not said:
        return []
    rows = [Row(f"{notice.kind}: {' '.join(_line_of(new, notice.span).split())[:SAID]}", "!") for notice in said]
    return [Row("The article says of itself", look="heading"), *rows, Row("")]


def change_rows(old: str, new: str) -> list[Row | Pair]:
    """The two texts line by line: what is gone, came or changed, with a paragraph around it. Slow for long texts."""
    from store.texts.comparison import compare

    rows: list[Row | Pair] = []
    changes = [change for change in compare(old, new) if change.kind == "same" or _says(change, old, new)]
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


def _says(change: Change, old: str, new: str) -> bool:
    return bool(change.old.of(old).strip() or change.new.of(new).strip())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _same(lines: list[str], *, first: bool, last: bool) -> Iterator[Row]:
    head = [] if first else lines[:CONTEXT]
    rest = lines[len(head) :]
    tail = [] if last else rest[-CONTEXT:]
    left = len(rest) - len(tail)
    yield from (Row(line, look="faint") for line in head)
    if left:
        yield Row(f"({left} paragraph{'s' if left > 1 else ''} the same)", "..", "faint")
    yield from (Row(line, look="faint") for line in tail)


def _changed(gone: list[str], come: list[str]) -> Iterator[Row | Pair]:
    from store.texts.comparison import changed_words, pair_lines

    stop = True
    for before, after in pair_lines(gone, come):
        if before is None:
            yield Row(after or "", "+", "added", stop=stop)
        elif after is None:
            yield Row(before, "-", "removed", stop=stop)
        else:
            left, right = changed_words(before, after)
            yield Pair(Row(before, "~-", "removed", left), Row(after, "~+", "added", right), stop=stop)
        stop = False


def quote_rows(old: Article, new: Article) -> list[Row | Pair]:
    """Which quotes were given to somebody else, reworded, removed or added, in this order."""
    from store.notes.carry_over import compare_quotes
    from store.texts.comparison import changed_words

    rows: list[Row | Pair] = []
    changes = sorted(compare_quotes(old, new), key=lambda change: _FIRST.index(change.kind))
    for change in changes:
        if change.old is None and change.new is not None:
            rows.append(Row(f"added: {_said(new, change.new)}", "+", "added"))
        elif change.new is None and change.old is not None:
            rows.append(Row(f"removed: {_said(old, change.old)}", "-", "removed"))
        elif change.old is not None and change.new is not None:
            before, after = f"{change.kind}: {_said(old, change.old)}", f"{change.kind}: {_said(new, change.new)}"
            left, right = changed_words(before, after)
            rows.append(Pair(Row(before, "~-", "removed", left), Row(after, "~+", "added", right)))
    kinds = [change.kind for change in changes]
    counts = [f"{kinds.count(kind)} {kind}" for kind in _FIRST if kind in kinds]
    return [Row(f"Quotes: {', '.join(counts) or 'none changed'}", look="heading"), *rows]


def _said(article: Article, quote: Quote) -> str:
    actor = article.actor(quote.actor)
    name = actor.name if actor else quote.speaker.of(article.text) if quote.speaker else "nobody named"
    return f"{name}: “{' '.join(quote.said(article.text).split())}”"
