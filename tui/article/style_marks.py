"""Marks departures from the stylebook in the article: names, titles and terms."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.newsroom.newsroom import Story
    from tui.screens.base import AppScreen
    from widgets.state import Flag, Selection


class StyleMarks:
    """Shows departures from the stylebook."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes

    @handles("style.marks")
    def toggle(self) -> None:
        """Show or hide the stylebook's marks."""
        if self._panes.article.flags:
            self._panes.article.flag(())
            self._screen.say("Style marks off")
        else:
            self._screen.work(self._mark(), "style", exclusive=True)

    @handles("style.next")
    def step(self) -> None:
        """Go to the next mark of the stylebook; show the marks first if they are hidden."""
        if self._panes.article.flags:
            self._panes.article.step_flag(1)
        else:
            self.toggle()

    async def _mark(self) -> None:
        from store.check.tomlfile import FileError

        story, home = self._state.story, self._state.newsroom.home
        if story.text is None:
            return
        try:
            flags = await asyncio.to_thread(_flags, home, story)
        except FileError as error:
            self._screen.say(str(error), "error")
            return
        if flags is None:
            self._screen.say(f"No stylebook yet · create {home / 'stylebook.toml'}")
            return
        self._panes.article.flag(flags)
        self._screen.say(_summary(len(flags)))

    def describe(self, selection: Selection) -> str:
        """The stylebook's comments on the selected words; "" for none."""
        return "; ".join(flag.text for flag in self._panes.article.flags_at(selection.span))


def _flags(home: Path, story: Story) -> list[Flag] | None:
    """The story's departures from the stylebook; None if there is no stylebook. Raises FileError."""
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


def _summary(count: int) -> str:
    if not count:
        return "No style marks: nothing against the stylebook"
    return f"{count} {'place' if count == 1 else 'places'} against the stylebook, marked with !"
