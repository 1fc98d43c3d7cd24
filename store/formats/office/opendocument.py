"""OpenDocument texts (ODT, OASIS ODF 1.0 to 1.3): headings, paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.formats import times
from store.formats.document import Document, FormatError
from store.formats.embargoes import embargo_in_text
from store.formats.limits import Limits, count
from store.formats.markup import every, find, kids, local, parse_xml, text_of
from store.formats.prose import article, field, words
from store.formats.unpacking import Budget, members
from store.model.wire import Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset({"annotation", "note", "tracked-changes", "deletion", "frame", "object", "sequence-decls"})


def parse(data: bytes, limits: Limits) -> Document:
    """The text of an ODT, and its properties. Raises FormatError."""
    parts = {}
    for member in members(data, Budget(limits)):
        if member.name in ("content.xml", "meta.xml", "styles.xml"):
            if member.fault:
                raise FormatError(f"an ODT with a part that is refused: {member.fault}")
            parts[member.name] = parse_xml(member.data)[0]
    body = find(parts.get("content.xml"), "body", "text")
    if body is None:
        raise FormatError("an OpenDocument file that is not a text: save it as ODT, DOCX or text")
    paragraphs = list(_blocks(body))
    about = find(parts.get("meta.xml"), "meta")
    asides = [*_asides(parts.get("styles.xml"), ("header", "footer")), *_asides(body, ("text-box",))]
    embargo, notices = embargo_in_text("\n".join(asides))
    title = field(text_of(find(about, "title")))
    heading = next((field(text_of(each)) for each in every(body, "h")), None)
    wire = Wire(
        headline=next((each for each in (title, heading) if each and each in paragraphs[:3]), None),
        keywords=words(text_of(each) for each in kids(about, "keyword")),
        language=field(text_of(find(about, "language")), 40),
        updated=times.iso((text_of(find(about, "date")) or "").partition(".")[0]),
        source=field(text_of(find(about, "creator"))),
        embargo=embargo,
    )
    return article(wire, paragraphs, warnings=(*notices, *_left_out(body)))


def _blocks(parent: _Element, bullet: str = "") -> Iterator[str]:
    for child in parent:
        name = local(child)
        if name in ("p", "h"):
            if text := _text(child).strip():
                yield f"{bullet}{text}"
        elif name == "list":
            for entry in kids(child, "list-item"):
                yield from _blocks(entry, "• ")
        elif name == "table":
            for row in every(child, "table-row"):
                cells = [" ".join(_text(p) for p in every(cell, "p")).strip() for cell in kids(row, "table-cell")]
                if any(cells):
                    yield " | ".join(cells)
        elif name in ("section", "index-body"):
            yield from _blocks(child)


def _text(element: _Element) -> str:
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in ("s", "tab"):
            parts.append(" ")
        elif name == "line-break":
            parts.append("\n")
        elif name not in _SKIPPED:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _asides(root: _Element | None, names: tuple[str, ...]) -> list[str]:
    """The paragraphs of headers, footers and text boxes, where embargoes may be."""
    return [text for name in names for each in every(root, name) for p in every(each, "p") if (text := text_of(p))]


def _left_out(body: _Element) -> Iterator[str]:
    for annotation in list(every(body, "annotation"))[:5]:
        by = field(text_of(find(annotation, "creator")), 60)
        comment = " ".join(filter(None, (text_of(p) for p in every(annotation, "p"))))
        yield f"a comment left out{f' ({by})' if by else ''}: “{comment[:160]}”"
    if notes := sum(1 for _each in every(body, "note")):
        yield f"{count(notes, 'footnote')} left out"
    if any(True for _each in every(body, "tracked-changes")):
        yield "tracked changes: read as accepted"
    boxes = list(every(body, "text-box"))
    if boxes:
        yield f"{count(len(boxes), 'text box') if len(boxes) == 1 else f'{len(boxes)} text boxes'} left out"
