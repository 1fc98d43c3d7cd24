"""Looking over the whole desk: where else an actor speaks, and every note, with a way to each place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.features.reports import Overview

if TYPE_CHECKING:
    from tui.dialogs.desk_list import AcrossScreen
    from tui.presenters.desk_rows import Targets


class Across(Overview):
    """The part of a screen that looks over the desk."""

    def action_notes_desk(self) -> None:
        """List every note of the desk."""
        self.run_worker(self._list_notes(), group="pick", exclusive=True, exit_on_error=False)

    async def _list_notes(self) -> None:
        from tui.dialogs.desk_list import AcrossScreen

        rows, targets = await self._newsroom.note_rows()
        await self._go(AcrossScreen.of_notes(rows), targets)

    async def _go(self, screen: AcrossScreen, targets: Targets) -> None:
        """Show the list; open what was picked in it."""
        from tui.article.screen import ArticleScreen

        picked = await self.app.push_screen_wait(screen)
        if picked is None:
            return
        key, note = targets[picked]
        story = await self._newsroom.story_of(key)
        if story is None:
            self.say("that article is no longer on the desk", "warning")
        else:
            self.app.push_screen(ArticleScreen(self._newsroom, story, alone=False, at=note))
