"""IPTC NewsML-G2: a newsMessage of items, one newsItem, or a packageItem. https://iptc.org/std/NewsML-G2/

The text is in `inlineXML` (NITF or XHTML) or `inlineData`; pictures, video and references are left out and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.formats import times
from store.formats.document import Document, FormatError
from store.formats.limits import count
from store.formats.markup import every, find, html_paragraphs, kids, local, paragraphs, parse_xml, text_of
from store.formats.prose import CORRECTION, article, field, first, grade, paragraphs_of, words
from store.formats.wires import nitf
from store.model.wire import Subject, Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CORRECTIONS = frozenset({"correction", "correct", "corrected", "corr"})
_TAGGED = re.compile(r"\s*<(?:p|div|h\d|body|section|article|ul)\b|[^<]*<br\s*/?>", re.IGNORECASE)
_INDENTED = re.compile(r"\n {2,}(?=\S)")
_OTHER = ("knowledgeItem", "conceptItem", "planningItem", "catalogItem")


def parse(data: bytes) -> Iterator[Document]:
    """The articles in a NewsML-G2 document. Raises FormatError if there are none."""
    root, warnings = parse_xml(data)
    priority = grade(text_of(find(root, "header", "priority")))
    items = list(every(root, "newsItem"))
    text_items = [item for item in items if _content(item) is not None or _is_flash(item)]
    all_warnings = (*warnings, *_left_out(root, items))
    for number, item in enumerate(text_items, 1):
        yield _article(item, str(number) if len(text_items) > 1 else "", priority, all_warnings if number == 1 else ())
    if not text_items:
        raise FormatError(all_warnings[-1] if all_warnings else "NewsML-G2 without a text")


def _left_out(root: _Element, items: list[_Element]) -> tuple[str, ...]:
    """The content of a document other than text, in one line."""
    kinds = [_kind(item) for item in items if _content(item) is None and not _is_flash(item)]
    kinds += [local(each) for each in root.iter() if local(each) in _OTHER]
    references = sum(1 for package in every(root, "packageItem") for _each in every(package, "itemRef"))
    parts = [f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)]
    parts += [count(references, "package reference")] if references else []
    return (f"left out, having no text: {', '.join(parts)}",) if parts else ()


def _is_flash(item: _Element) -> bool:
    """Whether a text item has only a headline."""
    group = find(item, "contentSet")
    if group is not None and any(text_of(each) or local(each) == "remoteContent" for each in group):
        return False  # a text in an unsupported form
    return _kind(item) == "text" and _content(item) is None and _main(find(item, "contentMeta"), "headline") is not None


def _kind(item: _Element) -> str:
    qcode = _qcode(find(item, "itemMeta", "itemClass")) or "item"
    return qcode.rpartition(":")[2][:40]


def _qcode(element: _Element | None) -> str | None:
    if element is None:
        return None
    return field(element.get("qcode") or element.get("uri") or element.get("literal"))


def _content(item: _Element) -> _Element | None:
    """The element with the item's text: the first inlineXML, else inlineData that is text."""
    group = find(item, "contentSet")
    for each in kids(group, "inlineXML"):
        if text_of(each):
            return each
    for each in kids(group, "inlineData"):
        kind = (each.get("contenttype") or "text/plain").lower()
        encoded = each.get("encoding") or each.get("encodinguri")
        if kind.startswith(("text/", "application/xhtml", "application/nitf")) and not encoded:
            return each if text_of(each) else None
    return None


