"""Divides an article into zones: date, headline, byline, captions, credits, text and boilerplate.

Uses typography and short word lists only: this runs in the app's process, before the first paint. Patterns examine only
the first and last part of a line, so the time is linear in the length of the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extract.layout.byline_patterns import AGENCY_LINE, BYLINE, BYLINE_ABROAD, EMBARGO_LINE
from extract.layout.dates import MONTH, WEEKDAY, find_date, printed_dates
from extract.types import Block, BlockKind, Meta, Span

EDGE_CHARACTERS = 240
"""The part of a line at either end that patterns examine."""

MAX_LABEL_CHARACTERS = 130
"""The longest date line, byline or credit."""


class Zoned(NamedTuple):
    """Metadata, blocks with every non-blank line exactly once in text order, and warnings."""

    meta: Meta
    blocks: list[Block]
    warnings: list[str]


def zone(text: str) -> Zoned:
    """Divide `text` into zones and read its metadata. Never raises; offsets are code points of `text`."""
    lines = _unwrap(_lines(text))
    blocks = [Block(kind, Span(line.start, line.end)) for line, kind in zip(lines, _classify(lines), strict=True)]
    return Zoned(_meta(text, blocks), blocks, [])


def body(text: str, block: Block) -> Span:
    """The running text of a block, without kicker ("Policy:"), dateline, time stamp, or credit after a caption."""
    start, end = block.span
    if block.kind == "caption":
        credit = _credit_end().search(text, max(start, end - EDGE_CHARACTERS), end)
        end = credit.start(1) if credit and credit.start(1) > start else end
        while end > start and text[end - 1].isspace():
            end -= 1
        label = _caption_label().match(text, start, end)
        return Span(label.end() if label else start, end)
    if block.kind not in ("paragraph", "headline", "standfirst"):
        return block.span
    for lead in (_QUOTATION_MARK, LIST_MARK, _KICKER, _DATELINE, _STAMP):
        found = lead.match(text, start, min(end, start + EDGE_CHARACTERS))
        if found and found.end() < end:
            start = found.end()
    return Span(start, end)


# --- patterns of lines ----------------------------------------------------------------------------------------------

SECTIONS = (
    "Policy|Politics|Foreign|Foreign Affairs|Home|Domestic|Business|Economy|Finance|Markets|Money|Sports?|Football|"
    "Culture|Arts|World|International|National|Local|News|Opinion|Analysis|Comment|Science|Technology|Tech|Health|"
    "Climate|Environment|Education|Crime|Defen[cs]e|Energy|Media|Entertainment|Travel|Lifestyle|Society|Religion|Weather"
)
_LABELS = (
    r"Live|Live updates?|Exclusive|Breaking|(?:Flash|Urgent|Alert|FLASH|URGENT|ALERT|HAST|EIL)|Update(?: \d)?|"
    "Feature|Interview|Transcript|Factbox|Explainer|Video|Watch"
)
_PICTURE = (
    r"(?:AP |AFP |EPA |Reuters |File |Handout )?(?:Photos?|Images?|Pictures?|Foto|Illustration|Graphic|Video|Pic)"
)

LIST_MARK = re.compile(r"(?:[•*·▪‣◦●]|\d{1,2}[.)])[ \t\u00a0]+(?=\S)|[-–—][ \t\u00a0]+(?=[•*·▪‣◦●])")
"""The mark before a list entry, which is not part of any content."""
_QUOTATION_MARK = re.compile(r"(?:>[ \t]?)+(?=\S)")  # begins each line of a block quotation
_KICKER = re.compile(
    rf"(?:(?P<section>{SECTIONS})|{_LABELS}):\s+|(?:EXCLUSIVE|UPDATE \d|BREAKING|CORRECTED)\s?[-–—:]\s*"
)
_DATELINE = re.compile(
    rf"""(?P<place>[^\W\da-z_][^\Wa-z_\d]+(?:[\s./'’-]+[^\Wa-z_\d]+){{0,4}}(?:,\s(?:[A-Z][\w.]*\s?){{1,3}})?)
    (?:,?\s{MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|,?\s\d{{1,2}}\s{MONTH}(?:\s\d{{4}})?)?
    (?:\s*\((?P<agency>[^()\n]{{2,40}})\))?
    (?:\s*(?:--|[–—])\s*|\s+-\s+|(?<![A-Z]\.[A-Z])\.\s+(?=[A-Z]))
    |(?:[A-Z][\w'’.-]+,?\s){{1,4}}(?:{MONTH}\s\d{{1,2}}\s)?\((?P<agency2>[^()\n]{{2,40}})\)\s*(?:--|[-–—])\s*
    |\((?P<agency3>[A-Z][^()\n]{{1,39}})\)\s*(?:--|[-–—])\s*
    |{WEEKDAY}\s{MONTH}\s\d{{1,2}},\s\d{{4}}\s+(?=[A-Z])""",
    re.VERBOSE,
)
_STAMP = re.compile(r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?\s*[-–—:|]?\s+(?=[^\W\da-z_]|[\"“'‘«„•])")


@cache
def _credit_end() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s.!?)\]”\"’])([(\[]?{_PICTURE}s?(?:\s(?:credit|by|courtesy(?: of)?|from))?\s?[:/©]\s?[^\n]{{2,150}}"
        r"|[(\[](?:Photo|Image|Picture)s? (?:by|courtesy)[^\n]{2,100}"
        r"|[(\[](?:AP|AFP|EPA|Reuters|Getty(?: Images)?|Xinhua|TT|NTB)\s?/[^\n]{2,80})$"
    )


@cache
def _caption_label() -> re.Pattern[str]:
    return re.compile(r"[^\W\da-z_][^\Wa-z_]*(?: [^\Wa-z_]+){0,3}:\s+(?=\S)")


@cache
def _file_photo() -> re.Pattern[str]:
    return re.compile(r"(?:^|\W)(?:file (?:photo|picture|image)|\(file\)|photo illustration)\W*$", re.IGNORECASE)


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[(\[])?{_PICTURE}s?(?:\s(?:credit|by|courtesy(?: of)?))?\s?[:/©]\s?\S"
        r"|(?:AP|AFP|EPA|Reuters|Getty Images|NTB|TT)\s?/\s?\w",
        re.IGNORECASE,
    )


@cache
def _date_words() -> re.Pattern[str]:
    return re.compile(
        r"(?:First |Last )?(?:published|posted|updated|modified|created|issued|released|date|on|at|news item|"
        rf"press release|{SECTIONS})\b[:\s]*|[\s|,:;·•()–—/-]+",
        re.IGNORECASE,
    )


_BOILERPLATE = re.compile(
    r"""©|\(c\)\s|copyright\b|all\ rights\ reserved|sources?$|references?$|related(?:\s\w+)?:?$|see\ also|
    share\ (?:this|on)|read\ (?:more|also|the\ rest|next|original)|sign\ up|subscribe|advertis|follow\ us|
    categor(?:y|ies):|tags?:|topics?:|filed\ under|for\ (?:more|further)\ (?:information|details)|
    for\ immediate\ release|(?:media|press)\ (?:contacts?|enquiries)|contacts?:|notes?\ to\ editors|ends$|\#\#\#|
    -\ ?(?:30|ends?)\ ?-|click\ here|download\ |terms\ of\ (?:use|service)|cookie|newsletter|correction\b|corrections:|
    clarification\b|editor[’']?s?\ note|this\ (?:article|story|post|piece)\ (?:was|is|has|first)|an\ earlier\ version|
    the\ following\ is\ a\ (?:rush\ )?transcript|view\ (?:comments|gallery)|comments?$|print$|email$|
    \*\*\*|[-_=*•·\s]{3,}$|have\ you\ got|do\ you\ have\ a\ (?:story|tip)|\[?\d+\]?$|https?://\S+$""",
    re.VERBOSE | re.IGNORECASE,
)
_TAIL_HEADING = re.compile(
    r"""(?:sources?|references?|notes?\ to\ editors|(?:media\ |press\ )?contacts?|about\s[^.!?]{2,60}|
    related(?:\ \w+)?|external\ links):?$|-\s?ends?\s?-|ends$|\#\#\#""",
    re.VERBOSE | re.IGNORECASE,
)
_TERMINAL = tuple(".!?:;,…\"”’'»“)")
_CLOCK_LINE = re.compile(r"\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?$")
_OPENERS = frozenset("\"“”„«»'‘’–—-•*·▪>")


class _Line(NamedTuple):
    start: int
    end: int
    head: str
    tail: str
    gap: bool

    @property
    def length(self) -> int:
        return self.end - self.start


def _lines(text: str) -> list[_Line]:
    """The non-blank lines, stripped; `gap` is true after a blank line and at the beginning."""
    lines = []
    at, gap = 0, True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(
                _Line(start, start + len(stripped), stripped[:EDGE_CHARACTERS], stripped[-EDGE_CHARACTERS:], gap)
            )
        gap = not stripped
        at += len(raw) + 1
    return lines


# --- classifying lines ----------------------------------------------------------------------------------------------


def _classify(lines: Sequence[_Line]) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    headline = first_text = None
    looks = [_by_look(line) for line in lines]
    for i, line in enumerate(lines):
        kind = looks[i]
        if kind is None and headline is None and first_text is None and _may_head(lines, i):
            kind, headline = "headline", i
        elif kind is None and first_text is None and headline is not None:
            kind = _below_headline(lines, looks, i)
        elif kind is None:
            kind = "crosshead" if i + 1 < len(lines) and _is_crosshead(line) else "paragraph"
        if kind == "paragraph" and first_text is None:
            first_text = i
        kinds.append(kind)
    _close_tail(lines, kinds)
    return kinds


def _by_look(line: _Line) -> BlockKind | None:
    """The kind of a line by itself, without its neighbours; None if unknown."""
    if line.length <= MAX_LABEL_CHARACTERS:
        found = find_date(line.head)
        if found is not None:
            rest = line.head[: found.start] + " " + line.head[found.end :]
            if not _date_words().sub("", rest):
                return "date"
            if BYLINE.match(line.head) or AGENCY_LINE.match(rest.strip()):
                return "byline"
            if "|" in line.head or _date_label().match(line.head):
                return "date"
        if _is_byline(line):
            return "byline"
        if _credit().match(line.head):
            return "credit"
        if EMBARGO_LINE.match(line.head) and not line.tail.endswith("."):
            return "boilerplate"
    if line.length <= EDGE_CHARACTERS and _BOILERPLATE.match(line.head):
        return "boilerplate"
    return "caption" if line.length <= 1500 and _is_caption(line) else None


def _is_caption(line: _Line) -> bool:
    """Whether a line ends in a picture's credit or "(file photo)"; cheap checks first, since most lines do not."""
    tail = line.tail
    low = tail.lower()
    pictured = "pic" in low or "photo" in low or "image" in low or "foto" in low or "graphic" in low
    pictured = pictured or "illustration" in low or "video" in low
    if pictured and line.length <= 300 and _file_photo().search(tail):
        return True
    if "file)" in low and line.length <= 300 and _file_photo().search(tail):
        return True
    slashed = "/" in tail and ("(" in tail or "[" in tail)
    marked = pictured and any(sign in tail for sign in ":/©([")
    return (slashed or marked) and _credit_end().search(tail) is not None


@cache
def _date_label() -> re.Pattern[str]:
    return re.compile(r"(?:first |last )?(?:published|posted|updated|modified|issued|released|date)\b", re.IGNORECASE)


def _is_byline(line: _Line) -> bool:
    head = line.head
    found = BYLINE.match(head)
    if found is None and BYLINE_ABROAD.match(head):
        return True
    if found is None:
        return AGENCY_LINE.match(head) is not None and line.length <= 60
    if head.startswith("Of "):
        return len(head.split()) <= 4 and head[3:].replace(" ", "").isupper()
    return not head.startswith("By ") or (not head.endswith((".", "!", "?")) and len(head.split()) <= 16)


def _may_head(lines: Sequence[_Line], i: int) -> bool:
    """Whether this first line of text is a headline rather than the beginning of the story."""
    line = lines[i]
    if line.length > 200 or _DATELINE.match(line.head) or (len(lines) == i + 1 and line.tail.endswith((".", "!", "?"))):
        return False
    if not line.tail.endswith((".", "!")):
        return True
    words = [word for word in line.head.split() if len(word) > 3]
    titled = sum(not word[:1].islower() for word in words)
    return line.length <= 120 and (2 * titled > len(words) or i + 3 < len(lines))


def _below_headline(lines: Sequence[_Line], looks: Sequence[BlockKind | None], i: int) -> BlockKind:
    """The kind of a line between headline and story: a standfirst if a label follows or it is not a whole sentence."""
    line = lines[i]
    if i + 1 >= len(lines) or line.length > 300 or _DATELINE.match(line.head):
        return "paragraph"
    if line.head[:1] in "•*·▪":
        return "paragraph"
    if lines[i + 1].head[:1] in "•*·▪":
        return "crosshead"
    if line.head[:1] in _OPENERS and line.head[:1] not in "'‘\"“„«":
        return "paragraph"
    if any(look in ("byline", "date") for look in looks[i + 1 : i + 3]):
        return "standfirst"
    return "paragraph" if line.tail.endswith(_TERMINAL) else "standfirst"


def _is_crosshead(line: _Line) -> bool:
    head = line.head
    if line.length > 80 or head[:1] in _OPENERS or head[:1].islower():
        return False
    if _CLOCK_LINE.match(head) or (head.isupper() and len(head) <= 40 and not head.endswith(("!", "?"))):
        return True
    words = len(head.split())
    return words <= 12 and ": " not in head and (not head.endswith(_TERMINAL) or (head.endswith("?") and words <= 6))


def _close_tail(lines: Sequence[_Line], kinds: list[BlockKind]) -> None:
    """Everything after "Sources", "Notes to editors", "About Acme" or "ENDS" in the last part is boilerplate."""
    for i in range(max(2, len(lines) * 2 // 5), len(lines)):
        if lines[i].length <= 80 and _TAIL_HEADING.match(lines[i].head) and "paragraph" in kinds[:i]:
            kinds[i:] = ["boilerplate"] * (len(lines) - i)
            return


def _unwrap(lines: list[_Line]) -> list[_Line]:
    """The lines with those of a hard-wrapped paragraph joined into one."""
    if not _is_wrapped(lines):
        return lines
    joined = lines[:1]
    for above, line in pairwise(lines):
        if line.gap or above.length < 45:
            joined.append(line)
        else:
            joined[-1] = joined[-1]._replace(end=line.end, tail=line.tail)
    return joined


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Whether the text is hard-wrapped: most lines with another directly below are about as long as a page is wide."""
    inner = [line.length for line, below in itertools.pairwise(lines) if not below.gap]
    if len(inner) < 3 or max(line.length for line in lines) > 110:
        return False
    return sum(50 <= length <= 100 for length in inner) >= 0.7 * len(inner)


# --- what the article says about itself -----------------------------------------------------------------------------


def _meta(text: str, blocks: Sequence[Block]) -> Meta:
    of = {kind: [b for b in blocks if b.kind == kind] for kind in ("headline", "byline", "date", "boilerplate")}
    headline = of["headline"][0].span.of(text) if of["headline"] else None
    byline, agency = _byline(text, of["byline"])
    published, updated = _printed_dates(text, blocks)
    section = None
    for block in blocks[:12]:
        found = _KICKER.match(text, block.span.start, min(block.span.end, block.span.start + EDGE_CHARACTERS))
        section = section or (found and found["section"])
        if block.kind == "paragraph":
            dateline = _DATELINE.match(text, block.span.start, min(block.span.end, block.span.start + EDGE_CHARACTERS))
            if dateline and agency is None:
                agency = dateline["agency"] or dateline["agency2"] or dateline["agency3"]
    owners = (_owner().match(b.span.of(text)) for b in of["boilerplate"])
    return Meta(
        headline=headline,
        byline=byline,
        agency=agency,
        published=published,
        updated=updated,
        section=section,
        copyright=next((owner[1].strip() for owner in owners if owner), None),
    )


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(r"(?:©|\(c\)|copyright)[\s©]*(\S[^\n]*)", re.IGNORECASE)


_DESK = ("additional", "reporting", "writing", "editing", "compiled", "translated")


def _byline(text: str, blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """Author and agency: "By Jane Doe, Reuters", "Of NTB | 13.04.2024", "(Nordtelegram)"."""
    author = agency = None
    for block in blocks:
        line = block.span.of(text)
        dated = find_date(line)
        if dated:
            line = line[: dated.start] + "|" + line[dated.end :]
        paren = re.search(r"\(([^()]{2,40})\)\s*\|?\s*$", line)
        if paren and not re.match(r"[(\[]*(?:Reporting|Additional)", line, re.IGNORECASE):
            agency = agency or paren[1]
            line = line[: paren.start()]
        found = BYLINE.match(line) or BYLINE_ABROAD.match(line)
        if found is None or found.group().lstrip("-–—([").lower().startswith(_DESK):
            continue
        parts = [part.strip(" ,.|") for part in re.split(r"\s*\|\s*|,\s+", line[found.end() :])]
        parts = [part for part in parts if part]
        if parts and author is None:
            author = parts[0]
            house = parts[1] if len(parts) > 1 else parts[0] if parts[0].isupper() and " " not in parts[0] else None
            agency = agency or house
    return author, agency


def _printed_dates(text: str, blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """When the article was published and last changed, by its date lines and bylines, else by how it begins."""
    lines = [b.span.of(text)[:EDGE_CHARACTERS] for b in blocks if b.kind in ("date", "byline")]
    published, updated = printed_dates(lines)
    heads = (text[b.span.start : min(b.span.end, b.span.start + 40)] for b in blocks if b.kind == "paragraph")
    if published is None and updated is None:
        published = next(
            (found.iso for found in map(find_date, heads) if found and found.start == 0 and found.iso), None
        )
    return published, updated
