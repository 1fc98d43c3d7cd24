"""Carries an article's notes over to a new version of its text, and compares the two versions' quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from extract.types import Article, Quote, Span
from store.notes.anchors import Anchor, Located, locate, sides
from store.notes.note import Note
from store.texts.alignment import Aligned, Alignment
from store.texts.comparison import likeness

ORPHANED = "orphaned"
"""The tag of a note whose author has confirmed that its passage is not in the newer text, so as not to ask again."""


@dataclass(frozen=True, slots=True)
class Carried:
    """The place of a note's passage in the new text. `anchor` is the new one, a guess if unsure, None if lost."""

    note: Note
    located: Located
    anchor: Anchor | None


@dataclass(slots=True)
class Carrying:
    """The notes of older versions, seen from a new one: certain, to be confirmed, and without a passage.

    Nothing is moved yet: `Notebook.edit(uid, version=..., anchor=...)` does that, at once for the certain ones.
    """

    moved: list[Carried] = field(default_factory=list)
    unsure: list[Carried] = field(default_factory=list)
    orphaned: list[Carried] = field(default_factory=list)


def carry(notes: Iterable[Note], texts: Mapping[str, str], version: str, text: str) -> Carrying:
    """Find the passages of `notes` in `text`, the text of `version`. `texts` has the older texts by version.

    Notes already on `version`, and those on the whole article (always certain), need no confirmation; nor do those
    tagged `ORPHANED`, unless their passage is certainly back.
    """
    found = Carrying()
    alignments: dict[str, Alignment] = {}
    for note in notes:
        if note.version == version:
            continue
        if note.anchor is None:
            found.moved.append(Carried(note, Located(None, "exact"), None))
            continue
        old = texts.get(note.version)
        if old is None:
            located = locate(text, note.anchor)
        else:
            if note.version not in alignments:
                alignments[note.version] = Alignment(old, text)
            located = reanchor(old, text, note.anchor, alignments[note.version])
        anchor = None if located.span is None else Anchor.of(text, located.span)
        if located.certain:
            found.moved.append(Carried(note, located, anchor))
        elif anchor is not None and ORPHANED not in note.tags:
            found.unsure.append(Carried(note, located, anchor))
        else:
            found.orphaned.append(Carried(note, located, None))
    return found


MIN_CONTENT_LEFT = 0.5
"""If a smaller share of its words is left (0 to 1), no passage is certain."""
ENOUGH_CONTENT_LEFT = 0.75
"""From this share on, the alignment alone is enough, if the adjacent words are present too."""

MAX_GROWTH = 1.5
WORD_CHARACTERS = 8
"""A passage that has grown by more than this factor, and by the characters of a word, may contain a copy of itself."""


def reanchor(old: str, new: str, anchor: Anchor, alignment: Alignment | None = None) -> Located:
    """Find `anchor`, made on `old`, in `new`. `alignment` is that of the two texts, if already computed.

    A passage inside a paragraph that occurs exactly once in each text is where that paragraph is. Otherwise two methods
    must agree: the words and their context (`locate`), and the place if the text kept its order. A place that only one
    of them finds is certain only if nothing contradicts it.
    """
    line = _line(old, anchor.span)
    if line is not None and len(line.of(old)) > len(anchor.exact) and _once(old, line.of(old)):
        paragraph = line.of(old)
        if _once(new, paragraph):
            start = f"\n{new}\n".index(f"\n{paragraph}\n") + anchor.start - line.start
            span = Span(start, start + len(anchor.exact))
            return Located(span, "position" if span == anchor.span else "exact")
    located = locate(new, anchor)
    if not anchor.exact:
        return located
    aligned = (alignment or Alignment(old, new)).find(anchor.span)
    if located.how == "position" and (aligned.span is None or aligned.span == located.span):
        return located
    if aligned.span is not None and aligned.unchanged_share >= MIN_CONTENT_LEFT:
        certain = _supported(old, new, anchor, aligned, agreed=located.certain and located.span == aligned.span)
        same = aligned.span.of(new) == anchor.exact
        return Located(aligned.span, "unsure" if not certain else "exact" if same else "fuzzy")
    if located.certain and (located.how == "fuzzy" or not _moved(old, new, anchor, located)):
        return Located(located.span, "unsure")
    return located


