"""The data that panes draw, made by the app from articles and notes."""

from __future__ import annotations

from dataclasses import dataclass

from extract.span import Span

NOTE_SIGNS = LATE, OPEN, CLOSED = ("!", "◆", "◇")
"""Signs for the state of a note, in the list and in the margin of the text; the most urgent first."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The current selection: a span of the article, and the ids of the quote, actor or note it belongs to."""

    span: Span | None = None
    quote: str | None = None
    actor: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Words that the house's stylebook comments on, and the comment, in one line."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as the notes pane draws it.

    `quoted` are the words it is anchored to, `about` says whose they are ("Liu Pengyu says"). `updated` and `due_at`
    are ISO 8601; `changed` and `due` are the same in words.
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
    changed: str = ""
    due: str = ""
    due_at: str = ""
    overdue: bool = False
    closed: bool = False
    """Whether nothing is left to do about it."""

    @property
    def sign(self) -> str:
        """One of `NOTE_SIGNS`."""
        return LATE if self.overdue else CLOSED if self.closed else OPEN


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An article as the desk lists it. Counts are None until they are known; `state` is a word such as "reading".

    Rows are sorted by `time`, and `when` is the same in words; if `dated` is false it is not the article's own date and
    is not shown as one. `open_notes` are unsettled, and `late_notes` of these have missed their deadline. `alarm`: the
    state must be known before the article is used.
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
    when: str = ""
    open_notes: int = 0
    late_notes: int = 0
    alarm: bool = False
