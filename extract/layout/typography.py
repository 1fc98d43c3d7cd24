"""Finds quoted passages and quotation dashes by typography alone, in any language.

Quotation marks of all printed styles are paired within a paragraph with a stack. A quote may run over several
paragraphs, with its opening mark repeated or not. An unmatched mark never raises and never includes more than the rest
of its own paragraph; it is reported as a warning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extract.layout.quotation_dashes import Dash, dash_at
from extract.types import Block, Span

Style = Literal["double", "curly", "low", "guillemet", "reversed", "apostrophes", "single"]

SPEAKABLE = frozenset({"headline", "standfirst", "caption", "crosshead", "paragraph"})
"""Zones that can have quotes."""

MAX_NESTING_DEPTH = 4
"""The deepest nesting of quotes."""

MAX_RUN_ON_PARAGRAPHS = 8
"""The number of paragraphs a quote may run over without its opening mark repeated."""


@dataclass(slots=True)
class Quoted:
    """A passage in quotation marks.

    `outer` includes the marks, `inner` is the text between them without blanks at its ends. `block` is the index of its
    block. `opened` is false for a paragraph that continues a quote without an opening mark of its own, `closed` for one
    that the next paragraph continues. `depth` is 0 for a quote and more for a quote inside one.
    """

    outer: Span
    inner: Span
    style: Style
    block: int
    opened: bool = True
    closed: bool = True
    continues: bool = False
    depth: int = 0


class Typography(NamedTuple):
    """All quoted passages (outer ones, in text order), those inside others, dash paragraphs, and warnings."""

    quoted: list[Quoted]
    nested: list[Quoted]
    dashes: list[Dash]
    warnings: list[str]


class _Mark(NamedTuple):
    at: int
    end: int
    style: Style
    opens: bool
    closes: bool


_MARK = re.compile("\"|“|”|„|‟|«|»|''|``|‘‘|’’|‚|‘|’|'|`|″|′′")
_BEFORE_OPEN = frozenset(" \t\n\u00a0\u2009\u202f([{—–-―/:;,…")
_SPACE = frozenset(" \t\n\u00a0\u2009\u202f")
_ELISION = re.compile(
    r"['’‘](?:\d0s\b|\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n['’]?(?=\s)|round\b|neath\b|ere\b|im\b|er\b)",
    re.IGNORECASE,
)
_TERMINAL = frozenset(".,!?…;:—–")
_MEASURE = re.compile(r"\d\s?(?:1/[248]|[¼½¾])?$")


def read_typography(text: str, blocks: Sequence[Block]) -> Typography:
    """Find quoted passages and quotation dashes in the blocks of `SPEAKABLE` kinds. Never raises.

    All offsets are code points of `text`.
    """
    quoted: list[Quoted] = []
    nested: list[Quoted] = []
    dashes: list[Dash] = []
    warnings: list[str] = []
    run_on: tuple[Style, int] | None = None
    for index, block in enumerate(blocks):
        if block.kind not in SPEAKABLE:
            continue
        marks = _marks(text, block.span)
        resume = run_on[0] if run_on is not None and block.kind in ("paragraph", "standfirst") else None
        found, run_on, stray = _pair(text, blocks, index, marks, resume, run_on[1] if run_on else 0)
        if stray is not None:
            where = text.count("\n", 0, stray) + 1
            warnings.append(f"line {where}: a quote mark has no partner")
        for q in found:
            (nested if q.depth else quoted).append(q)
        dash = dash_at(text, block.span, index)
        if dash is not None:
            dashes.append(dash)
    return Typography(quoted, nested, dashes, warnings)


# --- marks ----------------------------------------------------------------------------------------------------------


def _marks(text: str, span: Span) -> list[_Mark]:
    marks: list[_Mark] = []
    at = span.start
    while True:
        found = _MARK.search(text, at, span.end)
        if found is None:
            return marks
        mark = _classify(text, span, found)
        if mark is not None:
            marks.append(mark)
            at = mark.end
        else:
            at = found.end() if len(found.group()) == 1 or found.group() != "''" else found.start() + 2


def _classify(text: str, span: Span, found: re.Match[str]) -> _Mark | None:
    """A mark's style and whether it can open or close at its place; None if it is not a quotation mark."""
    mark, start, end = found.group(), found.start(), found.end()
    before = text[start - 1] if start > span.start else " "
    after = text[end] if end < span.end else " "
    left_open = before in _BEFORE_OPEN or before in "\"“”„«»‘'’‚`"
    right_solid = after not in _SPACE
    if mark == '"':
        opens = left_open and right_solid and not (before in _SPACE and after in ",.;:!?)")
        closes = before not in _SPACE or not right_solid
        return _Mark(start, end, "double", opens or not (opens or closes), closes and start > span.start)
    if mark in "“”":
        return _curly(mark, start, end, left_open, right_solid, before)
    if mark in "„‟":
        return _Mark(start, end, "low", True, False)
    if mark in "«»":
        return _guillemet(mark, start, end, before, after)
    if mark in ("''", "’’", "``", "‘‘"):
        opens = mark in ("``", "‘‘") or (left_open and right_solid)
        return _Mark(start, end, "apostrophes", opens, mark in ("''", "’’") and (before not in _SPACE or not opens))
    if mark in "″′′":
        return None
    return _single(text, span, mark, start, end)


