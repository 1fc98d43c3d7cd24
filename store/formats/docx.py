"""Word documents (DOCX, ECMA-376): headings, paragraphs, lists and tables, tracked changes taken as accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.formats.document import Document, FormatError
from store.formats.limits import Limits, count
from store.formats.prose import article, field, words
from store.formats.unpacking import Budget, members
from store.model.wire import Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
_SKIPPED = frozenset(
    {f"{W}txbxContent", f"{W}pict", f"{W}object", f"{W}instrText", f"{W}rPr", f"{W}pPr", f"{W}drawing"}
)


def parse(data: bytes, limits: Limits) -> Document:
    """The text of a Word document, and its properties. Raises FormatError."""
    _check(data, limits)
    try:
        return _parsed(data)
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # python-docx lets out whatever a broken package makes of its own code
        raise FormatError("a broken DOCX") from error


def _parsed(data: bytes) -> Document:
    import docx

    document = docx.Document(io.BytesIO(data))
    body: _Element = document.element.body
    told = []
    if any(True for each in body.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")):
        told.append("tracked changes: read as accepted")
    if notes := sum(1 for _each in body.iter(f"{W}footnoteReference", f"{W}endnoteReference")):
        told.append(f"{count(notes, 'footnote')} left out")
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    paragraphs = list(_blocks(body, styles))
    return article(_wire(document.core_properties, paragraphs, _titled(body, styles)), paragraphs, warnings=told)


def _titled(body: _Element, styles: dict[str, str]) -> str | None:
    """The first paragraph that is styled as the title, or as a heading of the first level."""
    for style in ("title", "heading 1"):
        for paragraph in body.iter(f"{W}p"):
            if _style(paragraph, styles) == style and (text := field(_text(paragraph))):
                return text
    return None


def _check(data: bytes, limits: Limits) -> None:
    """Refuse a container that is a bomb before python-docx unpacks it."""
    for member in members(data, Budget(limits)):
        if member.fault and member.fault != "a link":
            raise FormatError(f"a DOCX with a part that is refused: {member.fault}")
        if b"<!ENTITY" in member.data[:4096]:
            raise FormatError("declares XML entities: refused")


def _blocks(parent: _Element, styles: dict[str, str]) -> Iterator[str]:
    """Paragraphs and table rows below `parent`, in order."""
    for child in parent:
        if child.tag == f"{W}p":
            if text := _text(child).strip():
                yield f"• {text}" if _is_entry(child, styles) else text
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                cells = [
                    " ".join(" ".join(_text(p).split()) for p in cell.iter(f"{W}p")).strip()
                    for cell in row.iter(f"{W}tc")
                ]
                if any(cells):
                    yield " | ".join(cells)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            yield from _blocks(child, styles)


def _style(paragraph: _Element, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.get(style.get(f"{W}val"), "") if style is not None else ""


def _is_entry(paragraph: _Element, styles: dict[str, str]) -> bool:
    numbered = paragraph.find(f"{W}pPr/{W}numPr") is not None
    name = _style(paragraph, styles)
    return (numbered and not name.startswith(("heading", "title"))) or name.startswith("list ")


def _text(paragraph: _Element) -> str:
    """A paragraph's text as if every change in it were accepted."""
    parts: list[str] = []
    waiting: list[_Element] = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in _GONE or tag in _SKIPPED:
            continue
        if tag == f"{W}t":
            parts.append(element.text or "")
        elif tag == f"{W}tab":
            parts.append(" ")
        elif tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif isinstance(tag, str) and not tag.endswith("}Fallback"):
            waiting.extend(reversed(element))
    return "".join(parts)


def _wire(properties: Any, paragraphs: list[str], titled: str | None) -> Wire:
    """The core properties. A title that the text does not begin with is a template's or the last document's."""
    title = field(properties.title)
    return Wire(
        headline=next((each for each in (title, titled) if each in paragraphs[:3]), None),
        byline=None,
        keywords=words((properties.keywords or "").replace(";", ",").split(",")),
        language=field(properties.language, 40),
        version=field(properties.version) or (str(properties.revision) if properties.revision else None),
        source=field(properties.author),
        updated=properties.modified.isoformat() if properties.modified else None,
    )
