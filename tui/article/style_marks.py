"""The house's style in the article: its names, titles and terms marked, and what the stylebook says of them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from tui.article.motions import Moving

if TYPE_CHECKING:
    from tui.newsroom.newsroom import Story
    from widgets.state import Flag, Selection


class Styling(Moving):
    """The part of the article screen that shows where the article departs from the stylebook."""

    @handles("style.marks")
    def action_style_marks(self) -> None:
        """Mark what the stylebook speaks of, or take the marks away."""
        if self.article.flags:
            self.article.flag(())
            self.say("the marks of the stylebook are gone")
        else:
            self.run_worker(self._mark_style(), group="style", exclusive=True, exit_on_error=False)

    @handles("style.next")
    def action_style_next(self) -> None:
        """Go to the next mark of the stylebook."""
        if self.article.flags:
            self.article.step_flag(1)
        else:
            self.action_style_marks()

    async def _mark_style(self) -> None:
        from store.check.tomlfile import FileError

        story = self._story
        if story.text is None:
            return
        try:
            flags = await asyncio.to_thread(_flags, self._newsroom.home, story)
        except FileError as error:
            self.say(str(error), "error")
            return
        if flags is None:
            self.say(f"no stylebook yet: write {self._newsroom.home / 'stylebook.toml'}")
            return
        self.article.flag(flags)
        self.say(_told(len(flags)))

    def flag_told(self, selection: Selection) -> str:
        """What the stylebook says of the words selected; empty for nothing."""
        return "; ".join(flag.text for flag in self.article.flags_at(selection.span))


def _flags(home: Path, story: Story) -> list[Flag] | None:
    """Where the story departs from the stylebook; None where there is none. Raises FileError."""
    from store.check.gate import departures
    from store.check.name_checks import house_titles
    from tui.jobs.publish_check import house_style
    from widgets.state import Flag

    style = house_style(home)
    if not style:
        return None
    found = [*departures(style, story.text or "", story.article)]
    if story.article is not None:
        found += house_titles(story.article, style)
    return [Flag(span, message) for _rule, message, span, _note in found if span is not None]


def _told(count: int) -> str:
    if not count:
        return "nothing against the stylebook"
    return f"{count} {'place' if count == 1 else 'places'} against the stylebook, marked with !"
