"""The help screen: the keys of the screen behind it, from the action registry, with a search."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions.keymap import Keymap
from tui.actions.registry import Place, actions_in, key_name, key_of
from tui.dialogs.base import Scrolling
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

    def __init__(self, place: Place, keys: Keymap) -> None:
        """`keys` are the user's keys by action id."""
        super().__init__()
        self._place = place
        self._in_force = keys
        self._words = ""

    def compose(self) -> ComposeResult:
        with Vertical(id="help"):
            with VerticalScroll(can_focus=False):
                yield Static()
            yield Prompt("/", hint="Enter keeps, Esc shows all")

    def help_text(self, room: int = 100) -> Content:
        """The lines, of at most `room` cells; wrapped text is indented to the column of text."""
        all_rows = [
            (" ".join(key_name(key) for key in self._in_force[a.id]) or "palette", a.title, a.help)
            for a in actions_in(self._place)
        ]
        at = next(n for n, action in enumerate(actions_in(self._place)) if action.id == "view.down")
        all_rows[at:at] = self._numbers()
        wanted = self._words.casefold().split()
        rows = [row for row in all_rows if all(word in " ".join(row).casefold() for word in wanted)]
        width = max(len(keys) for keys, _title, _help in all_rows)
        lines = [
            Content.assemble((("" if number else keys).ljust(width), "bold"), "  ", line)
            for keys, _title, help in rows
            for number, line in enumerate(wrap(help, max(20, room - width - 2)))
        ]
        search = key_of("search.start", self._in_force)
        summary = f"{len(rows)} with “{self._words}”; Esc shows all" if wanted else f"{search} searches, Esc closes"
        return Content("\n").join([Content.assemble(("Keys", "bold underline"), f"   {summary}"), Content(""), *lines])

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
