"""An article that has changed: its notes carried over to the new text, and what is different in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from extract.types import Article, Quote, Span
from store.anchors import CONTEXT_LIKENESS, LEAD, Anchor, Located, context_likeness, locate, occurrences
from store.comparing import likeness
from store.notes import Note

ORPHANED = "orphaned"
"""The tag of a note whose passage, its writer says, is not in the newer text: it is not asked about again."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a note's passage is in the new text. `anchor` is the new one, a guess if unsure, None if lost."""

    note: Note
    located: Located
    anchor: Anchor | None


@dataclass(slots=True)
class Carrying:
    """The notes of older versions, seen from a new one: certain, to be asked about, and without a passage any more.

    Nothing is moved yet: `Notebook.edit(uid, version=..., anchor=...)` does that, for those that are certain at once.
    """

    moved: list[Carried] = field(default_factory=list)
    unsure: list[Carried] = field(default_factory=list)
    orphaned: list[Carried] = field(default_factory=list)


def carry(notes: Iterable[Note], texts: Mapping[str, str], version: str, text: str) -> Carrying:
    """Look for the passages of `notes` in `text`, the text of `version`. `texts` has the older ones by version.

    Notes on `version` already, and those on the whole article (always certain), are no question; nor are those tagged
    `ORPHANED`, unless their passage is back for certain.
    """
    found = Carrying()
    for note in notes:
        if note.version == version:
            continue
        if note.anchor is None:
            found.moved.append(Carried(note, Located(None, "exact"), None))
            continue
        old = texts.get(note.version)
        located = locate(text, note.anchor) if old is None else reanchor(old, text, note.anchor)
        anchor = None if located.span is None else Anchor.of(text, located.span)
        if located.certain:
            found.moved.append(Carried(note, located, anchor))
        elif anchor is not None and ORPHANED not in note.tags:
            found.unsure.append(Carried(note, located, anchor))
        else:
            found.orphaned.append(Carried(note, located, None))
    return found


def reanchor(old: str, new: str, anchor: Anchor) -> Located:
    """Find `anchor`, made on `old`, in `new`.

    A passage inside a paragraph that both texts have, and have once, is where that paragraph is. Otherwise the
    guarded rules of `locate` decide.
    """
    line = _line(old, anchor.span)
    if line is not None and len(line.of(old)) > len(anchor.exact) and _once(old, line.of(old)):
        paragraph = line.of(old)
        if _once(new, paragraph):
            start = f"\n{new}\n".index(f"\n{paragraph}\n") + anchor.start - line.start
            span = Span(start, start + len(anchor.exact))
            return Located(span, "position" if span == anchor.span else "exact")
    located = locate(new, anchor)
    if located.how in ("exact", "fuzzy") and _has_twin(old, anchor):
        return Located(located.span, "unsure")
    return located


def _has_twin(text: str, anchor: Anchor) -> bool:
    """Whether `text`, which the anchor was made on, has the same words in much the same surroundings elsewhere."""
    return any(
        start != anchor.start
        and context_likeness(text, anchor, Span(start, start + len(anchor.exact))) >= CONTEXT_LIKENESS - LEAD
        for start in occurrences(text, anchor.exact)
    )


def _line(text: str, span: Span) -> Span | None:
    """The line that holds `span`, if one does."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = Span(start, len(text) if end < 0 else end)
    return None if "\n" in line.of(text) else line


def _once(text: str, line: str) -> bool:
    """Whether `line` is a line of `text`, and its words stand nowhere else in it."""
    return text.count(line) == 1 and f"\n{line}\n" in f"\n{text}\n"


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quote that only one of two versions has, or that says something else, or is somebody else's, in the new one."""

    kind: Literal["added", "removed", "reworded", "reattributed"]
    old: Quote | None
    new: Quote | None


LIKE = 0.6
"""Two quotes this alike (0 to 1) are one, reworded."""


def compare_quotes(old: Article, new: Article) -> list[QuoteChange]:
    """Which quotes changed between two readings, in the order of the new text; removed ones last."""
    left = {quote.id: quote for quote in old.quotes}
    pairs: dict[str, Quote] = {}
    for quote in new.quotes:
        same = next((q for q in left.values() if _said(old, q) == _said(new, quote)), None)
        if same is not None:
            pairs[quote.id] = left.pop(same.id)
    for quote in new.quotes:
        if quote.id not in pairs and left:
            closest, best = max((likeness(_said(old, q), _said(new, quote)), q.id) for q in left.values())
            if closest >= LIKE:
                pairs[quote.id] = left.pop(best)
    changes: list[QuoteChange] = []
    for quote in new.quotes:
        before = pairs.get(quote.id)
        if before is None:
            changes.append(QuoteChange("added", None, quote))
        elif _said(old, before) != _said(new, quote):
            changes.append(QuoteChange("reworded", before, quote))
        elif _who(old, before) != _who(new, quote):
            changes.append(QuoteChange("reattributed", before, quote))
    return changes + [QuoteChange("removed", quote, None) for quote in left.values()]


def _said(article: Article, quote: Quote) -> str:
    return " ".join(" ".join(fragment.of(article.text) for fragment in quote.fragments).split())


def _who(article: Article, quote: Quote) -> str | None:
    actor = article.actor(quote.actor)
    return actor.name if actor is not None else None
