"""A note on a passage, a quote, an actor or a whole article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from store.disk.json_reader import optional_text, text_of, whole_number
from store.notes.anchors import Anchor

NoteType = Literal["note", "fact-check", "follow-up", "correction", "right-of-reply", "reading"]
NoteStatus = Literal["open", "verified", "wrong", "asked", "answered", "no-answer", "done"]
Target = Literal["text", "quote", "actor", "article"]
Fix = Literal["not-a-quote", "not-an-actor", "speaker", "merge", "split", "quote"]

TYPES: tuple[NoteType, ...] = get_args(NoteType)
"""Every type. A "reading" corrects the reader's result; the others are about the article."""
STATUSES: tuple[NoteStatus, ...] = get_args(NoteStatus)
TARGETS: tuple[Target, ...] = get_args(Target)
FIXES: tuple[Fix, ...] = get_args(Fix)

LIFECYCLES: Mapping[NoteType, tuple[NoteStatus, ...]] = {
    "note": ("open", "done"),
    "fact-check": ("open", "verified", "wrong"),
    "follow-up": ("open", "done"),
    "correction": ("open", "done"),
    "right-of-reply": ("open", "asked", "answered", "no-answer"),
    "reading": ("done",),
}
"""The states of each type of note, in the order of its lifecycle."""
CLOSED: Mapping[NoteType, NoteStatus] = {
    "note": "done",
    "fact-check": "verified",
    "follow-up": "done",
    "correction": "done",
    "right-of-reply": "answered",
    "reading": "done",
}
"""For each type, the state that means that nothing is left to do."""


