"""Word documents (DOCX, ECMA-376): headings, paragraphs, lists and tables, with tracked changes accepted."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from store.formats.document import Document, FormatError
from store.formats.embargoes import embargo_in_text
from store.formats.limits import Limits, count
from store.formats.markup import parse_xml
from store.formats.prose import article, field, words
from store.formats.unpacking import Budget, members
from store.model.wire import Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RENAMED = (
    (STRICT, TRANSITIONAL),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"),
)
MAX_COMMENTS = 8
_HEADER_OR_FOOTER = re.compile(r"word/(?:header|footer)\d*\.xml")
_DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_SKIPPED = frozenset(
    {f"{W}txbxContent", f"{W}pict", f"{W}object", f"{W}instrText", f"{W}rPr", f"{W}pPr", f"{W}drawing"}
)


def parse(data: bytes, limits: Limits) -> Document:
    """The text of a Word document, and its properties. Raises FormatError."""
    parts = _parts(data, limits)
    try:
        if any(STRICT in part for part in parts.values()):
            data = _as_transitional(data)
        return _parsed(data, parts)
    except (FormatError, MemoryError):
        raise
    except Exception as error:  # python-docx passes on any exception that a broken package causes in its own code
        raise FormatError("a broken DOCX") from error


def _parsed(data: bytes, parts: dict[str, bytes]) -> Document:
    import docx

    document = docx.Document(io.BytesIO(data))
    body: _Element = document.element.body
    warnings = []
    if any(True for each in body.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")):
        warnings.append("tracked changes: read as accepted")
    if notes := sum(1 for _each in body.iter(f"{W}footnoteReference", f"{W}endnoteReference")):
        warnings.append(f"{count(notes, 'footnote')} left out")
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    paragraphs = list(_blocks(body, styles))
    boxes = _boxes(body)
    if boxes:
        warnings.append(f"{len(boxes)} text {'box' if len(boxes) == 1 else 'boxes'} left out: “{boxes[0][:120]}”")
    warnings += _comments(parts)
    embargo, notices = embargo_in_text("\n".join([*_asides(parts), *boxes]))
    titled = _titled(body, styles)
    has_properties = "docProps/core.xml" in parts  # without properties in the file python-docx invents some, dated now
    wire = (
        _wire(document.core_properties, paragraphs, titled)
        if has_properties
        else Wire(headline=_head(titled, paragraphs))
    )
    wire = replace(wire, embargo=embargo)
    return article(wire, paragraphs, warnings=[*notices, *warnings])


def _boxes(body: _Element) -> list[str]:
    """The texts of text boxes, each once: Word writes them twice, for old and new programs."""
    texts = (" ".join(_text(p).strip() for p in box.iter(f"{W}p")) for box in body.iter(f"{W}txbxContent"))
    return list(dict.fromkeys(text for text in texts if text.strip()))


def _asides(parts: dict[str, bytes]) -> list[str]:
    """The lines of the headers and footers, where embargoes may be."""
    documents = (data for name, data in sorted(parts.items()) if _HEADER_OR_FOOTER.fullmatch(name))
    return [text for data in documents for p in _root(data).iter(f"{W}p") if (text := _text(p).strip())]


def _comments(parts: dict[str, bytes]) -> list[str]:
    """A line for each comment, with its author; beyond the first few, only the number of the rest."""
    root = _root(parts["word/comments.xml"]) if "word/comments.xml" in parts else None
    warnings = []
    for comment in root.iter(f"{W}comment") if root is not None else ():
        by = field(comment.get(f"{W}author"), 60)
        text = " ".join(_text(p).strip() for p in comment.iter(f"{W}p"))
        warnings.append(f"a comment left out{f' ({by})' if by else ''}: “{text[:160]}”")
    more = [f"{count(len(warnings) - MAX_COMMENTS, 'more comment')} left out"] if len(warnings) > MAX_COMMENTS else []
    return warnings[:MAX_COMMENTS] + more


def _root(data: bytes) -> _Element:
    return parse_xml(data.replace(STRICT, TRANSITIONAL))[0]


def _titled(body: _Element, styles: dict[str, str]) -> str | None:
    """The first paragraph styled as the title, or as a first-level heading."""
    for style in ("title", "heading 1"):
        for paragraph in body.iter(f"{W}p"):
            if _style(paragraph, styles) == style and (text := field(_text(paragraph))):
                return text
    return None


def _parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    """The parts of the package by name. Refuses a zip bomb before python-docx unpacks it."""
    parts = {}
    for member in members(data, Budget(limits)):
        if member.fault and member.fault != "a link":
            raise FormatError(f"a DOCX with a part that is refused: {member.fault}")
        if b"<!ENTITY" in member.data[:4096]:
            raise FormatError("declares XML entities: refused")
        if member.name.endswith((".xml", ".rels")):
            parts[member.name] = member.data
    return parts


def _as_transitional(data: bytes) -> bytes:
    """An ISO 29500 Strict package with its names replaced by those of ECMA-376, which python-docx expects."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as strict, zipfile.ZipFile(out, "w") as package:
        for info in strict.infolist():
            part = strict.read(info)
            if info.filename.endswith((".xml", ".rels")):
                for old, new in _RENAMED:
                    part = part.replace(old, new)
            package.writestr(info.filename, part)
    return out.getvalue()


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
    """A paragraph's text with all tracked changes accepted."""
    parts: list[str] = []
    waiting: list[_Element] = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag in _DELETED or tag in _SKIPPED:
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


def _head(title: str | None, paragraphs: list[str]) -> str | None:
    return title if title in paragraphs[:3] else None


def _wire(properties: Any, paragraphs: list[str], titled: str | None) -> Wire:
    """The core properties, without a title that does not begin the text: it is a template's or an older document's."""
    title = field(properties.title)
    return Wire(
        headline=_head(title, paragraphs) or _head(titled, paragraphs),
        keywords=words((properties.keywords or "").replace(";", ",").split(",")),
        language=field(properties.language, 40),
        version=field(properties.version) or (str(properties.revision) if properties.revision else None),
        source=field(properties.author),
        updated=properties.modified.isoformat() if properties.modified else None,
    )
