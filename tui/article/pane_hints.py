"""The hints of the pane that has the keyboard: what its keys do, of what can be done now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState, Pane
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen, Hints

Hint = tuple[str, str]
"""The ids of one or more actions, divided by the sign that is shown between their keys, and a word for what they do."""

OF_PANE: dict[Pane, tuple[Hint, ...]] = {
    "article": (
        ("quote.next/quote.previous", "quote"), ("note.add", "note"), ("note.fact_check", "fact-check"),
        ("reading.speaker", "speaker"), ("jump.start", "jump"), ("view.zoom", "zoom"), ("pane.next", "pane"),
    ),
    "actors": (
        ("Enter", "walk evidence"), ("note.add", "note"), ("reading.merge", "merge"), ("reading.split", "split"),
        ("notes.actor", "notes on"), ("actor.elsewhere", "elsewhere"),
    ),
    "quotes": (
        ("note.fact_check", "fact-check"), ("note.add", "note"), ("reading.speaker", "speaker"),
        ("reading.wrong", "not a quote"), ("table.sort", "sort"), ("table.filter", "filter"),
    ),
    "notes": (
        ("note.edit", "edit"), ("note.status", "status"), ("note.type", "type"), ("note.due", "deadline"),
        ("note.approve", "done"), ("note.delete", "delete"), ("note.undo", "undo"),
    ),
}  # fmt: skip
NO_NOTES: tuple[Hint, ...] = (
    ("note.add", "note"), ("note.fact_check", "fact-check"), ("notes.desk", "all notes"), ("pane.next", "pane"),
)  # fmt: skip
MORE: tuple[Hint, ...] = (
    ("view.zoom", "zoom"), ("note.previous note.next", "note"), ("mention.next/mention.previous", "mention"),
    ("reading.merge", "merge"), ("yank.selection", "copy"), ("search.start", "find"), ("export.markdown", "export"),
    ("note.undo", "undo"), ("sourcing.open", "sourcing"), ("check.open", "check"), ("pane.next", "pane"),
    ("app.palette", "commands"), ("app.back", "back"),
)  # fmt: skip
"""Hints appended if there is room."""
CHANGES = frozenset((
    "note.add", "note.fact_check", "note.edit", "note.status", "note.type", "note.due", "note.approve", "note.delete",
    "note.undo", "reading.speaker", "reading.wrong", "reading.merge", "reading.split",
))  # fmt: skip
"""What cannot be done where notes cannot be written."""
NEEDS_QUOTES = frozenset(("note.fact_check", "reading.speaker", "reading.wrong", "quote.next", "quote.previous"))
NEEDS_ACTORS = frozenset(("reading.merge", "reading.split", "notes.actor", "actor.elsewhere", "mention.next"))
NEEDS_NOTES = frozenset(("note.next", "note.previous"))
NEEDS_ROWS = frozenset(("Enter", "table.sort", "table.filter"))


class PaneHints:
    """Knows which keys are worth a hint now."""

    def __init__(
        self, screen: AppScreen, state: ArticleState, panes: Panes, first: Callable[[], tuple[str, str] | None]
    ) -> None:
        """`first` gives a hint that comes before those of the pane, or None."""
        self._screen = screen
        self._first = first
        self._state = state
        self._panes = panes

    def hints(self) -> Hints:
        """Pairs of keys and a word, the keys of the pane first."""
        pane = self._state.pane
        own = NO_NOTES if pane == "notes" and not self._state.notes else OF_PANE[pane]
        first = self._first()
        return [*([first] if first else []), *self._shown((*own, *MORE)), (self._screen.key("app.help"), "help")]

    def _shown(self, hints: tuple[Hint, ...]) -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for ids, word in hints:
            sign = "/" if "/" in ids else " "
            some = ids.split(sign)
            if ids not in seen and self._possible(some[0]):
                seen.add(ids)
                keys = ["Enter" if id == "Enter" else self._screen.key(id) for id in some]
                if all(len(key.split()) == 1 for key in keys):  # else it has no key, but a name in the palette
                    yield sign.join(keys), word

    def _possible(self, id: str) -> bool:
        article = self._state.story.article
        if id in CHANGES and self._state.newsroom.read_only:
            return False
        if id in NEEDS_QUOTES and not (article and article.quotes):
            return False
        if id in NEEDS_ACTORS and not (article and article.actors):
            return False
        if id in NEEDS_NOTES and not self._state.notes:
            return False
        if id in NEEDS_ROWS and self._state.pane != "article":
            tables = {"actors": self._panes.actors, "quotes": self._panes.quotes, "notes": self._panes.notes.table}
            return bool(tables[self._state.pane].rows)
        return True
