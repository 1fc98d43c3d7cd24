"""The Textual app: creates the first screen and ends the process."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import Worker

from tui.actions.keymap import Keymap, as_textual, preset
from tui.actions.registry import key_from_name
from tui.config.log import log
from tui.config.settings import Fault, Settings
from tui.screens.key_intake import KeyIntake
from tui.screens.session import At, Session
from tui.terminal.key_order import Verdict
from tui.terminal.low_bandwidth import LowBandwidthApp
from tui.terminal.signals import end_on_signals, is_orphaned

if TYPE_CHECKING:
    from tui.newsroom.newsroom import Newsroom, Story
    from tui.newsroom.sessions import News
    from tui.screens.base import AppScreen
    from tui.terminal.keyboard_layouts import Keyboard
    from widgets.bars import HintBar, Level

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
"""How long keys sent before the terminating signal may take to reach the editor."""
THEMES = {"ansi": "ansi-dark", "dark": "textual-dark", "light": "textual-light", "contrast": CONTRAST.name}
"""Textual's theme for each value of the setting `theme`."""


def _collect_garbage_again() -> None:
    """Enable the garbage collection that `tui.__main__` disabled, without the objects imported so far."""
    gc.freeze()
    gc.enable()


class Copydesk(LowBandwidthApp):
    """The newsroom dashboard. `stories` are the articles to show."""

    TITLE = "copydesk"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_desk", "Quit", show=False, priority=True),
        Binding("ctrl+c", "interrupt", show=False, system=True),
        Binding("ctrl+z", "suspend", show=False, priority=True, id="app.suspend"),
        Binding("ctrl+l", "redraw", show=False, priority=True, id="app.redraw"),
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
        """`alone` opens the only story without a desk behind it; `faults` of the configuration are reported once."""
        super().__init__()
        self.newsroom = newsroom
        settings = settings or Settings()
        keys = keymap or preset(settings.keys)
        self._intake = KeyIntake(self, cast("Keyboard", settings.keyboard), keys)
        more = f" (and {len(faults) - 1} more; copydesk config check)" if len(faults) > 1 else ""
        self.session = Session(
            newsroom=newsroom,
            keys=keys,
            settings=settings,
            has_desk=not alone,
            open_article=self._open_article,
            leave=self.leave,
            report_failure=self._report_failure,
            write_to_terminal=self.write_to_terminal,
            suspend=self.action_suspend,
            redraw=self.redraw,
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
        """The screens other than dialogs, topmost last."""
        from tui.screens.base import AppScreen

        return [screen for screen in self.screen_stack if isinstance(screen, AppScreen)]

    def _say(self, line: str, level: Level) -> bool:
        """Show a line on the topmost screen with a status line; return False if there is none yet."""
        screens = self._screens()
        if screens:
            screens[-1].say(line, level)
        return bool(screens) and screens[-1].is_mounted

    def _report_failure(self, line: str) -> None:
        self._say(line, "error")

    def report(self, line: str) -> bool:
        """Show a warning; return False if there is no status line yet."""
        return self._say(line, "warning")

    def on_load(self) -> None:
        """Handle signals before the terminal changes its mode, so that every signal restores it."""
        end_on_signals(asyncio.get_running_loop(), self._on_signal, self.newsroom.log_file)

    def on_mount(self) -> None:
        self.call_after_refresh(_collect_garbage_again)
        self.newsroom.listen(self._show_news)
        for fault in self._faults:
            log.warning("%s", fault)
            self.session.messages.remember(str(fault))

    def _show_news(self, news: News) -> None:
        """Show the changes of other sessions on every screen, and report them on the topmost."""
        with contextlib.suppress(NoMatches):  # the folder's watcher may report once more while the screens are removed
            for screen in self._screens():
                screen.show_news(news)
            if lines := [*news.lines(), *news.notices]:
                self._say("; ".join(lines), "warning" if news.notices else "info")

    # -- keys ---------------------------------------------------------------------------------------------------------

    def judge_key(self, event: events.Key | events.Paste, waiting: int) -> Verdict:
        """The verdict on the next key or paste."""
        return self._intake.judge(event, waiting)

    def read_key(self, event: events.Key) -> events.Key:
        """The key that `event` represents."""
        return self._intake.read(event)

    def on_hint_bar_clicked(self, message: HintBar.Clicked) -> None:
        """A click on a hint is its key."""
        key = key_from_name(message.key)
        self.post_message(events.Key(key, message.key if len(message.key) == 1 else None))

    def drops_waiting(self, event: events.Key | events.Paste) -> bool:
        """Ctrl+C drops the waiting keys."""
        dropped = isinstance(event, events.Key) and event.key == "ctrl+c"
        if dropped:
            self._say("the keys that waited were dropped", "info")
        return dropped

    # -- the end ------------------------------------------------------------------------------------------------------

    def _on_signal(self, number: signal.Signals) -> None:
        """End the app as the Quit key does: save what is being written first."""
        log.info("ended by %s", number.name)
        self.leave(128 + number)

    def leave(self, code: int = 0, message: str | None = None) -> None:
        """Save what is being written, close the store and exit with `code`; `message` is printed on standard error.

        A second key or signal does not interrupt a save in progress.
        """
        if self._leaving is None or self._leaving.is_finished:
            self._leaving = self.run_worker(self._leave(code, message), group="leave", exit_on_error=False)

    async def _leave(self, code: int, message: str | None) -> None:
        if code >= 128:
            await asyncio.sleep(LAST_KEYS_SECONDS)
        for screen in self._screens():
            if not await screen.finish() and code < 128:
                return  # the screen reports what could not be saved; the text is still in the editor
        try:
            await self.newsroom.close(in_haste=code >= 128)
        except Exception:
            log.exception("closing the newsroom")
            code = code or 1
        self.exit_message = message
        self.exit(return_code=code)

    _leaving: Worker[None] | None = None
    exit_message: str | None = None
    """The line printed on standard error after the app has ended; None if there is none."""

    async def action_suspend(self) -> None:
        """Save drafts and suspend the app to the shell; report it if there is none."""
        if is_orphaned():
            self._say("this login has no shell to go to", "info")
            return
        await self.newsroom.notes.drafts.flush()
        self.action_suspend_process()

    def action_redraw(self) -> None:
        """Draw the whole screen again."""
        self.redraw()

    def action_leave_desk(self) -> None:
        """Save the note being written and exit."""
        self.leave()

    def action_interrupt(self) -> None:
        """Show how to leave: Ctrl+C does not end the app."""
        if self._screens()[-1:] == [self.screen]:
            back, leave = self.session.key("app.back"), self.session.key("app.quit")
            self._say(f"{back} goes back, {leave} leaves; a note being written is saved", "info")

    def report_failure_while_ending(self, error: Exception) -> bool:
        """Log the error only: a screen that was still being mounted at the end may miss its widgets."""
        log.warning("while ending", exc_info=error)
        return True

    def report_failure(self, error: Exception) -> bool:
        """Log the traceback; the user gets one line after the app has ended."""
        log.error("internal error", exc_info=error)
        self.exit_message = f"internal error ({type(error).__name__}); see {self.newsroom.log_file}"
        return True
