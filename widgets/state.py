"""What the panes are given to draw: plain data, made by the app from articles and notes."""

from __future__ import annotations

from dataclasses import dataclass

from extract.span import Span


@dataclass(frozen=True, slots=True)
class Selection:
    """The one thing the user is at: words of the article, and the quote, actor or note they belong to, by id."""

    span: Span | None = None
    quote: str | None = None
    actor: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that the house has something to say about, and what it says, in one line."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as the notes pane draws it.

    `quoted` are the words it is anchored to, `about` says whose they are ("Liu Pengyu says"); `updated` is ISO 8601.
    `due` says until when an answer is waited for, `due_at` the same in ISO 8601.
    """

    uid: str
    body: str
    type: str = "note"
    status: str = ""
    author: str = ""
    updated: str = ""
    tags: tuple[str, ...] = ()
    span: Span | None = None
    quoted: str = ""
    about: str = ""
    due: str = ""
    due_at: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An article as the desk lists it. Counts are None until they are known; `state` says what is happening to it.

    `time` sorts; without `dated` it is not the article's own and is not shown as its date.
    """

    key: str
    title: str
    source: str = ""
    time: str = ""
    actors: int | None = None
    quotes: int | None = None
    notes: int = 0
    state: str = ""
    unread: bool = False
    dated: bool = True
