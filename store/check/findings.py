"""The gate's rules, and the findings they produce."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from extract.span import Span

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The most severe first; the names are SARIF's."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for. `enabled` and `severity` are the defaults, which `rules.toml` may override."""

    id: str
    severity: Severity
    title: str
    help: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the article with the key `article`.

    `span` is in code points of the newest text, None for the article as a whole; `note` is the uid of the note
    concerned, if any. `message` is one line, safe to show.
    """

    rule: str
    severity: Severity
    article: str
    message: str
    span: Span | None = None
    note: str | None = None


class Place(NamedTuple):
    """The start and end of a span: lines and columns from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """The lines of a text, for turning spans into places."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def place(self, span: Span) -> Place:
        """The place of `span`."""
        return Place(*self._at(span.start), *self._at(span.end))

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def shorten(text: str, longest: int = 70) -> str:
    """`text`, cut at a word if it is longer than `longest` characters."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


RULES: tuple[Rule, ...] = (
    Rule("fact-check-open", "error", "Fact-check open", "A fact-check on the article is not done."),
    Rule("fact-check-wrong", "error", "Found wrong", "A fact-check says that what stands there is wrong."),
    Rule(
        "reply-open", "error", "Right of reply open",
        "Somebody who must be heard was not asked, or was asked and has not answered; overdue ones are said to be.",
    ),
    Rule("correction-open", "error", "Correction open", "A correction that a note asks for is not made."),
    Rule("follow-up-open", "note", "Follow-up open", "A follow-up is not done.", enabled=False),
    Rule("note-overdue", "warning", "Overdue", "The deadline of a note has passed, and it is not settled."),
    Rule("note-conflict", "error", "Two versions of a note", "A note was changed in two places at once; choose one."),
    Rule(
        "note-orphaned", "warning", "Words of a note are gone",
        "The passage that a note is on is not in the newest text.",
    ),
    Rule(
        "quote-changed", "error", "Words changed since the note",
        "The passage of a note reads otherwise in the newest text than when the note was written.",
    ),
    Rule("quote-altered", "error", "Not what was said", "The evidence has other words, or the quote joins places."),
    Rule("quote-cut", "error", "Cut against its sense", "The evidence turns the sense."),
    Rule("quote-misattributed", "error", "Said by somebody else", "In the evidence the words are another speaker's."),
    Rule("quote-unproven", "warning", "Not in the evidence", "A quote is not found in the evidence."),
    Rule(
        "claim-anonymous", "warning", "Only anonymous voices",
        "Something that only somebody without a name is quoted saying in the article; nobody named says the same.",
    ),
    Rule(
        "claim-institution", "note", "Only an institution",
        "The same of an institution, of whoever speaks for it, or of somebody known by the post alone.", enabled=False,
    ),
    Rule(
        "speaker-unknown", "note", "Speaker not known",
        "A quote of which nobody sure stands behind it; w says who it is.", enabled=False,
    ),
    Rule(
        "single-source", "note", "One voice", "Every quote of the article comes from one speaker.", enabled=False,
    ),
    Rule(
        "name-spellings", "warning", "A name spelled two ways",
        "Two spellings in the article that are so close, of people so alike, that one of them is wrong.",
    ),
    Rule(
        "name-desk", "warning", "A name spelled otherwise elsewhere",
        "The same in the other articles of the desk: the rarer spelling is reported.",
    ),
    Rule(
        "title-desk", "note", "A title that differs between articles",
        "The article gives somebody another title than most articles of the desk do.",
    ),
    Rule("embargo", "error", "Embargo not over", "What came with the article says that it may not be used yet."),
    Rule("withdrawn", "error", "Withdrawn by the sender", "The sender of the article has canceled or withheld it."),
    Rule("never-read", "error", "Never read", "Nobody has read the article yet, so who speaks in it is not known."),
    Rule(
        "reader-warning", "warning", "Warning of the reader",
        "What the app warns about when it opens the article: a mark without a partner, a name one letter off, a title "
        "the country does not have.",
    ),
    Rule("style-name", "warning", "House style: name", "The stylebook prefers another form of a name or word."),
    Rule("style-title", "warning", "House style: title", "The stylebook gives this person another title."),
    Rule("style-banned", "error", "House style: term", "The stylebook does not want this term."),
)  # fmt: skip
"""Every rule, in listing order."""
