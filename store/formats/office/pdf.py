"""PDF: its text through pypdf, reassembled from the lines on its pages.

Page furniture is removed: running heads, page numbers and the hyphens at line ends. Text is in the file's order, which
for newspapers and press releases is the reading order, column by column.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mode
from typing import TYPE_CHECKING, Any

from store.formats.document import Document, FormatError
from store.formats.limits import Limits
from store.formats.office.pdf_pieces import Pieces, rebuilt
from store.formats.prose import article, field, words
from store.model.wire import Wire

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGES_SHARE_OF_TIME = 0.6
"""The share of the processor time limit for reading pages; the rest is for the steps after it."""
PAGE_MARK_CHARS = 24
"""Length of the beginning of a page's first line used to find it in the text; its end may have lost a hyphen."""

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_FOLIO = re.compile(r"\W*(?:(?:page|seite|side|p\.)\s*)?\d{1,4}(?:\s*(?:of|/|von|av)\s*\d{1,4})?\W*", re.IGNORECASE)
_BULLET = re.compile(r"[•●▪‣◦·]\s?|[-–—*]\s")
_ENDED = re.compile(r"[.!?:…][\"”’»)\]]*$")
_BROKEN = re.compile(r"(\w+)[-\u00ad\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class _Line:
    """A line of a page: its origin (points from the left and the bottom), and the size of its letters.

    `starts` are the starts of its cells, for a line that may be a table row.
    """

    text: str
    x: float
    y: float
    size: float
    starts: tuple[float, ...] = ()


def parse(data: bytes, limits: Limits) -> Document:
    """The text of a PDF. Raises FormatError for a broken or locked one, and for one that has only pictures."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    import pypdf
    from pypdf.errors import DependencyError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FormatError("a PDF with a password: save it without one first")
        count = len(reader.pages)
        pages, warnings = _pages(reader, count, limits)
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # pypdf passes on any exception that a broken file causes in its own code
        locked = isinstance(error, DependencyError) or "encrypt" in str(error).lower()
        raise FormatError("an encrypted PDF of a kind that is not read" if locked else "a broken PDF") from error
    pages = _without_running_heads(pages)
    lines = [line for page in pages for line in page]
    if not lines:
        pictures = "a PDF of pictures, without text: make it readable with OCR first"
        raise FormatError(pictures if count and _has_pictures(reader) else "a PDF without text")
    paragraphs = _paragraphs(lines)
    document = article(_wire(reader, paragraphs), paragraphs, warnings=warnings)
    return replace(document, pages=_page_starts(pages, document.text))


def _page_starts(pages: Sequence[Sequence[_Line]], text: str) -> tuple[int, ...]:
    """The offset in the text of each page's words; a page that is not found begins with the next one."""
    starts: list[int] = []
    at = 0
    for page in pages:
        found = text.find(page[0].text[:PAGE_MARK_CHARS].rstrip(), at) if page else -1
        at = max(at, found)
        starts.append(at)
    return (0, *starts[1:])


def _pages(reader: PdfReader, count: int, limits: Limits) -> tuple[list[list[_Line]], list[str]]:
    """The lines of the pages that can be read in time, and warnings."""
    from pypdf.errors import DependencyError

    pages: list[list[_Line]] = []
    began, damaged = time.process_time(), 0
    for number in range(count):
        if time.process_time() - began > limits.cpu * PAGES_SHARE_OF_TIME:
            return pages, [f"a long PDF: only the first {number} of {count} pages"]
        try:
            pages.append(_lines(reader.pages[number]))
        except (DependencyError, MemoryError):
            raise
        except Exception:
            damaged += 1
    return pages, [f"{damaged} of {count} pages cannot be read"] if damaged else []


def _lines(page: PageObject) -> list[_Line]:
    """A page's lines in file order; text at an angle, such as a watermark, is left out."""
    lines: list[_Line] = []
    ended = True
    printed: set[tuple[str, int, int]] = set()

    def take(text: str, cm: Sequence[float], tm: Sequence[float], _font: Any, size: float) -> None:
        nonlocal ended
        if not text.strip():
            ended = ended or "\n" in text
            return
        scale = abs(tm[3] * cm[3]) or 1.0
        if abs(tm[1] * cm[0] + tm[3] * cm[1]) > 0.2 * scale:
            return
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if (text, round(x), round(y)) in printed:
            return  # printed twice to look bold
        printed.add((text, round(x), round(y)))
        size = max(1.0, size * scale)
        for n, piece in enumerate(text.split("\n")):
            same = bool(lines) and n == 0 and not ended and abs(lines[-1].y - y) < 0.5 * size
            if same or (lines and n == 0 and abs(lines[-1].y - y) < 0.2 * size and x > lines[-1].x):
                lines[-1].text += piece
            elif piece.strip():
                lines.append(_Line(piece, x, y - n * 1.2 * size, size))
        ended = text.endswith("\n")

    pieces = Pieces(page)
    page.extract_text(visitor_text=take, visitor_operand_before=pieces.take)
    for line in lines:
        line.text, line.starts = rebuilt(line.text, pieces.at(line.y, line.size))
    _mark_rows(lines)
    for line in lines:
        line.text = " ".join(line.text.translate(_LIGATURES).split())
    return [line for line in lines if line.text]


def _mark_rows(lines: list[_Line]) -> None:
    """Mark the rows of tables: adjacent lines whose cells begin at the same places. Other lines are running text."""
    rows = set()
    for above, line in pairwise(lines):
        common = sum(any(abs(one - other) < 1.5 for other in above.starts) for one in line.starts)
        if common >= 2:
            rows |= {id(above), id(line)}
    for line in lines:
        if id(line) in rows:
            line.text = line.text.replace("\t", " | ")
        else:
            line.starts = ()


def _without_running_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    """The pages without page numbers, and without lines at their edges that recur on other pages."""

    def key(line: _Line) -> str:
        return f"{round(line.size)} {re.sub(r'[0-9]+', '#', line.text).casefold()}"

    def edges(page: list[_Line]) -> list[_Line]:
        """The one or two lines at the bottom and the top that are set apart from the rest."""
        by_height = sorted(page, key=lambda line: line.y)
        found = []
        for lines in (by_height, by_height[::-1]):
            gaps = [n for n in (1, 2) if n < len(lines) and abs(lines[n].y - lines[n - 1].y) > 1.5 * lines[n - 1].size]
            found += lines[: max(gaps, default=0)]
        return found

    seen = Counter(one for page in pages for one in {key(line) for line in edges(page)})
    remaining = []
    for page in pages:
        repeated = {
            id(line) for line in edges(page) if seen[key(line)] > 1 or (len(page) > 2 and _FOLIO.fullmatch(line.text))
        }
        remaining.append([line for line in page if id(line) not in repeated])
    return remaining


def _paragraphs(lines: list[_Line]) -> list[str]:
    gaps = [round(a.y - b.y) for a, b in pairwise(lines) if 0 < a.y - b.y < 4 * a.size]
    leading = mode(gaps) if gaps else 12
    lengths = sorted(len(line.text) for line in lines)
    full = lengths[int(len(lengths) * 0.8)]
    known = Counter(word.lower() for line in lines for word in _WORD.findall(line.text)[:-1])
    paragraphs: list[list[str]] = []
    above: _Line | None = None
    for line in lines:
        if above is None or _begins(above, line, leading, full):
            paragraphs.append([line.text])
        else:
            _join(paragraphs[-1], line.text, known)
        above = line
    return [" ".join(parts) for parts in paragraphs]


def _begins(above: _Line, line: _Line, leading: float, full: int) -> bool:
    """Whether `line` begins a paragraph: by space above, indent, bullet, font size, or a short line above.

    A table row is always a paragraph of its own.
    """
    if above.starts or line.starts:
        return True
    if abs(above.size - line.size) > 0.08 * above.size or _BULLET.match(line.text):
        return True
    ended, short = _ENDED.search(above.text) is not None, len(above.text) < 0.7 * full
    gap = above.y - line.y
    if gap <= 0 or gap > 6 * leading:  # the next column or page
        return ended or (short and not line.text[:1].islower())
    indented = line.x > above.x + 0.8 * line.size and not _BULLET.match(above.text)
    if gap > 1.35 * leading or indented:
        return True
    return short and (ended or not (line.text[:1].islower() or line.text[:1].isdigit()))


def _join(parts: list[str], text: str, known: Counter[str]) -> None:
    """Continue a paragraph. A hyphen at the line's end is removed, unless the text has the word with it elsewhere."""
    broken = _BROKEN.search(parts[-1])
    rest = _WORD.match(text)
    if broken is None or rest is None or not rest[0][0].islower():
        if broken is not None and rest is not None:
            parts[-1] += text  # "Anglo-" and "Saxon"
        else:
            parts.append(text)
        return
    first, second = broken[1].lower(), rest[0].lower()
    hyphened = parts[-1].endswith("-") and known[f"{first}-{second}"] > known[first + second]
    parts[-1] = parts[-1] + text if hyphened else parts[-1][:-1] + text


def _has_pictures(reader: PdfReader) -> bool:
    def found() -> Iterator[bool]:
        for page in list(reader.pages)[:5]:
            resources = page.get("/Resources")
            objects = resources.get_object().get("/XObject") if resources is not None else None
            for each in (objects.get_object() if objects is not None else {}).values():
                yield each.get_object().get("/Subtype") == "/Image"

    try:
        return any(found())
    except Exception:
        return False


def _wire(reader: PdfReader, paragraphs: list[str]) -> Wire:
    """The document's properties, without a title that does not begin the text: a file name or a template's."""
    try:
        about = reader.metadata
        title = field(about.title) if about else None
        keywords = field(about.get("/Keywords")) if about else None
        author = field(about.author) if about else None
    except Exception:  # a broken dictionary must not cost the text
        return Wire()
    return Wire(
        headline=title if title and title in paragraphs[:3] else None,
        source=author,
        keywords=words(re.split(r"[,;]", keywords or "")),
    )
