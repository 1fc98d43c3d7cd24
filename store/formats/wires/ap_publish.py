"""AP's and CP's `<Publish>`: content items with the text as escaped HTML, NITF, or elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.formats import times
from store.formats.document import Document, FormatError
from store.formats.markup import every, html_paragraphs, paragraphs, parse_xml, text_of
from store.formats.prose import article, field, first, grade, words
from store.formats.wires import nitf
from store.model.wire import Subject, Wire

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse(data: bytes) -> Iterator[Document]:
    """The articles in a `Publish` document. Raises FormatError if there are none."""
    root, warnings = parse_xml(data)
    items = list(every(root, "ContentItem")) or [root]
    text_items = [item for item in items if _texts(item)[0] or _text(item, "Headline", "HeadLine")]
    for number, item in enumerate(text_items, 1):
        yield _article(item, str(number) if len(text_items) > 1 else "", warnings if number == 1 else ())
    if not text_items:
        raise FormatError("AP Publish without a text")


def _text(item: _Element, *names: str) -> str | None:
    """The text of the first element called one of `names`, at any depth in the item."""
    return first(*(field(text_of(next(every(item, name), None))) for name in names))


def _article(item: _Element, part: str, warnings: tuple[str, ...]) -> Document:
    texts, inner = _texts(item)
    embargo, more = times.embargo(_text(item, "Embargo", "EmbargoDate", "ReleaseDateTime"))
    published = _text(item, "FirstCreated", "PublishDateTime", "ItemDateTime", "ArrivalDateTime", "FileDateTime")
    wire = Wire(
        headline=first(_text(item, "Headline", "HeadLine", "Title"), inner.headline),
        standfirst=first(_text(item, "DirectoryText", "Summary", "ExtendedHeadLine"), inner.standfirst),
        byline=first(_text(item, "Byline", "ByLine"), inner.byline),
        dateline=first(_text(item, "DateLine", "Dateline"), inner.dateline),
        published=first(times.iso(published), inner.published),
        updated=times.iso(_text(item, "LastModified", "ThisRevisionCreated", "UpdatedDateTime")),
        version=_text(item, "RecordSequenceNumber", "ContentVersion", "Version"),
        urgency=grade(_text(item, "Urgency")),
        priority=grade(_text(item, "Priority", "TransmissionPriority")),
        subjects=tuple(Subject("", name) for name in words(text_of(each) for each in every(item, "Subject"))),
        keywords=words([_text(item, "SlugLine", "Slug"), *(text_of(each) for each in every(item, "Keyword"))]),
        embargo=embargo or inner.embargo,
        editor_note=_text(item, "EditorialNote", "EdNote", "EditorNote", "SpecialInstructions", "OutingInstructions"),
        copyright=_text(item, "Copyright", "CopyrightLine"),
        usage_terms=_text(item, "RightsLine", "UsageRights"),
        credit=_text(item, "Credit", "CreditLine"),
        language=_text(item, "Language"),
        guid=_text(item, "ContentId", "ItemId", "ManagementId"),
        source=_text(item, "Source", "Provider"),
        agency=_text(item, "Source", "Provider"),
        pub_status=(_text(item, "PublishingStatus", "Status") or "").lower() or None,
    )
    return article(wire, texts, part=part, warnings=(*warnings, *more))


def _texts(item: _Element) -> tuple[list[str], Wire]:
    inner = next(every(item, "nitf"), None)
    if inner is not None:
        return nitf.running_text(inner), nitf.from_tree(inner).wire or Wire()
    for name in ("ContentText", "BodyText", "Body", "StoryText", "body.content", "block"):
        element = next(every(item, name), None)
        if element is None:
            continue
        if len(element):
            return paragraphs(element), Wire()
        if (element.text or "").strip():
            return html_paragraphs(element.text or ""), Wire()
    return [], Wire()
