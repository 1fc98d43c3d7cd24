"""The Textual app: which screen comes first, and how the process ends."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import Worker

from tui.actions.keymap import Keymap, as_textual, preset
from tui.actions.registry import key_of
from tui.config.log import log
from tui.config.settings import Fault, Settings
from tui.terminal.low_bandwidth import LowBandwidthApp
from tui.terminal.signals import end_on_signals

if TYPE_CHECKING:
    from tui.newsroom.newsroom import Newsroom, Story
    from tui.newsroom.sessions import News

CONTRAST = Theme(
    name="copydesk-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#000000",
    text_alpha=1.0,
)
MESSAGES = 200
"""Warnings and errors that can be read again."""
LAST_KEYS = 0.1
"""Seconds that keys, sent before the signal that ends the app, have to come through to the editor."""
THEMES = {"ansi": "ansi-dark", "dark": "textual-dark", "light": "textual-light", "contrast": CONTRAST.name}
"""Textual's theme for each value of the setting `theme`."""


def _collect_garbage_again() -> None:
    """Undo what `tui.__main__` did for the start; what was imported until now will never be garbage."""
    gc.freeze()
    gc.enable()


class Copydesk(LowBandwidthApp):
    """The newsroom dashboard. `stories` are the articles to show; one alone opens at once."""

    TITLE = "copydesk"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_desk", "Quit", show=False, priority=True),
        Binding("ctrl+c", "interrupt", show=False, system=True),
    ]

    def __init__(
        self,
        newsroom: Newsroom,
        stories: Sequence[Story],
        *,
        alone: bool,
        settings: Settings | None = None,
        keymap: Keymap | None = None,
        faults: Sequence[Fault] = (),
    ) -> None:
        """`alone` opens the one story without a desk behind it; `faults` of the configuration are told once."""
        super().__init__()
        self.newsroom = newsroom
        self.settings = settings or Settings()
        self.keys: Keymap = keymap or preset(self.settings.keys)
        self._faults = faults
        self.told: list[str] = []
        more = f" (and {len(faults) - 1} more; copydesk config check)" if len(faults) > 1 else ""
        self.fault = f"{faults[0]}; the default applies{more}" if faults else ""
        self._stories = list(stories)
        self._alone = alone
        self.register_theme(CONTRAST)
        self.theme = THEMES[self.settings.theme]
        self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        if self._alone and (text := self._stories[0].text) is not None:
            from tui.screens.first_paint import FirstPaint

            return FirstPaint(text, self._stories[0].title, self._take_over)
        return self._first_screen()

    def _first_screen(self) -> Screen[None]:
        self.set_keymap(as_textual(self.keys))
        if self._alone:
            from tui.article.screen import ArticleScreen

            return ArticleScreen(self.newsroom, self._stories[0], alone=True)
        from tui.desk.screen import TheDesk

        return TheDesk(self.newsroom, self._stories)

    async def _take_over(self) -> None:
        await self.push_screen(self._first_screen())

    def remember(self, line: str) -> None:
        """Keep a warning or error among the messages, the latest last; one that is there already moves there."""
        self.told = [*(each for each in self.told if each != line), line][-MESSAGES:]

    def report(self, line: str) -> bool:
        """Show a warning on the screen on top; False if it has no status line."""
        from tui.screens.base import DeskScreen

        if not isinstance(self.screen, DeskScreen):
            return False
        self.screen.say(line, "warning")
        return True

    def tell_failure(self, line: str) -> None:
        """Say what went wrong on the screen nearest the top that has a status line."""
        from tui.screens.base import DeskScreen

        for screen in reversed(self.screen_stack):
            if isinstance(screen, DeskScreen):
                screen.say(line, "error")
                return

    def on_load(self) -> None:
        """Before the terminal is taken: a signal that comes later gives it back."""
        end_on_signals(asyncio.get_running_loop(), self._ended_by, self.newsroom.log_file)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_garbage_again)
        self.newsroom.on_news = self._heard
        for fault in self._faults:
            log.warning("%s", fault)
            self.remember(str(fault))

    def _heard(self, news: News) -> None:
        """Every screen shows what others did; the one on top says what there is to say."""
        from tui.screens.base import DeskScreen

        screens = [screen for screen in self.screen_stack if isinstance(screen, DeskScreen)]
        with contextlib.suppress(NoMatches):  # the last look at the folder may end while the screens are taken down
            for screen in screens:
                screen.heard(news)
            if screens and (lines := [*news.lines(), *news.told]):
                screens[-1].say("; ".join(lines), "warning" if news.told else "info")

    def _ended_by(self, number: signal.Signals) -> None:
        """A signal ends the app as `q` would: what is being written is saved first."""
        log.info("ended by %s", number.name)
        self.leave(128 + number)

    def leave(self, code: int = 0, message: str | None = None) -> None:
        """End the app: save what is being written, close the store, exit with `code`; `message` is the last line.

        Once: a second key or signal does not interrupt a save that is on its way to the disk.
        """
        if self._leaving is None or self._leaving.is_finished:
            self._leaving = self.run_worker(self._leave(code, message), group="leave", exit_on_error=False)

    async def _leave(self, code: int, message: str | None) -> None:
        from tui.article.notes.editor import NoteTaking

        if code >= 128:
            await asyncio.sleep(LAST_KEYS)
        for screen in self.screen_stack:
            if isinstance(screen, NoteTaking) and not await screen.finish_writing() and code < 128:
                return  # the screen says what could not be saved; the text is still in the editor
        try:
            await self.newsroom.close(in_haste=code >= 128)
        except Exception:
            log.exception("closing the newsroom")
            code = code or 1
        self.last_words = message
        self.exit(return_code=code)

    _leaving: Worker[None] | None = None
    last_words: str | None = None
    """What to tell on standard error after the screen is gone."""

    def action_leave_desk(self) -> None:
        """Save the note being written and leave."""
        self.leave()

    def action_interrupt(self) -> None:
        """Ctrl+C never kills the app: it says how to leave."""
        from tui.screens.base import DeskScreen

        screen = self.screen
        if isinstance(screen, DeskScreen):
            back, leave = (key_of(id, self.keys) for id in ("app.back", "app.quit"))
            screen.say(f"{back} goes back, {leave} leaves; a note being written is saved")

    def report_failure_while_ending(self, error: Exception) -> bool:
        """A screen that was still being built when the app was told to end misses its widgets: no fault to report."""
        log.warning("while ending", exc_info=error)
        return True

    def report_failure(self, error: Exception) -> bool:
        """Send the traceback to the log and one line to the user, never to the screen."""
        log.error("internal error", exc_info=error)
        self.last_words = f"internal error ({type(error).__name__}); see {self.newsroom.log_file}"
        return True
