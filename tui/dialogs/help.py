"""The help screen: the keys of the screen behind it, from the action registry, with a search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions.keymap import Keymap
from tui.actions.registry import Action, Place, actions_in, key_name, key_of
from tui.dialogs.base import Scrolling
from tui.dialogs.help_groups import LEGENDS, groups
from widgets.prompt import Prompt


class HelpScreen(Scrolling[None], ModalScreen[None]):
    """Lists the keys. Escape, the Back key or the Help key closes it; the Search key filters it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    HelpScreen Prompt { display: none; }
    HelpScreen VerticalScroll { scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("q", "dismiss", show=False, id="app.back"),
        Binding("question_mark,f1", "dismiss", show=False, id="app.help"),
        Binding("slash", "search", show=False, id="search.start"),
    ]

    def __init__(self, place: Place, keys: Keymap, pane: str = "") -> None:
        """`keys` are the keys in force, by action id; the help begins with what `pane` is for."""
        super().__init__()
        self._place = place
        self._in_force = keys
        self._pane = pane
        self._words = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="help"):
            with VerticalScroll(can_focus=False):
                yield Static()
            yield Prompt("/", hint="Enter keeps, Esc shows all")

    def help_text(self, room: int = 100) -> Content:
        """The lines, none longer than `room` cells: keys, names, and what they do, broken under itself."""
        wanted = self._words.casefold().split()
        sections = [
            (heading, list(self._rows(actions, heading))) for heading, actions in groups(self._place, self._pane)
        ]
        keys_width = max(len(keys) for _heading, rows in sections for keys, _title, _help in rows)
        keys_width = min(keys_width, max(6, room // 5))
        title_width = min(22, max(10, room // 4))
        lines: list[Content] = []
        found = 0
        for heading, rows in sections:
            fitting = [row for row in rows if all(word in " ".join((heading, *row)).casefold() for word in wanted)]
            found += len(fitting)
            if fitting:
                lines += [Content(""), Content.assemble((heading, "bold underline"))]
            for row in fitting:
                lines += self._lines(row, keys_width, title_width, room)
        legend = LEGENDS.get(self._place, ())
        if not wanted and legend:
            lines += [Content(""), Content.assemble(("Signs", "bold underline"))]
            lines += [Content(f" {each}") for each in legend]
        search = key_of("search.start", self._in_force)
        how = f"{found} with “{self._words}” · Esc shows all" if wanted else f"{search} find  Esc close"
        title = f"Help: {self._pane.capitalize()}" if self._pane else "Help"
        return Content("\n").join([Content.assemble((title, "bold"), f"   {how}"), *lines])

    def _rows(self, actions: Sequence[Action], heading: str) -> Iterator[tuple[str, str, str]]:
        if heading == "Moving":
            yield from self._numbers()
        for action in actions:
            keys = " ".join(key_name(key) for key in self._in_force[action.id])
            yield keys or "palette", action.title, action.help

    @staticmethod
    def _lines(row: tuple[str, str, str], keys_width: int, title_width: int, room: int) -> Iterator[Content]:
        """The lines of one action; each of the three parts is broken under itself."""
        keys, title, help = row
        parts = (
            wrap(keys, keys_width) or [""],
            wrap(title, title_width),
            wrap(help, max(16, room - keys_width - title_width - 3)),
        )
        for first, second, third in zip_longest(*parts, fillvalue=""):
            yield Content.assemble(" ", (first.ljust(keys_width), "bold"), " ", second.ljust(title_width), " ", third)

    def _numbers(self) -> list[tuple[str, str, str]]:
        """The row about counts, if any digit can begin one."""
        used = {key for action in actions_in(self._place) if not action.mode for key in self._in_force[action.id]}
        free = [digit for digit in "0123456789" if digit not in used]
        if not free:
            return []
        down, bottom = (key_of(id, self._in_force) for id in ("view.down", "view.bottom"))
        explanation = (
            f"A number, begun with one of these, repeats the motion behind it: {free[0]} 3 {down} is three times down; "
            f"{free[0]} 1 2 {bottom} goes to line, or row, 12."
        )
        return [("0-9" if len(free) == 10 else " ".join(free), "Number", explanation)]

    def on_mount(self) -> None:
        self.call_after_refresh(self._show, "")

    def on_resize(self) -> None:
        """Wrap the lines to the new width."""
        self.call_after_refresh(self._show, self._words)

    def _show(self, words: str) -> None:
        self._words = words.strip()
        pane = self.query_one(VerticalScroll)
        pane.scroll_home(animate=False)
        self.query_one(Static).update(self.help_text(pane.scrollable_content_region.width))

    def action_search(self) -> None:
        """Ask for words and list only rows with all of them."""
        self.query_one(Prompt).begin()

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """List the rows with the words typed so far."""
        message.stop()
        self._show(message.text)

    def on_prompt_answered(self, message: Prompt.Answered) -> None:
        """Keep the filter."""
        message.stop()
        self._end_search()

    def on_prompt_cancelled(self, message: Prompt.Cancelled) -> None:
        """List everything again."""
        message.stop()
        self._show("")
        self._end_search()

    def _end_search(self) -> None:
        self.query_one(Prompt).end()
        self.set_focus(None)

    def action_leave(self) -> None:
        """Remove the filter; close the screen if there is none."""
        if self._words:
            self._show("")
        else:
            self.dismiss()
