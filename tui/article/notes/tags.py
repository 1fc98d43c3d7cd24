"""Tags: `#words` in a note, or set in a prompt; new notes then start with these."""

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
    """Sets tags. A tag is a `#word` in the note's text, or stored beside it if it was set in the prompt or imported."""

    def __init__(self, screen: AppScreen, state: ArticleState, changes: NoteChanges) -> None:
        self._screen = screen
        self._state = state
        self._changes = changes

    @handles("note.tags")
    def ask(self) -> None:
        """Ask for the tags of the current note."""
        note = self._changes.current_or_say()
        if note is None:
            return
        from store.notes.carry_over import ORPHANED
        from tui.dialogs.ask import AskScreen

        before = [tag for tag in note.tags if tag != ORPHANED]
        screen = AskScreen(
            "tags of the note:",
            answer="".join(f"{tag} " for tag in before),
            tags=self._state.newsroom.notes.tags(),
            check=fault_in,
        )
        self._screen.app.push_screen(screen, lambda answer: self._set(note, before, answer))

    def _set(self, note: Note, before: Sequence[str], answer: str | None) -> None:
        if answer is None:
            return
        tags = tags_in(answer)
        body = note.body
        for tag in before:
            body = body if tag in tags else without_tag(body, tag)
        others = (tag for tag in note.tags if tag not in before)
        words = " ".join(f"#{tag}" for tag in tags) or "none"
        self._changes.change(note, f"Tags: {words}", body=body, tags=(*tags, *others))
