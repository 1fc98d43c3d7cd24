"""The rows of the lists of matches in other articles, made in a thread from the library and its index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.tables.repeats import RepeatRow, StoryRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.articles.library import Library
    from store.texts.similarity import Wording
    from tui.presenters.desk_rows import Targets

CONTEXT_WORDS = 6
"""Words kept of a long common stretch, on either side of a difference."""


def repeat_rows(library: Library, words: str, but: str | None) -> tuple[list[RepeatRow], Targets]:
    """Where else `words` are quoted, the most similar first, and the target of each row."""
    from store.catalogue.elsewhere import repeats

    rows: list[RepeatRow] = []
    targets: Targets = {}
    for found in repeats(library, words, exclude=but):
        entry, text = found.entry, found.article.text
        actor = found.article.actor(found.quote.actor)
        speaker = actor.name if actor else found.quote.speaker.of(text) if found.quote.speaker else ""
        key = f"{entry.key}:{found.quote.id}"
        cue = found.quote.cue.of(text) if found.quote.cue else ""
        rows.append(
            RepeatRow(key, entry.title, entry.source, entry.published or "", speaker, cue, in_one(found.wording))
        )
        targets[key] = (entry.key, None)
    return rows, targets


def story_rows(library: Library, key: str) -> tuple[list[StoryRow], Targets]:
    """The other articles that tell the story of the article `key`, and the target of each row."""
    from store.catalogue.elsewhere import same_story

    rows: list[StoryRow] = []
    targets: Targets = {}
    for entry, share in same_story(library, key):
        quotes = "" if entry.quotes is None else str(entry.quotes)
        shared = f"{share:.0%}" if share else "linked"
        rows.append(StoryRow(entry.key, entry.title, entry.source, entry.published or "", shared, quotes))
        targets[entry.key] = (entry.key, None)
    return rows, targets


def in_one(wording: Sequence[Wording]) -> str:
    """Two wordings in one line: `we [will not → won't] pay for the …`; an empty side is `–`."""
    if all(each.same for each in wording):
        return "".join(each.other for each in wording)
    parts = []
    for i, each in enumerate(wording):
        if each.same:
            parts.append(_shortened(each.other, first=i == 0, last=i == len(wording) - 1))
        else:
            parts.append(f"[{each.one.strip() or '–'} → {each.other.strip() or '–'}]")
    return " ".join(part for part in parts if part)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    words = text.split()
    head, tail = (0 if first else CONTEXT_WORDS), (0 if last else CONTEXT_WORDS)
    if len(words) <= head + tail + 2:
        return " ".join(words)
    return " ".join([*words[:head], "…", *(words[-tail:] if tail else ())])