def _supported(old: str, new: str, anchor: Anchor, aligned: Aligned, *, agreed: bool) -> bool:
    """Whether the text beside an aligned passage leaves no doubt. `agreed`: words and context give the same place."""
    assert aligned.span is not None
    (start, end), words, length = aligned.span, aligned.span.of(new), len(anchor.exact)
    if len(words) > MAX_GROWTH * length + WORD_CHARACTERS or not _same_paragraphs(anchor.exact, words):
        return False
    if any(
        likeness(anchor.exact, other) >= MIN_CONTENT_LEFT
        for other in (new[max(0, start - length) : start], new[end : end + length])
    ):
        return False  # something similar is right beside it
    if new.count(words) > max(1, old.count(words)):  # copies were added: this may be one of them
        return min(aligned.before, aligned.after) >= 2
    if agreed:
        return max(aligned.before, aligned.after) >= 2
    if aligned.unchanged_share == 1.0:
        return max(aligned.before, aligned.after) >= 3 or min(aligned.before, aligned.after) >= 1
    return aligned.unchanged_share >= ENOUGH_CONTENT_LEFT and max(aligned.before, aligned.after) >= 3


def _same_paragraphs(before: str, after: str) -> bool:
    """Whether each line of a passage has a counterpart: paragraphs move apart, and half a passage is not one."""
    lines, others = before.split("\n"), after.split("\n")
    return len(lines) == len(others) and all(
        likeness(line, other) >= MIN_CONTENT_LEFT for line, other in zip(lines, others, strict=True) if len(lines) > 1
    )


def _moved(old: str, new: str, anchor: Anchor, located: Located) -> bool:
    """Whether moved words are certainly those at the new place: the only occurrence, with both sides of context."""
    assert located.span is not None
    return (
        old.count(anchor.exact) == new.count(anchor.exact) == 1
        and min(sides(new, anchor, located.span)) >= MIN_CONTENT_LEFT
    )


def _line(text: str, span: Span) -> Span | None:
    """The line that contains `span`, if a single one does."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = Span(start, len(text) if end < 0 else end)
    return None if "\n" in line.of(text) else line


def _once(text: str, line: str) -> bool:
    """Whether `line` is a line of `text`, and its words occur nowhere else in it."""
    return text.count(line) == 1 and f"\n{line}\n" in f"\n{text}\n"


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quote that only one of two versions has, or whose words or speaker differ in the new one."""

    kind: Literal["added", "removed", "reworded", "reattributed"]
    old: Quote | None
    new: Quote | None


MIN_LIKENESS = 0.6
"""Two quotes this similar (0 to 1) are the same one, reworded."""


def compare_quotes(old: Article, new: Article) -> list[QuoteChange]:
    """The changed quotes between two readings, in the order of the new text; removed ones last."""
    left = {quote.id: quote for quote in old.quotes}
    pairs: dict[str, Quote] = {}
    for quote in new.quotes:
        same = next((q for q in left.values() if _words(old, q) == _words(new, quote)), None)
        if same is not None:
            pairs[quote.id] = left.pop(same.id)
    for quote in new.quotes:
        if quote.id not in pairs and left:
            closest, best = max((likeness(_words(old, q), _words(new, quote)), q.id) for q in left.values())
            if closest >= MIN_LIKENESS:
                pairs[quote.id] = left.pop(best)
    changes: list[QuoteChange] = []
    for quote in new.quotes:
        before = pairs.get(quote.id)
        if before is None:
            changes.append(QuoteChange("added", None, quote))
        elif _words(old, before) != _words(new, quote):
            changes.append(QuoteChange("reworded", before, quote))
        elif _who(old, before) != _who(new, quote):
            changes.append(QuoteChange("reattributed", before, quote))
    return changes + [QuoteChange("removed", quote, None) for quote in left.values()]


def _words(article: Article, quote: Quote) -> str:
    return " ".join(quote.content(article.text, " ").split())


def _who(article: Article, quote: Quote) -> str | None:
    actor = article.actor(quote.actor)
    return actor.name if actor is not None else None
