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
from tui.config.log import log
from tui.config.settings import Fault, Settings
from tui.screens.session import At, Session
from tui.terminal.low_bandwidth import LowBandwidthApp
from tui.terminal.signals import end_on_signals

if TYPE_CHECKING:
    from tui.newsroom.newsroom import Newsroom, Story
    from tui.newsroom.sessions import News
    from tui.screens.base import AppScreen
    from widgets.bars import Level

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
LAST_KEYS_SECONDS = 0.1
"""How long keys sent before the signal that ends the app have to reach the editor."""
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
        """`alone` opens the one story without a desk behind it; `faults` of the configuration are reported once."""
        super().__init__()
        self.newsroom = newsroom
        settings = settings or Settings()
        more = f" (and {len(faults) - 1} more; copydesk config check)" if len(faults) > 1 else ""
        self.session = Session(
            newsroom=newsroom,
            keys=keymap or preset(settings.keys),
            settings=settings,
            has_desk=not alone,
            open_article=self._open_article,
            leave=self.leave,
            report_failure=self._report_failure,
            write_to_terminal=self.write_to_terminal,
            startup_fault=f"{faults[0]}; the default applies{more}" if faults else "",
        )
        self._faults = faults
        self._stories = list(stories)
        self._alone = alone
        self.register_theme(CONTRAST)
        self.theme = THEMES[settings.theme]
        self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        if self._alone and (text := self._stories[0].text) is not None:
            from tui.screens.first_paint import FirstPaint

            return FirstPaint(text, self._stories[0].title, self._take_over)
        return self._first_screen()

    def _first_screen(self) -> Screen[None]:
        self.set_keymap(as_textual(self.session.keys))
        if self._alone:
            from tui.article.screen import ArticleScreen

            return ArticleScreen(self.session, self._stories[0], alone=True)
        from tui.desk.screen import TheDesk

        return TheDesk(self.session, self._stories)

    async def _take_over(self) -> None:
        await self.push_screen(self._first_screen())

    def _open_article(self, story: Story, at: At = None) -> None:
        from tui.article.screen import ArticleScreen

        self.push_screen(ArticleScreen(self.session, story, alone=False, at=at))

    def _screens(self) -> list[AppScreen]:
        """The screens that are no dialogs, the topmost last."""
        from tui.screens.base import AppScreen

        return [screen for screen in self.screen_stack if isinstance(screen, AppScreen)]

    def _say(self, line: str, level: Level) -> bool:
        """Show a line on the topmost screen that has a status line; False where there is none yet."""
        screens = self._screens()
        if screens:
            screens[-1].say(line, level)
        return bool(screens) and screens[-1].is_mounted

    def _report_failure(self, line: str) -> None:
        self._say(line, "error")

    def report(self, line: str) -> bool:
        """Show a warning; False where there is no status line yet."""
        return self._say(line, "warning")

    def on_load(self) -> None:
        """Before the terminal is taken: a signal that comes later gives it back."""
        end_on_signals(asyncio.get_running_loop(), self._ended_by, self.newsroom.log_file)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_garbage_again)
        self.newsroom.listen(self._show_news)
        for fault in self._faults:
            log.warning("%s", fault)
            self.session.messages.remember(str(fault))

    def _show_news(self, news: News) -> None:
        """Every screen shows what others did; the topmost says what there is to say."""
        with contextlib.suppress(NoMatches):  # the last look at the folder may end while the screens are taken down
            for screen in self._screens():
                screen.show_news(news)
            if lines := [*news.lines(), *news.notices]:
                self._say("; ".join(lines), "warning" if news.notices else "info")

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
        if code >= 128:
            await asyncio.sleep(LAST_KEYS_SECONDS)
        for screen in self._screens():
            if not await screen.finish() and code < 128:
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
    """What to print on standard error after the screen is gone."""

    def action_leave_desk(self) -> None:
        """Save the note being written and leave."""
        self.leave()

    def action_interrupt(self) -> None:
        """Say how to leave: Ctrl+C never kills the app."""
        if self._screens()[-1:] == [self.screen]:
            back, leave = self.session.key("app.back"), self.session.key("app.quit")
            self._say(f"{back} goes back, {leave} leaves; a note being written is saved", "info")

    def report_failure_while_ending(self, error: Exception) -> bool:
        """A screen that was still being built when the app was told to end misses its widgets: no fault to report."""
        log.warning("while ending", exc_info=error)
        return True

    def report_failure(self, error: Exception) -> bool:
        """Send the traceback to the log and one line to the user, never to the screen."""
        log.error("internal error", exc_info=error)
        self.last_words = f"internal error ({type(error).__name__}); see {self.newsroom.log_file}"
        return True
