"""What the desk and the article screen share: quiet focus, bindings from the registry, the two bars at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.widget import Widget

from tui.actions.keymap import slots
from tui.actions.registry import Place, actions_in, hints, key_of
from tui.config.log import log
from tui.screens.counts import Counting
from tui.screens.worker_failures import TellsFailures
from widgets.bars import HintBar, Level, StatusLine

if TYPE_CHECKING:
    from tui.app import Copydesk
    from tui.newsroom.sessions import News


def bindings(place: Place) -> list[BindingType]:
    """The bindings of the screen `place`, from the action registry."""
    return [
        Binding(key, action.method, action.title, show=False, id=slot.id, tooltip=action.help, priority=slot.priority)
        for action in actions_in(place)
        if not action.mode
        for slot in slots(action, action.keys)
        for key in slot.keys
    ]


class DeskScreen(Counting[None], TellsFailures[None]):
    """A screen of the app: moving the focus repaints only what says where the focus is."""

    focused = Reactive[Widget | None](None, repaint=False)
    """Textual repaints the whole screen on every change of focus (9-25 KB at 80x24); we need none of it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012

    place: ClassVar[Place]

    @property
    def desk(self) -> Copydesk:
        """The app, with its type."""
        return cast("Copydesk", self.app)

    def bars(self) -> tuple[StatusLine, HintBar]:
        """The status line and the hint bar, to be yielded last by `compose`."""
        return StatusLine(id="status"), HintBar(id="hints")

    def on_mount(self) -> None:
        self.show_hints()
        if self.desk.fault:
            self.query_one(StatusLine).say(self.desk.fault, "warning")

    def show_hints(self, pairs: Sequence[tuple[str, str]] | None = None) -> None:
        """Show pairs of key and word in the hint bar; None: the screen's own."""
        help = next(action.hint for action in actions_in(self.place) if action.id == "app.help")
        self.query_one(HintBar).show(hints(self.place, self.desk.keys) if pairs is None else pairs, always=help)

    def begins_count(self, digit: str) -> bool:
        return not any(digit in self.desk.keys[action.id] for action in actions_in(self.place) if not action.mode)

    def tell_count(self, text: str) -> None:
        self.say(text)

    def _key(self, id: str) -> str:
        """What to press for the action `id`, with the keys in force."""
        return key_of(id, self.desk.keys)

    def say(self, text: str, level: Level = "info") -> None:
        """One line in the status bar; warnings and errors go to the log, and among the messages, too."""
        if level != "info":
            log.log(40 if level == "error" else 30, "%s", text)
            self.desk.remember(text)
        if self.is_mounted:
            self.query_one(StatusLine).say(text, level, "" if level == "info" else self._key("app.messages"))

    def progress(self, text: str | None) -> None:
        """What long work is doing, in the status bar; None when it is done."""
        if self.is_mounted:
            self.query_one(StatusLine).progress(text)

    def heard(self, news: News) -> None:
        """Others changed notes, came or left: the screen shows what of it concerns it."""

    def action_app_help(self) -> None:
        """Show every key."""
        from tui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.place, self.desk.keys))

    def action_app_messages(self) -> None:
        """Show every warning and error of this session."""
        from tui.dialogs.messages import MessagesScreen

        self.app.push_screen(MessagesScreen(self.desk.told))

    def action_app_palette(self) -> None:
        """Find an action by name."""
        from tui.dialogs.palette import Palette

        self.app.push_screen(Palette(self.place, self.desk.keys), self._run)

    async def _run(self, id: str | None) -> None:
        """Run the action picked from the palette."""
        if id is not None:
            await self.run_action(id.replace(".", "_"))
