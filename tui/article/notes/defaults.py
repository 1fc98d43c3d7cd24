"""The type and tags that a new or edited note is saved with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from widgets.text.tags import tags_of

if TYPE_CHECKING:
    from store.notes.note import Note, NoteType


class NoteDefaults:
    """The fields of the next note.

    New notes start with `sticky_type` and `sticky_tags`; `next_type` applies once, set by the key that began the note.
    The fields of a recovered draft override all of them, except that its tags are added to the others.
    """

    def __init__(self) -> None:
        self.sticky_type: NoteType = "note"
        self.sticky_tags: tuple[str, ...] = ()
        self.next_type: NoteType | None = None
        self.from_draft: Mapping[str, Any] = {}

    def of_new(self, body: str) -> dict[str, Any]:
        """The fields of a new note with the text `body`: its type, and its tags plus the sticky and the draft's."""
        tags = (*tags_of(body), *self.sticky_tags, *self.from_draft.get("tags", ()))
        kind = self.next_type or self.sticky_type
        return {"type": kind, **self.from_draft, "tags": tuple(dict.fromkeys(tags))}

    def of_edited(self, note: Note, body: str) -> dict[str, Any]:
        """The fields of `note` that change with its text to `body`: the tags in the text; other tags stay."""
        others = (tag for tag in note.tags if tag not in tags_of(note.body))
        tags = tuple(dict.fromkeys((*tags_of(body), *others)))
        return {"tags": tags} if tags != note.tags else {}
