"""A note: what a journalist wrote about a passage, a quote, an actor or a whole article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from store.anchors import Anchor

NoteType = Literal["note", "fact-check", "follow-up", "correction", "right-of-reply"]
NoteStatus = Literal["open", "verified", "wrong", "asked", "answered", "no-answer", "done"]
Target = Literal["text", "quote", "actor", "article"]

TYPES: tuple[NoteType, ...] = get_args(NoteType)
STATUSES: tuple[NoteStatus, ...] = get_args(NoteStatus)
TARGETS: tuple[Target, ...] = get_args(Target)


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about, kept with it so that an export stays right when the article is read anew.

    `speaker` are the words beside the cue ("he"), `actor` the resolved name, `role` as printed, `cue` the reporting
    words, `kind` of quote: direct, indirect or mixed.
    """

    target: Target = "text"
    speaker: str | None = None
    actor: str | None = None
    role: str | None = None
    cue: str | None = None
    kind: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As kept in `notes.json`: what is not known is left out."""
        return {name: value for name in About.__slots__ if (value := getattr(self, name)) is not None}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> About:
        """What `to_dict` wrote. Raises ValueError or TypeError on anything else."""
        if data.get("target") not in TARGETS:
            raise ValueError(f"unknown target {data.get('target')!r}")
        return cls(**{name: data[name] for name in About.__slots__ if name in data})


@dataclass(frozen=True, slots=True)
class Note:
    """One state of one note.

    `article` is the library's key, `version` the SHA-256 of the text the note was made on. Times are ISO 8601 in UTC.
    `author` wrote the note first, `editor` made this state of it. `rev` counts the states; `op` names the operation
    that made this one ("session:number"), and is what an edit says it started from. `deleted` is the time it went to
    the trash, or None.
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

    def to_dict(self) -> dict[str, Any]:
        """As kept in `notes.json` and in a journal line."""
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
            **({"deleted": self.deleted} if self.deleted else {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Note:
        """What `to_dict` wrote. Raises KeyError, TypeError or ValueError on anything else."""
        if data["type"] not in TYPES or data["status"] not in STATUSES:
            raise ValueError(f"unknown type or status: {data['type']!r}, {data['status']!r}")
        selector = data["selector"]
        return cls(
            data["uid"],
            data["article"],
            data["version"],
            None if selector is None else Anchor.from_dict(selector),
            data["body"],
            data["type"],
            data["status"],
            tuple(data["tags"]),
            data["author"],
            data["created"],
            data["updated"],
            data["rev"],
            About.from_dict(data["about"]),
            data.get("op", ""),
            data.get("editor", ""),
            data.get("deleted"),
        )

    def same_content(self, other: Note) -> bool:
        """Whether the two say the same, whoever wrote them when."""
        return all(getattr(self, name) == getattr(other, name) for name in CONTENT) and (
            (self.deleted is None) == (other.deleted is None)
        )


CONTENT = ("article", "version", "anchor", "body", "type", "status", "tags", "about")
"""The fields of a note that its writer can change."""
