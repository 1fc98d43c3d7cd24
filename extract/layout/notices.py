"""Finds an article's notices about its own versions: corrected, updated, clarified or withdrawn.

Wires mark versions in the headline ("CORRECTED-", "UPDATE 2-", "REFILE-") and in a bracketed line by the editor
("(Corrects day in paragraph 3 to Wednesday)"); sites use a sentence at either end ("This article was amended on 3 May
2024"). The words are those of the Reuters Handbook of Journalism, the AP's and the Guardian's corrections pages.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extract.span import Span

NoticeKind = Literal["corrected", "clarified", "updated", "withdrawn"]

EDGE_LINES = 10
"""Lines examined at either end of the text: in between, a sentence about a correction is news."""
MAX_PATTERN_CHARACTERS = 300
"""Length of a line's beginning that patterns examine."""


class Notice(NamedTuple):
    """One notice: its kind, and its span in the text."""

    kind: NoticeKind
    span: Span


_CORRECTED = r"correct(?:ed|ion|ions|s|ing)|refil(?:e|es|ed|ing)|fix(?:es|ed)|amend(?:ed|s|ment)|erratum"
_CLARIFIED = r"clarif(?:ied|ication|ies)"
_UPDATED = r"updat(?:e|ed|es|ing)|add(?:s|ed)|recast(?:s|ed)?|write-?thru|writethru|wrapup|revis(?:ed|es|ion)"
_WITHDRAWN = r"withdrawn|withdraw(?:s|al)|retract(?:ed|ion|s)|kill(?:ed)?|mandatory kill|elimination"
_KINDS: tuple[tuple[NoticeKind, re.Pattern[str]], ...] = (
    ("withdrawn", re.compile(_WITHDRAWN, re.IGNORECASE)),
    ("clarified", re.compile(_CLARIFIED, re.IGNORECASE)),
    ("corrected", re.compile(_CORRECTED, re.IGNORECASE)),
    ("updated", re.compile(_UPDATED, re.IGNORECASE)),
)
_LABEL = re.compile(
    r"(?P<word>CORRECTED|CORRECTION|REFILE|UPDATED?|WRAPUP|WRITE-?THRU|RECASTS?|CLARIFICATION|CLARIFIED|WITHDRAWN|"
    r"WITHDRAWAL|RETRACTION|RETRACTED|MANDATORY KILL|KILL)(?:[ -]\d{1,2})?\s?(?:\([^()\n]{1,40}\)\s?)?[-–—:]\s?"
)
_HEADED = re.compile(
    r"(?P<word>corrections?|clarifications?|update|updated|last updated|retraction|erratum|amendment)"
    r"(?:[ ,(][^:\n]{0,40})?:\s",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"[(\[]\s?(?:(?:this|the)\s[^()\n]{{0,60}}?\b(?:has been|was|is)\s)?(?P<word>{_CORRECTED}|{_CLARIFIED}|{_UPDATED}|"
    rf"{_WITHDRAWN})\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    rf"""[(\[*•—–-]*\s?(?:Editor[’']s\snote:?\s)?(?:
      (?:this|the)\s(?:article|story|report|piece|item|post|headline|version|page)\b[^.\n]{{0,80}}?
      \b(?:has\ssince\sbeen|has\sbeen|was|were|is)\s(?:\w+ly\s)?(?P<word>{_CORRECTED}|{_CLARIFIED}|{_UPDATED}|{_WITHDRAWN})\b
    | (?:an?|the)\s(?:earlier|previous|original|first)\s(?:version|edition)\sof\sthis\b
    | in\san\s(?:earlier|previous)\sversion\sof\sthis\b
    | (?P<when>updated|last\supdated|corrected|amended)(?:\s(?:on|at))?\s[^.\n]{{0,24}}?\d
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def notices(text: str) -> tuple[Notice, ...]:
    """The notices of `text`, in order. Never raises."""
    lines = [Span(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]
    edges = lines if len(lines) <= 2 * EDGE_LINES else [*lines[:EDGE_LINES], *lines[-EDGE_LINES:]]
    return tuple(notice for line in edges if (notice := _notice(text, line)) is not None)


def _notice(text: str, line: Span) -> Notice | None:
    start = line.start + len(text[line.start : line.end]) - len(text[line.start : line.end].lstrip())
    end = min(line.end, start + MAX_PATTERN_CHARACTERS)
    for pattern in (_LABEL, _HEADED, _BRACKETED, _SENTENCE):
        found = pattern.match(text, start, end)
        if found is not None:
            groups = found.groupdict()
            kind = _kind(groups.get("word") or groups.get("when"))
            label = pattern is _LABEL
            return Notice(kind, Span(start, found.end() if label else start + len(text[start : line.end].rstrip())))
    return None


def _kind(word: str | None) -> NoticeKind:
    """The kind for `word`; a notice without one ("an earlier version of this story") is a correction."""
    return next((kind for kind, pattern in _KINDS if word and pattern.match(word)), "updated" if word else "corrected")
