"""The base of the screens: quiet focus, bindings and handlers from the registry, and the two bars at the foot."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.actions.keymap import is_not_text, slots
from tui.actions.registry import Place, actions_in, hints, key_name
from tui.config.log import log
from tui.screens.counts import Counts
from tui.screens.key_holds import KeyHolds
from tui.screens.worker_failures import ReportsFailures
from widgets.bars import HintBar, Level, PaneTitle, StatusLine

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.actions.handlers import Handler
    from tui.newsroom.sessions import News
    from tui.screens.session import Session
    from widgets.tables.table import Table

Answer = TypeVar("Answer")
Result = TypeVar("Result")
DROP_KEY = "Ctrl+C"
"""The key that drops waiting keys; no keymap changes it."""
Hints = Sequence[tuple[str, str]]
"""Pairs of one or several keys and a word for their action."""


def bindings(place: Place) -> list[BindingType]:
    """The bindings of the screen `place`, from the action registry."""
    return [
        Binding(
            key, f"act('{action.id}')", action.title, show=False, id=slot.id, tooltip=action.help,
            priority=slot.priority,
        )
        for action in actions_in(place)
        if not action.mode
        for slot in slots(action, action.keys)
        for key in slot.keys
    ]  # fmt: skip


class KeyMode(Protocol):
    """A mode that handles keys before the bindings do, while it is on."""

    async def take_key(self, event: events.Key) -> bool:
        """Handle the key if it belongs to this mode; return whether it did."""


class AppScreen(ReportsFailures[None]):
    """A screen of the app. Moving the focus repaints only what shows the focus.

    `handlers` are the handlers of the actions by id. `key_modes` are offered each key in order, before the bindings.
    The hint bar shows the hints of the first of `hint_sources` that returns any, else the screen's own.
    """

    focused = Reactive[Widget | None](None, repaint=False)
    """Textual's own repaints the whole screen on every change of focus (9-25 KB at 80x24)."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012

    place: ClassVar[Place]
    handlers: Mapping[str, Handler]
    key_modes: Sequence[KeyMode]
    hint_sources: Sequence[Callable[[], Hints | None]] = ()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.counts = Counts(self, self.say, self.begins_count, self.hold_place)
        self.key_holds = KeyHolds()
        self.refused = ""
        self.handlers = {}
        self.key_modes = (self.counts,)
        self.own_hints: Hints = hints(self.place, session.keys)
        self._help = next(action.hint for action in actions_in(self.place) if action.id == "app.help")
        self._hints: Hints = ()
        self._actions = {key: a.id for a in actions_in(self.place) if not a.mode for key in session.keys[a.id]}

    @property
    def focused_pane(self) -> str:
        """The pane that has the keyboard, by name; "" on a screen without panes."""
        return ""

    # -- keys and actions ---------------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Offer the key to the modes; a key that none of them handles goes to the bindings."""
        for mode in self.key_modes:
            if await mode.take_key(event):
                event.stop()
                event.prevent_default()
                return
        if event.is_printable and event.key not in self.active_bindings:
            self.refuse(f"{event.character}: no such key here · {self.key('app.help')} lists the keys")

    def is_ready_for(self, key: str, *, alone: bool) -> bool:
        """Whether `key` may be handled now, or waits; `alone`: no other key waits. Asked on every tick."""
        return not self.key_holds.look()

    def action_of(self, key: str) -> str:
        """The id of the action that `key` is bound to on this screen, outside all modes; "" for none."""
        return self._actions.get(key, "")

    @property
    def takes_text(self) -> bool:
        """Whether letters are text now, not commands."""
        return bool(getattr(self.focused, "takes_text", False))

    def refuse(self, reason: str, level: Level = "info") -> None:
        """Explain why a key does nothing now. Text typed after it, such as words for a note, is ignored."""
        self.say(reason, level)
        self.refused = reason

    def tell_ignored(self, reason: str, count: int) -> None:
        """Report that `count` keys after the refused one were ignored."""
        self.say(f"{reason} ({count} {'key' if count == 1 else 'keys'} ignored)")

    def tell_waiting(self, key: str) -> None:
        """Report that `key` waits, and how to drop it."""
        self.say(f"{key_name(key)} waits until this is done · {DROP_KEY} drops it")

    def begins_count(self, digit: str) -> bool:
        """Whether `digit` is not bound now, and so begins a count."""
        return not any(digit in self.session.keys[action.id] for action in actions_in(self.place) if not action.mode)

    def tell_layout(self, layout: str, character: str, latin: str) -> None:
        """Say that a character of the keyboard layout `layout` was read as `latin`."""
        self.say(f'{layout} keyboard: {character} read as {latin} (keyboard = "latin" in config.toml)', "warning")

    def hold_place(self, digit: str) -> Callable[[], None] | None:
        """The way back from the pane that `digit` goes to; None if it does something else."""
        return None

    async def act(self, id: str) -> None:
        """Run the action `id`. Raises KeyError if the screen does not have it."""
        result = self.handlers[id]()
        if isawaitable(result):
            await result

    async def action_act(self, id: str) -> None:
        """Run the action `id`. Every binding of a screen calls this."""
        await self.act(id)

    def key(self, id: str) -> str:
        """The key of the action `id` in the user's keymap, as people write it."""
        return self.session.key(id)

    def writing_key(self, id: str) -> str:
        """The key for the action `id` that works while a note is written; "" for none."""
        return next((key_name(key) for key in self.session.keys[id] if is_not_text(key)), "")

    # -- what features ask of their screen ----------------------------------------------------------------------------

    def work(self, work: Coroutine[Any, Any, Result], group: str, *, exclusive: bool = False) -> Worker[Result]:
        """Run `work` as a task of the event loop; `exclusive` cancels other work of the group.

        Keys wait for it, for the number of looks in `tui.screens.key_holds.LOOKS`.
        """
        worker = self.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)
        self.key_holds.wait_for(worker, group)
        return worker

    async def ask(self, dialog: Screen[Answer]) -> Answer | None:
        """Show a dialog and wait for its answer. Call it in a worker."""
        return await self.app.push_screen_wait(dialog)

    async def finish(self) -> bool:
        """Save what is being written before the app ends; return False if it could not be saved."""
        return True

    def show_news(self, news: News) -> None:
        """Show the changes of other sessions that concern this screen."""

    # -- the mouse ----------------------------------------------------------------------------------------------------

    def click_pane(self, pane: str, *, on_title: bool) -> None:
        """The user clicked the rule of a pane, by name. On the title a second click zooms."""

    def on_pane_title_clicked(self, message: PaneTitle.Clicked) -> None:
        """Focus the pane under the rule."""
        message.stop()
        self.click_pane((message.rule.id or "").removesuffix("-title"), on_title=message.on_title)

    def on_pane_title_head_clicked(self, message: PaneTitle.HeadClicked) -> None:
        """Sort the table under the rule by the column."""
        from widgets.tables.table import Table

        message.stop()
        box = message.rule.parent
        for table in box.query(Table).results() if box is not None else ():
            table.click_head(message.x)

    def on_table_sorted(self, message: Table.Sorted) -> None:
        """Say by which column a click on a head has sorted."""
        from tui.presenters.table_order import order_in_words

        message.stop()
        self.say(order_in_words(message.column, self.key("table.reverse"), reverse=message.table.order[1]))

    # -- the bars -----------------------------------------------------------------------------------------------------

    def bars(self) -> tuple[StatusLine, HintBar]:
        """The status line and the hint bar, for `compose` to yield last."""
        return StatusLine(id="status"), HintBar(id="hints")

    def on_mount(self) -> None:
        self.show_hints()
        if self.session.startup_fault:
            self.query_one(StatusLine).say(self.session.startup_fault, "warning")

    def show_hints(self) -> None:
        """Update the hint bar. Cheap if its contents have not changed."""
        found = (source() for source in self.hint_sources)
        shown = next((pairs for pairs in found if pairs is not None), self.own_hints)
        if shown != self._hints:
            self._hints = shown
            self.query_one(HintBar).show(shown, always=self._help)

    def say(self, text: str, level: Level = "info", *, message: str | None = None) -> None:
        """Show a line in the status bar; warnings and errors also go to the log and to the messages.

        `message` goes there in place of `text`; nothing does if it is "".
        """
        message = text if message is None else message
        marker = f"{self.key('app.messages')} {self.session.messages.unread}" if self.session.messages.unread else ""
        if level != "info" and message:
            log.log(40 if level == "error" else 30, "%s", message)
            self.session.messages.remember(message)
        if self.is_mounted:
            line = self.query_one(StatusLine)
            line.say(text, level, "" if level == "info" else self.key("app.messages"))
            line.marker = marker if level == "info" else ""

    def progress(self, text: str | None) -> None:
        """Show the progress of a long task in the status bar; None when it has ended."""
        if self.is_mounted:
            self.query_one(StatusLine).progress(text)