@dataclass(frozen=True, slots=True)
class About:
    """The subject of a note, stored with it so that an export stays right when the article is read again.

    `speaker` are the words beside the cue ("he"), `actor` the resolved name, `role` as printed, `cue` the reporting
    words, `kind` of quote: direct, indirect or mixed. `fix` is the action of a note of the type "reading"; see
    `store.notes.corrections`.
    """

    target: Target = "text"
    speaker: str | None = None
    actor: str | None = None
    role: str | None = None
    cue: str | None = None
    kind: str | None = None
    fix: Fix | None = None

    def to_dict(self) -> dict[str, Any]:
        """The form stored in `notes.json`, without unknown values."""
        return {name: value for name in About.__slots__ if (value := getattr(self, name)) is not None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> About:
        """Rebuild the subject from `to_dict`. Raises ValueError or TypeError on anything else."""
        if data.get("target") not in TARGETS:
            raise ValueError(f"unknown target {data.get('target')!r}")
        if data.get("fix") not in (None, *FIXES):
            raise ValueError(f"unknown fix {data.get('fix')!r}")
        return cls(**{name: optional_text(data[name]) for name in About.__slots__ if name in data})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Note:
    """One state of one note.

    `article` is the library's key, `version` the SHA-256 of the text the note was made on. Times are ISO 8601 in UTC.
    `author` wrote the note first, `editor` made this state of it. `rev` counts the states; `op` names the operation
    that made this one ("session:number"), which later edits give as their base. `deleted` is the time it was moved to
    the trash, `due` the deadline for an answer, or None. For a note that `author` imported, `original_author` is its
    author according to the file, and `original_editor` the one who made this state. `foreign`: it may contain words by
    someone other than `author`, from a file or an edit.
    """

    uid: str
    article: str
    version: str
    anchor: Anchor | None
    body: str
    type: NoteType = "note"
    status: NoteStatus = "open"
    tags: tuple[str, ...] = ()
    author: str = ""
    created: str = ""
    updated: str = ""
    rev: int = 1
    about: About = field(default_factory=About)
    op: str = ""
    editor: str = ""
    deleted: str | None = None
    due: str | None = None
    original_author: str | None = None
    original_editor: str | None = None
    foreign: bool = False

    @property
    def signature(self) -> str:
        """The note's signature as shown: "kim", or "kim (original: ada)" for a note by ada that kim imported."""
        return _signed(self.author, self.original_author)

    @property
    def editor_signature(self) -> str:
        """The same for the editor of this state."""
        return _signed(self.editor or self.author, self.original_editor)

    def is_all_by(self, author: str) -> bool:
        """Whether every word in it is `author`'s, as far as the notebook knows."""
        return bool(author) and not self.foreign and self.author == author and self.editor in (author, "")

    def to_dict(self) -> dict[str, Any]:
        """The form stored in `notes.json` and in a journal line."""
        return {
            "uid": self.uid,
            "article": self.article,
            "version": self.version,
            "selector": None if self.anchor is None else self.anchor.to_dict(),
            "body": self.body,
            "type": self.type,
            "status": self.status,
            "tags": list(self.tags),
            "author": self.author,
            "created": self.created,
            "updated": self.updated,
            "rev": self.rev,
            "about": self.about.to_dict(),
            "op": self.op,
            "editor": self.editor,
            **({"due": self.due} if self.due else {}),
            **({"deleted": self.deleted} if self.deleted else {}),
            **({"original_author": self.original_author} if self.original_author else {}),
            **({"original_editor": self.original_editor} if self.original_editor else {}),
            **({"foreign": True} if self.foreign else {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Note:
        """Rebuild a note from `to_dict`. Raises KeyError, TypeError, ValueError or AttributeError on anything else."""
        return NoteReader().read(data)

    def same_content(self, other: Note) -> bool:
        """Whether the two have the same content, whatever their authors and times."""
        return all(getattr(self, name) == getattr(other, name) for name in CONTENT) and (
            (self.deleted is None) == (other.deleted is None)
        )


class NoteReader:
    """Rebuilds notes from `Note.to_dict`, sharing equal values.

    Fifty thousand notes have few different articles, authors, tags and speakers.
    """

    def __init__(self) -> None:
        self._strings: dict[str, Any] = {}
        self._abouts: dict[tuple[Any, ...], About] = {}
        self._tags: dict[tuple[str, ...], tuple[str, ...]] = {}

    def read(self, data: Mapping[str, Any]) -> Note:
        """Rebuild one note. Raises KeyError, TypeError, ValueError or AttributeError for invalid data."""
        type, status, selector, tags = data["type"], data["status"], data["selector"], data["tags"]
        if type not in TYPES or status not in STATUSES or not isinstance(tags, list):
            raise ValueError("not a note")
        created, updated = text_of(data["created"]), text_of(data["updated"])
        return Note(
            text_of(data["uid"]),
            self._one(data["article"]),
            self._one(data["version"]),
            None if selector is None else Anchor.from_dict(selector),
            text_of(data["body"]),
            self._one(type),
            self._one(status),
            self._all(tags),
            self._one(data["author"]),
            created,
            created if updated == created else updated,
            whole_number(data["rev"]),
            self._about(data["about"]),
            text_of(data.get("op", "")),
            self._one(data.get("editor", "")),
            optional_text(data.get("deleted")),
            optional_text(data.get("due")),
            optional_text(data.get("original_author")),
            optional_text(data.get("original_editor")),
            data.get("foreign") is True,
        )

    def _one(self, text: Any) -> Any:
        return self._strings.setdefault(text, text) if type(text) is str else text_of(text)

    def _all(self, tags: list[str]) -> tuple[str, ...]:
        found = tuple(map(self._one, tags))
        return self._tags.setdefault(found, found)

    def _about(self, data: Mapping[str, Any]) -> About:
        key = tuple(data.items())
        about = self._abouts.get(key)
        if about is None:
            about = self._abouts[key] = About.from_dict(data)
        return about


def _signed(name: str, original: str | None) -> str:
    return f"{name} (original: {original})" if original and original != name else name


CONTENT = ("article", "version", "anchor", "body", "type", "status", "tags", "about", "due")
"""The fields of a note that its author can change."""
