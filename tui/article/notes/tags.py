"""Tags: words with a `#` in a note, completed while they are typed, set in one line, and given to the notes to come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tui.actions.handlers import handles
from tui.article.notes.editor import NoteTaking
from tui.newsroom.newsroom import Story
from widgets.text.tags import tags_of, without_tag

if TYPE_CHECKING:
    from store.notes.note import Note
    from tui.screens.session import Session

_TAG = r"[^\W\d_][\w-]*"


def tags_in(answer: str) -> tuple[str, ...]:
    """The tags in a line such as `#budget, vote`, once each."""
    return tuple(dict.fromkeys(word.lstrip("#") for word in re.split(r"[\s,]+", answer) if word.strip("#")))


def fault_in(answer: str) -> str:
    """Why not every word of the line can be a tag, in one line; "" where each can."""
    wrong = next((tag for tag in tags_in(answer) if not re.fullmatch(_TAG, tag)), None)
    return f"“{wrong}” is no tag: a letter, then letters, digits, - and _" if wrong else ""


class Tagging(NoteTaking):
    """The part of the article screen that knows of tags.

    A tag is a word of the note's own; one that was set in a line, or came with the note, is kept beside them.
    """

    def __init__(self, session: Session, story: Story) -> None:
        super().__init__(session, story)
        self._sticky_tags: tuple[str, ...] = ()

    def _fields(self, note: Note | None, body: str) -> dict[str, Any]:
        fields = super()._fields(note, body)
        if note is None:
            return {**fields, "tags": tuple(dict.fromkeys((*tags_of(body), *self._sticky_tags)))}
        beside = (tag for tag in note.tags if tag not in tags_of(note.body))
        tags = tuple(dict.fromkeys((*tags_of(body), *beside)))
        return {**fields, "tags": tags} if tags != note.tags else fields

    def _heading_more(self) -> str:
        return "".join(f" #{tag}" for tag in self._sticky_tags)

    @handles("note.tags")
    def action_note_tags(self) -> None:
        """Set the tags of the note at hand, and of those to come."""
        if not self._furnished or self._story.text is None:
            self.say("the article is still being opened")
            return
        from store.notes.carry_over import ORPHANED
        from tui.dialogs.ask import AskScreen

        note = self._note_at_hand()
        before = [tag for tag in (note.tags if note else self._sticky_tags) if tag != ORPHANED]
        screen = AskScreen(
            "tags of the note:" if note else "tags of new notes:",
            answer="".join(f"{tag} " for tag in before),
            tags=self._newsroom.tags(),
            check=fault_in,
        )
        self.app.push_screen(screen, lambda answer: self._set_tags(note, before, answer))

    def _set_tags(self, note: Note | None, before: Sequence[str], answer: str | None) -> None:
        if answer is None:
            return
        self._sticky_tags = tags = tags_in(answer)
        told = (
            f"tags: {' '.join(f'#{tag}' for tag in tags) or 'none'}; new notes start with {'them' if tags else 'none'}"
        )
        if note is None:
            self.say(told)
            return
        body = note.body
        for tag in before:
            body = body if tag in tags else without_tag(body, tag)
        kept = (tag for tag in note.tags if tag not in before)
        self._change(note, told=told, body=body, tags=(*tags, *kept))
