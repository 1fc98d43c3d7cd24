"""Actions of every screen: help, messages, palette and quit."""

from __future__ import annotations

from tui.actions.handlers import handles
from tui.screens.base import AppScreen

MAX_USED = 8
"""How many actions the palette lists as used last."""


class AppActions:
    """The actions that are the same on every screen."""

    def __init__(self, screen: AppScreen) -> None:
        self._screen = screen

    @handles("app.help")
    def show_help(self) -> None:
        """Show the help screen."""
        from tui.dialogs.help import HelpScreen

        self._screen.app.push_screen(
            HelpScreen(self._screen.place, self._screen.session.keys, self._screen.focused_pane)
        )

    @handles("app.messages")
    def show_messages(self) -> None:
        """Show the warnings and errors of this session."""
        from tui.dialogs.messages import MessagesScreen

        session = self._screen.session
        session.messages.unread = 0
        self._screen.say("")
        self._screen.app.push_screen(MessagesScreen(session, session.messages.lines))

    @handles("app.palette")
    def show_palette(self) -> None:
        """Find an action by name and run it."""
        self._screen.work(self._pick_action(), "act")

    async def _pick_action(self) -> None:
        from tui.dialogs.palette import Palette

        screen = self._screen
        used = screen.session.used
        id = await screen.ask(Palette(screen.place, screen.session.keys, tuple(used)))
        if id is not None:
            used[:] = [id, *(each for each in used if each != id)][:MAX_USED]
            await screen.act(id)

    @handles("app.suspend")
    async def suspend(self) -> None:
        """Go to the shell."""
        await self._screen.session.suspend()

    @handles("app.redraw")
    def redraw(self) -> None:
        """Draw the whole screen again."""
        self._screen.session.redraw()

    @handles("app.quit")
    def quit(self) -> None:
        """Save the note being written and exit."""
        self._screen.session.leave()
