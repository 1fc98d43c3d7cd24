"""Selecting words by keyboard: keys that mean motions while a selection is being made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events

from tui.actions.handlers import handles
from tui.actions.registry import ACTIONS
from tui.article.motions import Moving
from widgets.text.motion import Unit


class Mode:
    """A method that takes keys, as a mode."""

    def __init__(self, take_key: Callable[[events.Key], Awaitable[bool]]) -> None:
        self._take_key = take_key

    async def take_key(self, event: events.Key) -> bool:
        """Use the key, if it is for this mode; whether it was."""
        return await self._take_key(event)


class Selecting(Moving):
    """The part of the article screen that selects words. The keys of the actions of the mode `select` are live then."""

    async def take_selecting_key(self, event: events.Key) -> bool:
        """A key of the mode; any other key goes on to the screen's bindings."""
        pane = self.article
        if not pane.selecting or self.focused is not pane:
            return False
        if action := self._modal_keys().get(event.key):
            self.counts.end()
            await self.act(action)
            return True
        return False

    def begins_count(self, digit: str) -> bool:
        """While words are selected every digit does."""
        return (self.article.selecting and self.focused is self.article) or super().begins_count(digit)

    def _modal_keys(self) -> dict[str, str]:
        keys = self.session.keys
        return {key: action.id for action in ACTIONS if action.mode == "select" for key in keys[action.id]}

    @handles("select.start")
    def action_select_start(self) -> None:
        """Start selecting words; stop where words are being selected."""
        if self._story.text is None:
            self.say("the article is still being opened")
        elif self.article.selecting:
            self.stop_selecting()
        else:
            self._go_to_article()
            self.article.begin_selection()
            self.tell_keys()

    def stop_selecting(self) -> None:
        """Keep the words, but stop extending the selection."""
        if self.article.selecting:
            self.article.end_selection()
            self.tell_keys()
            self.say(f"selected; {self.key('note.add')} notes it, {self.key('yank.selection')} yanks it")

    def _extend(self, unit: Unit, by: int) -> None:
        if self._story.text is not None:
            self.article.extend(unit, self.counts.times(by))

    @handles("select.character_next")
    def action_select_character_next(self) -> None:
        """Extend the selection by a character."""
        self._extend("character", 1)

    @handles("select.character_previous")
    def action_select_character_previous(self) -> None:
        """Extend the selection back by a character."""
        self._extend("character", -1)

    @handles("select.word_next")
    def action_select_word_next(self) -> None:
        """Extend the selection by a word."""
        self._extend("word", 1)

    @handles("select.word_previous")
    def action_select_word_previous(self) -> None:
        """Extend the selection back by a word."""
        self._extend("word", -1)

    @handles("select.sentence_next")
    def action_select_sentence_next(self) -> None:
        """Extend the selection by a sentence."""
        self._extend("sentence", 1)

    @handles("select.sentence_previous")
    def action_select_sentence_previous(self) -> None:
        """Extend the selection back by a sentence."""
        self._extend("sentence", -1)

    @handles("select.paragraph_next")
    def action_select_paragraph_next(self) -> None:
        """Extend the selection by a paragraph."""
        self._extend("paragraph", 1)

    @handles("select.paragraph_previous")
    def action_select_paragraph_previous(self) -> None:
        """Extend the selection back by a paragraph."""
        self._extend("paragraph", -1)

    @handles("select.swap")
    def action_select_swap(self) -> None:
        """Make the other end of the selection the one that moves."""
        self.article.swap_ends()

    @handles("mode.leave")
    def action_mode_leave(self) -> None:
        """Stop selecting."""
        self.stop_selecting()
