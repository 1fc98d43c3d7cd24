"""The help screen: every key of the screen behind it, from the action registry."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import Place, actions_in, key_name
from tui.keymap import Keymap


class HelpScreen(ModalScreen[None]):
    """Lists the keys; any of Escape, q and ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
    ]

    def __init__(self, place: Place, keys: Keymap) -> None:
        """`keys` are the keys in force by action id."""
        super().__init__()
        self._place = place
        self._in_force = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static(self._keys())

    def _keys(self) -> Content:
        rows = [(" ".join(key_name(key) for key in self._in_force[a.id]), a.help) for a in actions_in(self._place)]
        width = max(len(keys) for keys, _help in rows)
        lines = [Content.assemble((keys.ljust(width), "bold"), "  ", text) for keys, text in rows]
        head = Content.assemble(("Keys", "bold underline"), "   Escape closes this list")
        return Content("\n").join([head, Content(""), *lines])

    def action_scroll(self, by: int) -> None:
        """Move the list by one line."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