def _curly(mark: str, start: int, end: int, left_open: bool, right_solid: bool, before: str) -> _Mark:
    """“ opens and ” closes, unless one is reversed, or ” is used for both (Nordic)."""
    if mark == "“":
        return _Mark(start, end, "curly", right_solid or left_open, not (right_solid and left_open))
    wrong_way = left_open and right_solid and before in " \t\n\u00a0(["
    return _Mark(start, end, "curly", wrong_way, not wrong_way)


def _guillemet(mark: str, start: int, end: int, before: str, after: str) -> _Mark:
    """«French» or »German«: the side with the blank, or the article's edge, is outside; blanks inside « are allowed."""
    if mark == "«":
        closes_german = before not in _SPACE and before not in "([—–" and (after in _SPACE or after in ".,;:!?)")
        return _Mark(start, end, "reversed" if closes_german else "guillemet", not closes_german, closes_german)
    opens_german = (before in _SPACE or before in "([—–") and after not in _SPACE and after not in ".,;:!?)"
    return _Mark(start, end, "reversed" if opens_german else "guillemet", opens_german, not opens_german)


def _single(text: str, span: Span, mark: str, start: int, end: int) -> _Mark | None:
    before = text[start - 1] if start > span.start else " "
    after = text[end] if end < span.end else " "
    if before.isalnum() and after.isalnum():
        return None
    if mark == "‚":
        return _Mark(start, end, "single", True, False) if before in _SPACE and after not in _SPACE else None
    opens = (before in _BEFORE_OPEN or before in '"“„«') and (after.isalnum() or after in '“"([…£$€#@¿¡—–')
    if opens and (mark == "’" or _ELISION.match(text, start, min(span.end, start + 12))):
        return None
    closes = before not in _SPACE and not after.isalnum()
    if mark == "`" or (not opens and not closes):
        return None
    if closes and before.isdigit() and mark == "'":
        return None
    return _Mark(start, end, "single", opens, closes)


# --- pairing --------------------------------------------------------------------------------------------------------


class _Open(NamedTuple):
    mark: _Mark
    opened: bool
    continues: bool


