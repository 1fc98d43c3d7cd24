"""What the screens share: quiet focus, bindings and handlers from the registry, the two bars at the foot."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.actions.keymap import slots
from tui.actions.registry import Place, actions_in, hints
from tui.config.log import log
from tui.screens.counts import Counts
from tui.screens.worker_failures import ReportsFailures
from widgets.bars import HintBar, Level, StatusLine

if TYPE_CHECKING:
    from textual.worker import Worker

    from tui.actions.handlers import Handler
    from tui.newsroom.sessions import News
    from tui.screens.session import Session

Answer = TypeVar("Answer")
Result = TypeVar("Result")
Hints = Sequence[tuple[str, str]]
"""What the hint bar shows: pairs of a key, or several, and a word for what it does."""


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
    """What takes keys before the bindings do, while it is on."""

    async def take_key(self, event: events.Key) -> bool:
        """Use the key, if it is for this mode; whether it was."""


class AppScreen(ReportsFailures[None]):
    """A screen of the app: moving the focus repaints only what says where the focus is.

    `handlers` carry out the actions by id. `key_modes` are offered each key, the first one first, before the bindings.
    The first of `hint_sources` that has hints is shown in the hint bar; where none has, it is the screen's own.
    """

    focused = Reactive[Widget | None](None, repaint=False)
    """Textual repaints the whole screen on every change of focus (9-25 KB at 80x24); we need none of it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual's own declaration
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012

    place: ClassVar[Place]
    handlers: Mapping[str, Handler]
    key_modes: Sequence[KeyMode]
    hint_sources: Sequence[Callable[[], Hints | None]] = ()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.counts = Counts(self, self.say, self.begins_count)
        self.handlers = {}
        self.key_modes = (self.counts,)
        self.own_hints: Hints = hints(self.place, session.keys)
        self._help = next(action.hint for action in actions_in(self.place) if action.id == "app.help")
        self._hints: Hints = ()

    # -- keys and actions ---------------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Offer the key to the modes; what none of them takes goes on to the bindings."""
        for mode in self.key_modes:
            if await mode.take_key(event):
                event.stop()
                event.prevent_default()
                return

    def begins_count(self, digit: str) -> bool:
        """Whether `digit` has no other meaning now, and so begins a count."""
        return not any(digit in self.session.keys[action.id] for action in actions_in(self.place) if not action.mode)

    async def act(self, id: str) -> None:
        """Carry out the action `id`. Raises KeyError where the screen has none such."""
        done = self.handlers[id]()
        if isawaitable(done):
            await done

    async def action_act(self, id: str) -> None:
        """What every binding of a screen runs."""
        await self.act(id)

    def key(self, id: str) -> str:
        """What to press for the action `id`, with the keys in force."""
        return self.session.key(id)

    # -- what features ask of their screen ----------------------------------------------------------------------------

    def work(self, work: Coroutine[Any, Any, Result], group: str, *, exclusive: bool = False) -> Worker[Result]:
        """Do `work` beside the event loop's other tasks; `exclusive` ends what the group is doing."""
        return self.run_worker(work, group=group, exclusive=exclusive, exit_on_error=False)

    async def ask(self, dialog: Screen[Answer]) -> Answer | None:
        """Show a dialog and wait for its answer. To be called in a worker."""
        return await self.app.push_screen_wait(dialog)

    async def finish(self) -> bool:
        """Save what is being written, before the app ends; False when it could not be saved."""
        return True

    def show_news(self, news: News) -> None:
        """Others changed notes, came or left: show what of it concerns this screen."""

    # -- the bars -----------------------------------------------------------------------------------------------------

    def bars(self) -> tuple[StatusLine, HintBar]:
        """The status line and the hint bar, to be yielded last by `compose`."""
        return StatusLine(id="status"), HintBar(id="hints")

    def on_mount(self) -> None:
        self.show_hints()
        if self.session.startup_fault:
            self.query_one(StatusLine).say(self.session.startup_fault, "warning")

    def show_hints(self) -> None:
        """Show what the keys mean now. Cheap where that is what is shown."""
        found = (source() for source in self.hint_sources)
        shown = next((pairs for pairs in found if pairs is not None), self.own_hints)
        if shown != self._hints:
            self._hints = shown
            self.query_one(HintBar).show(shown, always=self._help)

    def say(self, text: str, level: Level = "info") -> None:
        """One line in the status bar; warnings and errors go to the log, and among the messages, too."""
        if level != "info":
            log.log(40 if level == "error" else 30, "%s", text)
            self.session.messages.remember(text)
        if self.is_mounted:
            self.query_one(StatusLine).say(text, level, "" if level == "info" else self.key("app.messages"))

    def progress(self, text: str | None) -> None:
        """What long work is doing, in the status bar; None when it is done."""
        if self.is_mounted:
            self.query_one(StatusLine).progress(text)
