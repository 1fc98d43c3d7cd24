"""The palette: finds an action of the screen behind it by name or help text, and shows its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.fuzzy import Matcher

from tui.actions.keymap import Keymap
from tui.actions.registry import Action, Place, actions_in, key_name
from tui.dialogs.pick import PickScreen
from widgets.tables.columns import Column, Row
from widgets.tables.table import Table


class ActionsTable(Table):
    """A row for each action."""

    EMPTY = "no such action"
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("title", "action", 12, share=1),
        Column("key", "key", 3, share=1),
        Column("help", "what it does", 16, share=2, drop=1),
    )


VIM_WORDS = {
    **dict.fromkeys(("q", "q!", "quit", "wq", "x"), "app.back"),
    **dict.fromkeys(("w", "w!", "write"), "note.save"),
    **dict.fromkeys(("qa", "qa!", "wqa", "xa"), "app.quit"),
    **dict.fromkeys(("e!", "redraw"), "app.redraw"),
    **dict.fromkeys(("u", "undo"), "note.undo"),
}
"""Vi's commands and their meaning here; a full match comes first."""


def fitting(words: str, place: Place) -> list[Action]:
    """The actions of `place` that match `words`, best first: by title, then by help or id, then fuzzily by title."""
    wanted = words.casefold().split()
    matcher = Matcher(words.strip())

    def rank(action: Action) -> float:
        if VIM_WORDS.get(words.strip().casefold()) == action.id:
            return 5
        title, help = action.title.casefold(), f"{action.help} {action.id}".casefold()
        if all(word in title for word in wanted):
            return 3 + title.startswith(wanted[0])
        if all(word in title or word in help for word in wanted):
            return 2
        score = matcher.match(action.title)
        return score / (score + 1)

    if not wanted:
        return list(actions_in(place))
    ranked = [(rank(action), action) for action in actions_in(place)]
    return [action for score, action in sorted(ranked, key=lambda each: -each[0]) if score]


class ActionChoices:
    """The actions of a screen."""

    def __init__(self, place: Place, keys: Keymap, used: Sequence[str] = ()) -> None:
        """`keys` are the keys in force by action id; `used` the ids of actions chosen before, the last one first."""
        self._place = place
        self._keys = keys
        self._used = used

    def fitting(self, words: str) -> Sequence[Row]:
        """The actions that match `words`, best first; without words those used last, then all by name."""
        found = fitting(words, self._place)
        if not words.strip():
            last = {id: number for number, id in enumerate(self._used)}
            found.sort(key=lambda action: (last.get(action.id, len(last)), action.title.casefold()))
        return [Row(a.id, (a.title, key_name(keys[0]) if (keys := self._keys[a.id]) else "", a.help)) for a in found]

    def picked(self, key: str | None, words: str) -> str | None:
        """The id of the action under the cursor."""
        return key


class Palette(PickScreen):
    """Answers with the id of the action picked."""

    def __init__(self, place: Place, keys: Keymap, used: Sequence[str] = ()) -> None:
        """`keys` are the keys in force by action id; `used` the ids of actions chosen before, the last one first."""
        choices, hint = ActionChoices(place, keys, used), "Enter runs  Esc closes"
        super().__init__("Command:", ActionsTable(), hint, choices, best_first=True)