def _pair(
    text: str, blocks: Sequence[Block], index: int, marks: list[_Mark], resume: Style | None, run: int
) -> tuple[list[Quoted], tuple[Style, int] | None, int | None]:
    """Pair the marks of one block: the passages, the style and run that continue, and the offset of a stray mark."""
    span = blocks[index].span
    marks = _without_measures(text, _without_apostrophes(text, marks))
    stack: list[_Open] = []
    found: list[Quoted] = []
    stray: int | None = None
    if resume is not None:
        repeated = bool(marks) and marks[0].at == span.start and marks[0].opens
        first = marks.pop(0) if repeated else _Mark(span.start, span.start, resume, True, False)
        stack.append(_Open(first._replace(style=resume), repeated, True))
    for mark in marks:
        top = stack[-1].mark if stack else None
        partner = next((i for i in range(len(stack) - 1, -1, -1) if _match(stack[i].mark, mark)), None)
        if mark.closes and partner is not None and not (mark.opens and _reopens(text, top, mark)):
            opened = stack[partner]
            del stack[partner:]
            found.append(_quoted(text, opened, mark.end, mark.at, index, len(stack)))
        elif mark.opens and len(stack) < MAX_NESTING_DEPTH:
            stack.append(_Open(mark, True, False))
        elif mark.style != "single":
            stray = mark.at if stray is None else stray
    if not stack:
        return _outermost(found), None, stray
    carried, lost = _unclosed(text, blocks, index, stack, found, run)
    next_run = (carried.style, run + 1) if carried is not None else None
    return _outermost(found), next_run, lost if lost is not None else stray


def _match(opened: _Mark, mark: _Mark) -> bool:
    if opened.style == mark.style:
        return True
    return {opened.style, mark.style} in ({"low", "curly"}, {"double", "curly"}, {"apostrophes", "double"})


def _reopens(text: str, top: _Mark | None, mark: _Mark) -> bool:
    """Whether a mark that could open or close opens: `"I said "no" twice"` against `"A"—"B"`."""
    return top is not None and text[mark.at - 1] in " \t\u00a0([" and mark.style in ("double", "apostrophes", "single")


def _quoted(text: str, opened: _Open, end: int, inner_end: int, index: int, depth: int) -> Quoted:
    start, stop = opened.mark.end, inner_end
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Quoted(
        Span(opened.mark.at, end), Span(start, stop), opened.mark.style, index, opened.opened, True,
        opened.continues, depth,
    )  # fmt: skip


def _unclosed(
    text: str, blocks: Sequence[Block], index: int, stack: list[_Open], found: list[Quoted], run: int
) -> tuple[_Mark | None, int | None]:
    """Handle marks open at the end of a block: (mark that the next block continues, offset of a stray mark)."""
    span = blocks[index].span
    opened = next((o for o in stack if o.mark.style != "single" or _opens_block(o, span)), None)
    if opened is None:
        return None, None
    inside = [q for q in found if q.outer.start > opened.mark.at]
    goes_on = _goes_on(text, blocks, index, opened.mark.style, run)
    if goes_on or (opened.continues and not opened.opened):
        for q in inside:
            q.depth = max(q.depth, 1)
        if goes_on or opened.opened or opened.continues:
            piece = _quoted(text, opened, span.end, span.end, index, 0)
            piece.closed = not goes_on
            found.append(piece)
        return (opened.mark if goes_on else None), None if goes_on else opened.mark.at
    # A surplus mark: its quote ends at the paragraph's next quote, a comma before a cue, or the paragraph's end.
    if opened.mark.style == "single":
        return None, None
    limit = min((q.outer.start for q in inside), default=span.end)
    tail = _CUE_TAIL.search(text, opened.mark.end, limit)
    end = tail.start() + 1 if tail else limit
    if len(text[opened.mark.end : end].split()) >= 3:
        found.append(_quoted(text, opened, end, end, index, 0))
    for q in inside:
        q.depth = max(0, q.depth - 1)
    return None, opened.mark.at


_CUE_TAIL = re.compile(
    r"[,?!](?=\s(?:(?:he|she|they|it|the\s\w+|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,4})\s)?"
    r"(?:said|says|told|added|adds|wrote|asked|tweeted|explained|noted|continued)\b)"
)


