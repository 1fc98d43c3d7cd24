"""Tags: `#words` in a note, also set in a prompt, which new notes then start with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.actions.handlers import handles
from widgets.text.tags import without_tag

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.article.article_state import ArticleState
    from tui.article.notes.changes import NoteChanges
    from tui.article.notes.defaults import NoteDefaults
    from tui.screens.base import AppScreen

_TAG = r"[^\W\d_][\w-]*"


def tags_in(answer: str) -> tuple[str, ...]:
    """The tags in an answer such as `#budget, vote`, once each."""
    return tuple(dict.fromkeys(word.lstrip("#") for word in re.split(r"[\s,]+", answer) if word.strip("#")))


def fault_in(answer: str) -> str:
    """The reason why a word of `answer` is not a valid tag; "" if all are."""
    wrong = next((tag for tag in tags_in(answer) if not re.fullmatch(_TAG, tag)), None)
    return f"“{wrong}” is no tag: a letter, then letters, digits, - and _" if wrong else ""


class Tags:
    """Sets tags. A tag is a `#word` in the note's text, or is stored beside it: one set in the prompt or imported."""

    def __init__(self, screen: AppScreen, state: ArticleState, changes: NoteChanges, defaults: NoteDefaults) -> None:
        self._screen = screen
        self._state = state
        self._changes = changes
        self._defaults = defaults

    @handles("note.tags")
    def ask(self) -> None:
        """Ask for the tags of the current note and of new notes."""
        if not self._state.panes_mounted or self._state.story.text is None:
            self._screen.say("the article is still being opened")
            return
        from store.notes.carry_over import ORPHANED
        from tui.dialogs.ask import AskScreen

        note = self._changes.current()
        before = [tag for tag in (note.tags if note else self._defaults.sticky_tags) if tag != ORPHANED]
        screen = AskScreen(
            "tags of the note:" if note else "tags of new notes:",
            answer="".join(f"{tag} " for tag in before),
            tags=self._state.newsroom.notes.tags(),
            check=fault_in,
        )
        self._screen.app.push_screen(screen, lambda answer: self._set(note, before, answer))

    def _set(self, note: Note | None, before: Sequence[str], answer: str | None) -> None:
        if answer is None:
            return
        self._defaults.sticky_tags = tags = tags_in(answer)
        words = " ".join(f"#{tag}" for tag in tags) or "none"
        message = f"tags: {words}; new notes start with {'them' if tags else 'none'}"
        if note is None:
            self._screen.say(message)
            return
        body = note.body
        for tag in before:
            body = body if tag in tags else without_tag(body, tag)
        others = (tag for tag in note.tags if tag not in before)
        self._changes.change(note, message, body=body, tags=(*tags, *others))
