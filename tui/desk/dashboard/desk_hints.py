"""The hints for each pane of the desk, in the order of use; `Enter` is the pane's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.actions.registry import key_name
from widgets.desk.desk_arrangement import DeskPane

Hints = Sequence[tuple[str, str]]

_OTHERS = (
    ("desk.refresh", "refresh"),
    ("table.filter", "filter"),
    ("table.sort", "sort"),
    ("notes.desk", "all notes"),
    ("export.markdown", "export"),
    ("app.palette", "commands"),
    ("app.back", "quit"),
)
"""Appended in this order on wider screens."""
_HINTS: Mapping[DeskPane, Sequence[tuple[str, str]]] = {
    "articles": (
        ("desk.open", "read"),
        ("desk.search", "search"),
        ("desk.toggle_read", "read/unread"),
        ("desk.remove", "remove"),
        ("desk.due", "due"),
        ("desk.views", "views"),
        ("view.zoom", "zoom"),
        ("desk.read_all", "all read"),
        ("desk.undo", "undo"),
    ),
    "due": (
        ("desk.open", "go to it"),
        ("note.status", "status"),
        ("desk.remove", "deadline"),
        ("note.approve", "done, next"),
        ("desk.articles", "articles"),
        ("desk.undo", "undo"),
    ),
    "views": (
        ("desk.open", "show"),
        ("desk.remove", "forget search"),
        ("desk.articles", "articles"),
    ),
    "preview": (
        ("desk.open", "read"),
        ("view.down view.up", "scroll"),
        ("quote.next", "next quote"),
        ("desk.articles", "articles"),
        ("view.zoom", "zoom"),
    ),
}
_EMPTY = (("desk.open", "samples"), ("app.palette", "commands"), ("app.back", "quit"))


def pane_hints(pane: DeskPane, keys: Mapping[str, tuple[str, ...]], *, empty: bool) -> Hints:
    """Pairs of keys and words for a pane; `empty`: there are no articles."""
    if empty and pane == "articles":
        wanted: Sequence[tuple[str, str]] = _EMPTY
    else:
        wanted = (*_HINTS[pane], *_OTHERS)
    shown = [*wanted, ("app.help", "help")]
    return [
        (" ".join(key_name(keys[id][0]) for id in ids.split()), word)
        for ids, word in shown
        if all(keys[id] for id in ids.split())
    ]