def _opens_block(opened: _Open, span: Span) -> bool:
    return opened.mark.at == span.start and opened.opened


def _neighbour(blocks: Sequence[Block], index: int) -> int | None:
    """Index of the next block of text; captions and crossheads between paragraphs are skipped."""
    for i in range(index + 1, min(index + 4, len(blocks))):
        if blocks[i].kind in ("paragraph", "standfirst"):
            return i
    return None


def _goes_on(text: str, blocks: Sequence[Block], index: int, style: Style, run: int) -> bool:
    """Whether the next paragraphs close the marks open here: with the mark repeated, or a closing mark first."""
    after = _neighbour(blocks, index)
    if after is None or blocks[index].kind not in ("paragraph", "standfirst"):
        return False
    marks = [m for m in _marks(text, blocks[after].span) if m.style == style or style == "low"]
    if marks and marks[0].at == blocks[after].span.start and marks[0].opens:
        return True
    if style == "single":
        return False
    for _ in range(MAX_RUN_ON_PARAGRAPHS - min(run, MAX_RUN_ON_PARAGRAPHS)):
        if marks:
            return marks[0].closes and not marks[0].opens
        following = _neighbour(blocks, after)
        if following is None:
            return False
        after = following
        marks = [m for m in _marks(text, blocks[after].span) if m.style == style or style == "low"]
    return False


def _outermost(found: list[Quoted]) -> list[Quoted]:
    found.sort(key=lambda q: (q.outer.start, -q.outer.end))
    end = -1
    for q in found:
        q.depth = 1 if q.outer.start < end else 0
        end = max(end, q.outer.end)
    return [q for q in found if q.inner.end > q.inner.start]


def _without_measures(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Drop inch marks: straight marks right after a digit that do not close an earlier mark."""
    remaining: list[_Mark] = []
    doubles = [m for m in marks if m.style == "double"]
    odd = len(doubles) % 2 == 1
    for mark in marks:
        if mark.style == "double" and not mark.opens and _MEASURE.search(text, max(0, mark.at - 6), mark.at):
            open_before = sum(1 for m in remaining if m.style == "double") % 2 == 1
            feet = re.search(r"\d['’′]\s?\d{1,2}$", text[max(0, mark.at - 6) : mark.at])
            if feet or not open_before or (odd and re.match(r"\s[a-z]", text[mark.end : mark.end + 2])):
                odd = not odd
                continue
        remaining.append(mark)
    return remaining


def _without_apostrophes(text: str, marks: list[_Mark]) -> list[_Mark]:
    """Keep single marks only in pairs whose closing mark is not the apostrophe of a plural."""
    remaining: list[_Mark] = []
    i = 0
    while i < len(marks):
        mark = marks[i]
        if mark.style != "single":
            remaining.append(mark)
        elif mark.opens:
            close = _closing_single(text, marks, i)
            if close is None:
                remaining += [mark] if mark.at == marks[0].at and text[mark.at] == "‘" and i == 0 else []
            else:
                inside = [m for m in marks[i + 1 : close] if m.style != "single"]
                remaining += [mark, *inside, marks[close]._replace(opens=False)]
                i = close
        i += 1
    return remaining


def _closing_single(text: str, marks: list[_Mark], i: int) -> int | None:
    """The mark that closes the single opened by `marks[i]`: the first that cannot be a plural's apostrophe."""
    doubtful: int | None = None
    for j in range(i + 1, len(marks)):
        mark = marks[j]
        if mark.style != "single":
            continue
        if mark.closes:
            before, after = text[mark.at - 1], text[mark.end : mark.end + 2]
            if before in "sS" and after[:1] == " " and after[1:].islower():
                doubtful = j if doubtful is None else doubtful
                continue
            return j
        if mark.opens:
            break
    return doubtful