def _article(item: _Element, part: str, priority: int | None, warnings: tuple[str, ...]) -> Document:
    content = _content(item)
    meta, about, rights = find(item, "itemMeta"), find(item, "contentMeta"), list(kids(item, "rightsInfo"))
    texts, parts = _texts(content) if content is not None else ([], None)
    inner = parts or Wire()
    signals = (re.split("[:/]", _qcode(each) or "")[-1].lower() for each in kids(meta, "signal"))
    corrected = not _CORRECTIONS.isdisjoint(signals)
    embargoed = find(meta, "embargoed")
    embargo, more = times.embargo(None if embargoed is None else embargoed.text or "")
    wire = Wire(
        headline=first(_main(about, "headline"), inner.headline, field(text_of(find(meta, "title")))),
        standfirst=first(_described(about), inner.standfirst),
        byline=first(field(text_of(find(about, "by"))), inner.byline, _names(about, "creator")),
        dateline=first(field(text_of(find(about, "dateline"))), inner.dateline),
        published=first(*(times.iso(text_of(e)) for e in (find(about, "contentCreated"), find(meta, "firstCreated"),
                                                          find(meta, "versionCreated")))),
        updated=first(*(times.iso(text_of(e)) for e in (find(meta, "versionCreated"), find(about, "contentModified")))),
        version=field(item.get("version")),
        urgency=grade(text_of(find(about, "urgency"))),
        priority=priority,
        subjects=_subjects(about),
        keywords=words([*(text_of(each) for each in kids(about, "keyword")), text_of(find(about, "slugline"))]),
        embargo=embargo,
        editor_note=_note(meta, corrected=corrected),
        copyright=first(
            *(field(text_of(find(each, "copyrightNotice"))) for each in rights),
            *(_name(find(each, "copyrightHolder")) for each in rights),
        ),
        usage_terms=_terms(rights),
        credit=field(text_of(find(about, "creditline"))),
        language=first(field(_get(find(about, "language"), "tag"), 40), field(item.get(_LANG), 40)),
        guid=field(item.get("guid")),
        source=first(_name(find(meta, "provider")), _name(find(about, "infoSource"))),
        agency=first(_name(find(meta, "provider")), _name(find(about, "infoSource"))),
        pub_status=_status(_qcode(find(meta, "pubStatus"))),
    )  # fmt: skip
    all_warnings = (CORRECTION,) if corrected else ()
    return article(wire, texts, part=part, warnings=(*warnings, *more, *all_warnings))


def _note(meta: _Element | None, *, corrected: bool) -> str | None:
    notes = " ".join(filter(None, map(text_of, kids(meta, "edNote"))))
    return field(": ".join(filter(None, ("Correction" if corrected else "", notes))))


def _texts(content: _Element) -> tuple[list[str], Wire | None]:
    """The paragraphs of the content, and the metadata of a nested NITF."""
    inner = next(every(content, "nitf"), None)
    if inner is not None:
        document = nitf.from_tree(inner)
        assert document.wire is not None
        return nitf.running_text(inner), document.wire
    if local(content) == "inlineXML":
        body = next(every(content, "body"), content)
        return paragraphs(body), None
    text = content.text or ""
    plain = (content.get("contenttype") or "text/plain").lower().startswith("text/plain")
    if _TAGGED.match(text):  # tags despite the plain-text type; an indent there begins a paragraph
        return html_paragraphs(_INDENTED.sub("</p><p>", text)), None
    return (paragraphs_of(text) if plain else html_paragraphs(text)), None


def _get(element: _Element | None, name: str) -> str | None:
    return element.get(name) if element is not None else None


def _main(about: _Element | None, name: str) -> str | None:
    """The headline without a role, or in the main role; else the first."""
    rows = list(kids(about, name))
    chosen = next((row for row in rows if (row.get("role") or "main").endswith("main")), rows[0] if rows else None)
    return field(text_of(chosen))


def _described(about: _Element | None) -> str | None:
    """The description that is a summary; captions of pictures do not count."""
    for row in kids(about, "description"):
        if not (row.get("role") or "").endswith("caption"):
            return field(text_of(row))
    return None


def _terms(rights: list[_Element]) -> str | None:
    """All statements of usage terms, including links to terms stated elsewhere."""
    terms = (each for info in rights for each in kids(info, "usageTerms"))
    return field(" ".join(filter(None, (text_of(each) or each.get("href") for each in terms))))


def _name(element: _Element | None) -> str | None:
    """The name of an element's subject: its name, literal, or code."""
    if element is None:
        return None
    code = re.split("[:/]", _qcode(element) or "")[-1]
    return first(field(text_of(find(element, "name"))), field(element.get("literal")), code)


def _names(about: _Element | None, kind: str) -> str | None:
    named = (field(text_of(find(each, "name"))) for each in kids(about, kind))
    return ", ".join(name for name in named if name) or None


def _subjects(about: _Element | None) -> tuple[Subject, ...]:
    found: dict[Subject, None] = {}
    for each in kids(about, "subject"):
        names = list(kids(each, "name"))
        english = next(
            (name for name in names if (name.get(_LANG) or "en").startswith("en")), names[0] if names else None
        )
        found[Subject(_qcode(each) or "", field(text_of(english)) or "")] = None
    return tuple(subject for subject in found if any(subject))[:100]


def _status(code: str | None) -> str | None:
    """`stat:usable` without its scheme; in NewsML-G2 an item without a status is usable."""
    status = (code or "").rpartition(":")[2].rpartition("/")[2].lower()
    return {"cancelled": "canceled", "withhold": "withheld"}.get(status, status) or None
