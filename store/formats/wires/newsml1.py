"""IPTC NewsML 1.0 to 1.2: newsItems of components, as AFP, ANP, Belga and Kyodo send them.

https://iptc.org/std/NewsML/1.2/ The text is in `DataContent`: paragraphs, XHTML, or a nested NITF.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.formats import times
from store.formats.document import Document, FormatError
from store.formats.markup import every, find, html_paragraphs, kids, paragraphs, parse_xml, text_of
from store.formats.prose import CORRECTION, article, field, first, grade, paragraphs_of, words
from store.formats.wires import nitf
from store.model.wire import INDEFINITE, Subject, Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES = {
    "cancelled": "canceled",
    "canceled": "canceled",
    "deleted": "canceled",
    "killed": "canceled",
    "embargoed": None,
}


def parse(data: bytes) -> Iterator[Document]:
    """The articles in a NewsML 1 document. Raises FormatError if there are none."""
    root, warnings = parse_xml(data)
    priority = grade(_name(find(root, "NewsEnvelope", "Priority")))
    items = list(every(root, "NewsItem"))
    parts = [(item, component) for item in items for component in _texts(item)]
    for number, (item, component) in enumerate(parts, 1):
        part = str(number) if len(parts) > 1 else ""
        yield _article(item, component, part, priority, warnings if number == 1 else ())
    if not parts:
        raise FormatError("NewsML 1 without a text")


def _texts(item: _Element) -> list[_Element]:
    """The components with a text; an item with only a headline is a flash."""
    components = list(every(item, "NewsComponent"))
    text_components = [each for each in components if any(_is_text(content) for content in kids(each, "ContentItem"))]
    if text_components:
        return text_components
    return [each for each in components if text_of(find(each, "NewsLines", "HeadLine"))][:1]


def _is_text(content: _Element) -> bool:
    kind = (_name(find(content, "MediaType")) or _name(find(content, "MimeType")) or "text").lower()
    return "text" in kind and text_of(find(content, "DataContent")) is not None


def _name(element: _Element | None) -> str | None:
    return field(element.get("FormalName")) if element is not None else None


def _outer(component: _Element, item: _Element, *path: str) -> _Element | None:
    """The element at a path in the component, else in the components around it."""
    at: _Element | None = component
    while at is not None and at is not item.getparent():
        if (found := find(at, *path)) is not None:
            return found
        at = at.getparent()
    return None


def _article(
    item: _Element, component: _Element, part: str, priority: int | None, warnings: tuple[str, ...]
) -> Document:
    management, identity = find(item, "NewsManagement"), find(item, "Identification", "NewsIdentifier")
    texts, inner = _content(component)

    def line(name: str) -> str | None:
        return field(text_of(_outer(component, item, "NewsLines", name)))

    embargo, more = _embargo(management)
    provider = _name(find(_outer(component, item, "AdministrativeMetadata", "Provider"), "Party"))
    about = _outer(component, item, "DescriptiveMetadata")
    source = first(provider, field(text_of(find(identity, "ProviderId"))))
    wire = Wire(
        headline=first(line("HeadLine"), inner.headline),
        standfirst=first(line("SubHeadLine"), inner.standfirst),
        byline=first(line("ByLine"), inner.byline),
        dateline=first(line("DateLine"), inner.dateline),
        published=first(times.iso(text_of(find(management, "FirstCreated"))), inner.published),
        updated=first(times.iso(text_of(find(management, "ThisRevisionCreated"))), inner.updated),
        version=first(field(text_of(find(identity, "RevisionId"))), inner.version),
        urgency=first_grade(grade(_name(find(management, "Urgency"))), inner.urgency),
        priority=priority,
        subjects=_subjects(about),
        keywords=words([*(line("SlugLine") or "").split("/"), *map(text_of, every(component, "KeywordLine"))]),
        embargo=embargo or inner.embargo,
        editor_note=_note(item, component, inner),
        copyright=first(line("CopyrightLine"), inner.copyright),
        usage_terms=first(
            line("RightsLine"), field(text_of(_outer(component, item, "RightsMetadata"))), inner.usage_terms
        ),
        credit=line("CreditLine"),
        language=first(_name(find(about, "Language")), field(item.get(_LANG), 40), inner.language),
        guid=_guid(identity),
        source=source,
        agency=source,
        pub_status=_status(management),
    )  # fmt: skip
    correction = (CORRECTION,) if _is_correction(item) else ()
    return article(wire, texts, part=part, warnings=(*warnings, *more, *correction))


def first_grade(*values: int | None) -> int | None:
    """The first urgency that is given."""
    return next((value for value in values if value is not None), None)


def _content(component: _Element) -> tuple[list[str], Wire]:
    for content in kids(component, "ContentItem"):
        if not _is_text(content):
            continue
        data = find(content, "DataContent")
        assert data is not None
        inner = next(every(data, "nitf"), None)
        if inner is not None:
            document = nitf.from_tree(inner)
            return nitf.running_text(inner), document.wire or Wire()
        if len(data):
            body = next(every(data, "body.content"), next(every(data, "body"), data))
            return paragraphs(body), Wire()
        text = data.text or ""
        return (html_paragraphs(text) if "<p" in text[:2000].lower() else paragraphs_of(text)), Wire()
    return [], Wire()


def _guid(identity: _Element | None) -> str | None:
    """The public identifier without its last part, the version number."""
    public = field(text_of(find(identity, "PublicIdentifier")))
    revision = text_of(find(identity, "RevisionId"))
    if public and revision:
        return public.removesuffix(f":{revision}").removesuffix(f":{revision}N").removesuffix(f":{revision}U")
    return first(public, field(text_of(find(identity, "NewsItemId"))))


def _embargo(management: _Element | None) -> tuple[str | None, tuple[str, ...]]:
    """The embargo: `Status` Embargoed until `StatusWillChange` makes it usable; without a date until further notice."""
    status = (_name(find(management, "Status")) or "").lower()
    change = find(management, "StatusWillChange")
    moment = text_of(find(change, "DateAndTime"))
    future = (_name(find(change, "FutureStatus")) or "usable").lower()
    if status == "embargoed":
        return (
            times.embargo(moment) if moment else (INDEFINITE, ("embargoed, no end given: held until further notice",))
        )
    return times.embargo(moment) if moment and future == "usable" and status == "withheld" else (None, ())


def _status(management: _Element | None) -> str | None:
    status = (_name(find(management, "Status")) or "").lower()
    return _STATUSES.get(status, status or None)


def _is_correction(item: _Element) -> bool:
    revision = find(item, "Identification", "NewsIdentifier", "RevisionId")
    return revision is not None and revision.get("Update") == "C"


def _note(item: _Element, component: _Element, inner: Wire) -> str | None:
    notes = [text_of(find(item, "NewsManagement", "Instruction")), inner.editor_note]
    notes += [_name(each) for each in kids(find(item, "NewsManagement"), "Instruction") if not text_of(each)]
    notes += [
        text_of(each)
        for each in every(component, "NewsLine")
        if "note" in (_name(find(each, "NewsLineType")) or "").lower()
    ]
    if _is_correction(item):
        notes.insert(0, "Correction")
    return field(" ".join(dict.fromkeys(filter(None, notes))))


def _subjects(about: _Element | None) -> tuple[Subject, ...]:
    codes = [_name(each) for kind in ("Subject", "SubjectMatter", "SubjectDetail") for each in every(about, kind)]
    return tuple(Subject(code, "") for code in dict.fromkeys(filter(None, codes)))[:100]
