"""Selecting words by keyboard, with keys that are motions while a selection is being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tui.actions.handlers import handles
from tui.actions.registry import ACTIONS
from widgets.text.motion import Unit

if TYPE_CHECKING:
    from tui.article.article_state import ArticleState
    from tui.article.panes import Panes
    from tui.screens.base import AppScreen, Hints


class WordSelection:
    """A mode of the article screen: while it is on, the keys of the actions of mode `select` work."""

    def __init__(self, screen: AppScreen, state: ArticleState, panes: Panes) -> None:
        self._screen = screen
        self._state = state
        self._panes = panes
        keys = screen.session.keys
        self._actions = {key: action.id for action in ACTIONS if action.mode == "select" for key in keys[action.id]}

    @property
    def takes_keys(self) -> bool:
        """Whether words are being selected and the text has the focus."""
        return self._panes.article.selecting and self._screen.focused is self._panes.article

    async def take_key(self, event: events.Key) -> bool:
        """Handle a key of the mode; return False for any other key, which the screen's bindings handle."""
        action = self._actions.get(event.key)
        if action is None or not self.takes_keys:
            return False
        self._screen.counts.end()
        await self._screen.act(action)
        return True

    @handles("select.start")
    def start(self) -> None:
        """Start selecting words, or stop if words are being selected."""
        if self._state.story.text is None:
            self._screen.refuse("the article is still being opened")
        elif self._panes.article.selecting:
            self.stop()
        else:
            self._panes.go_to("article")
            self._panes.article.begin_selection()
            self._screen.show_hints()

    def stop(self) -> None:
        """Stop extending the selection; the words stay selected."""
        if self._panes.article.selecting:
            self._panes.article.end_selection()
            self._screen.show_hints()
            note, yank = self._screen.key("note.add"), self._screen.key("yank.selection")
            self._screen.say(f"selected; {note} notes it, {yank} yanks it")

    def escape(self) -> bool:
        """Stop selecting; return whether words were being selected."""
        selecting = self._panes.article.selecting
        self.stop()
        return selecting

    @handles("select.character_next", unit="character", by=1)
    @handles("select.character_previous", unit="character", by=-1)
    @handles("select.word_next", unit="word", by=1)
    @handles("select.word_previous", unit="word", by=-1)
    @handles("select.sentence_next", unit="sentence", by=1)
    @handles("select.sentence_previous", unit="sentence", by=-1)
    @handles("select.paragraph_next", unit="paragraph", by=1)
    @handles("select.paragraph_previous", unit="paragraph", by=-1)
    def extend(self, unit: Unit, by: int) -> None:
        """Extend the selection by units, multiplied by the count."""
        if self._state.story.text is not None:
            self._panes.article.extend(unit, self._screen.counts.times(by))

    @handles("select.swap")
    def swap_ends(self) -> None:
        """Swap the ends of the selection: motions move the other one."""
        self._panes.article.swap_ends()

    def hints(self) -> Hints | None:
        """The hints while the mode is on, else None."""
        if not self._panes.article.selecting:
            return None
        both = (
            ("select.word_next", "select.word_previous", "word"),
            ("select.sentence_next", "select.sentence_previous", "sentence"),
            ("select.paragraph_next", "select.paragraph_previous", "paragraph"),
            ("quote.next", "quote.previous", "quote"),
            ("mention.next", "mention.previous", "mention"),
        )
        key = self._screen.key
        motions = [(f"{key(on)} {key(back)}", word) for on, back, word in both]
        ways_on = (("note.add", "note"), ("select.swap", "other end"), ("mode.leave", "stop"))
        return [*motions, *((key(id), word) for id, word in ways_on)]
