"""What a note is saved with besides its words: type and tags, of a new note and of one that is edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from widgets.text.tags import tags_of

if TYPE_CHECKING:
    from store.notes.note import Note, NoteType


class NoteDefaults:
    """The fields of the note to be written next.

    `sticky_type` and `sticky_tags` are what new notes start with; `next_type` is asked for once, by the key that began
    the note. A draft's own fields come before all of them, but its tags only join the others.
    """

    def __init__(self) -> None:
        self.sticky_type: NoteType = "note"
        self.sticky_tags: tuple[str, ...] = ()
        self.next_type: NoteType | None = None
        self.from_draft: Mapping[str, Any] = {}

    def of_new(self, body: str) -> dict[str, Any]:
        """The fields of a new note with the words `body`: its type, and the tags in it, the sticky and the draft's."""
        tags = (*tags_of(body), *self.sticky_tags, *self.from_draft.get("tags", ()))
        kind = self.next_type or self.sticky_type
        return {"type": kind, **self.from_draft, "tags": tuple(dict.fromkeys(tags))}

    def of_edited(self, note: Note, body: str) -> dict[str, Any]:
        """What changes in `note`, besides its words, when these become `body`: the tags in them, not those beside."""
        others = (tag for tag in note.tags if tag not in tags_of(note.body))
        tags = tuple(dict.fromkeys((*tags_of(body), *others)))
        return {"tags": tags} if tags != note.tags else {}
