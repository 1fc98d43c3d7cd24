"""Selecting words by keyboard: keys that mean motions while a selection is being made."""

from __future__ import annotations

from textual import events

from tui.actions.registry import ACTIONS
from tui.article.motions import Moving
from widgets.text.motion import Unit


class Selecting(Moving):
    """The part of the article screen that selects words. The keys of the actions of the mode `select` are live then."""

    def on_key(self, event: events.Key) -> None:
        """A key of the mode; any other key goes on to the screen's bindings."""
        pane = self.article
        if not pane.selecting or self.focused is not pane:
            return
        if action := self._modal_keys().get(event.key):
            self.end_count()
            getattr(self, f"action_{action}")()
            event.stop()
            event.prevent_default()

    def begins_count(self, digit: str) -> bool:
        """While words are selected every digit does."""
        return (self.article.selecting and self.focused is self.article) or super().begins_count(digit)

    def _modal_keys(self) -> dict[str, str]:
        keys = self.desk.keys
        return {key: action.method for action in ACTIONS if action.mode == "select" for key in keys[action.id]}

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
            self.say(f"selected; {self._key('note.add')} notes it, {self._key('yank.selection')} yanks it")

    def _extend(self, unit: Unit, by: int) -> None:
        if self._story.text is not None:
            self.article.extend(unit, self.times(by))

    def action_select_character_next(self) -> None:
        """Extend the selection by a character."""
        self._extend("character", 1)

    def action_select_character_previous(self) -> None:
        """Extend the selection back by a character."""
        self._extend("character", -1)

    def action_select_word_next(self) -> None:
        """Extend the selection by a word."""
        self._extend("word", 1)

    def action_select_word_previous(self) -> None:
        """Extend the selection back by a word."""
        self._extend("word", -1)

    def action_select_sentence_next(self) -> None:
        """Extend the selection by a sentence."""
        self._extend("sentence", 1)

    def action_select_sentence_previous(self) -> None:
        """Extend the selection back by a sentence."""
        self._extend("sentence", -1)

    def action_select_paragraph_next(self) -> None:
        """Extend the selection by a paragraph."""
        self._extend("paragraph", 1)

    def action_select_paragraph_previous(self) -> None:
        """Extend the selection back by a paragraph."""
        self._extend("paragraph", -1)

    def action_select_swap(self) -> None:
        """Make the other end of the selection the one that moves."""
        self.article.swap_ends()

    def action_mode_leave(self) -> None:
        """Stop selecting."""
        self.stop_selecting()
