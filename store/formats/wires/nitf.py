"""IPTC NITF 3.x: one article a document. https://iptc.org/std/NITF/

Read by element name in any namespace or none, for 3.0 to 3.6 and the agencies' variants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.formats import times
from store.formats.document import Document
from store.formats.markup import every, find, kids, paragraphs, parse_xml, text_of
from store.formats.prose import CORRECTION, article, field, first, grade, words
from store.model.wire import Subject, Wire

if TYPE_CHECKING:
    from lxml.etree import _Element

_STATUSES = {"embargoed": None, "deleted": "canceled", "cancelled": "canceled", "killed": "canceled"}


def parse(data: bytes) -> Document:
    """The article in a NITF document. Raises FormatError."""
    root, warnings = parse_xml(data)
    return from_tree(root, warnings=warnings)


def from_tree(root: _Element, *, warnings: tuple[str, ...] = ()) -> Document:
    """The article in a `nitf` element."""
    head, body = find(root, "head"), find(root, "body")
    docdata, top = find(head, "docdata"), find(body, "body.head")
    embargo, more = _embargo(docdata)
    headline = find(top, "hedline", "hl1")
    second = find(top, "hedline", "hl2")
    abstract = find(top, "abstract")
    wire = Wire(
        headline=first(field(text_of(headline)), field(text_of(find(head, "title")))),
        standfirst=first(field(text_of(second)), field(text_of(abstract))),
        byline=_byline(find(top, "byline")),
        dateline=_dateline(find(top, "dateline")),
        published=first(
            _norm(docdata, "date.issue"),
            _norm(docdata, "date.release"),
            times.iso(_get(find(head, "pubdata"), "date.publication")),
        ),
        updated=times.iso(_get(_last(head, "revision-history"), "norm")),
        version=first(
            field(_get(find(docdata, "du-key"), "version")), field(_get(find(docdata, "du-key"), "generation"))
        ),
        urgency=grade(_get(find(docdata, "urgency"), "ed-urg")),
        subjects=_subjects(head, docdata),
        keywords=words(
            [
                *(each.get("key") for each in every(find(docdata, "key-list"), "keyword")),
                *(each.get("content") for each in kids(head, "meta") if each.get("name") == "anpa-keyword"),
            ]
        ),
        embargo=embargo,
        editor_note=_notes(docdata, top),
        copyright=_copyright(docdata),
        usage_terms=first(_printed(find(top, "rights")), _rights(find(docdata, "doc.rights"))),
        credit=field(text_of(find(top, "distributor"))),
        language=field(root.get("{http://www.w3.org/XML/1998/namespace}lang")),
        guid=field(_get(find(docdata, "doc-id"), "id-string")),
        source=first(field(_get(find(docdata, "doc-id"), "regsrc")), field(text_of(find(top, "distributor")))),
        agency=first(field(text_of(find(top, "distributor"))), field(_get(find(docdata, "doc-id"), "regsrc"))),
        pub_status=_status(docdata),
    )
    correction = (CORRECTION,) if next(kids(docdata, "correction"), None) is not None else ()
    return article(wire, running_text(root), warnings=(*warnings, *more, *correction))


def running_text(root: _Element) -> list[str]:
    """The paragraphs of a `nitf` element's body, then picture captions, then the end matter."""
    body = find(root, "body")
    contents, end = list(kids(body, "body.content")), find(body, "body.end")
    texts = [text for content in contents for text in paragraphs(content, list(every(content, "media")))]
    captions = (text_of(each) for content in contents for each in every(content, "media-caption"))
    texts += [f"Caption: {parts}" for parts in captions if parts]
    return texts + (paragraphs(end) if end is not None else [])


def _notes(docdata: _Element | None, top: _Element | None) -> str | None:
    """The sender's notes to the desk: messages, corrections, and the notes above the text."""
    parts = [each.get("info") for each in kids(docdata, "ed-msg")]
    parts += [f"Correction: {info}" for each in kids(docdata, "correction") if (info := field(each.get("info")))]
    parts += [text_of(each) for each in kids(top, "note")]
    return field(" ".join(filter(None, parts)))


def _printed(rights: _Element | None) -> str | None:
    """Rights as printed; the parts of `rights` may lack blanks between them."""
    return field(" ".join(str(part) for part in rights.itertext())) if rights is not None else None


def _rights(rights: _Element | None) -> str | None:
    """Rights from attributes, or from text, which the standard does not define but agencies send."""
    parts = (_get(rights, name) for name in ("type", "geography", "limitations"))
    return first(field(text_of(rights)), field("; ".join(filter(None, parts))))


def _get(element: _Element | None, name: str) -> str | None:
    return element.get(name) if element is not None else None


def _norm(docdata: _Element | None, name: str) -> str | None:
    return times.iso(_get(find(docdata, name), "norm"))


def _last(parent: _Element | None, name: str) -> _Element | None:
    found = list(kids(parent, name))
    return found[-1] if found else None


def _embargo(docdata: _Element | None) -> tuple[str | None, tuple[str, ...]]:
    """NITF's "time the story may be released" as an embargo, unless it is the time of issue."""
    release, issue = _get(find(docdata, "date.release"), "norm"), _get(find(docdata, "date.issue"), "norm")
    embargoed = (_get(docdata, "management-status") or "").lower() == "embargoed"
    if release is None or not release.strip():
        return times.embargo("" if embargoed else None)
    parts, issued = times.iso(release), times.iso(issue)
    if (
        not embargoed
        and parts is not None
        and (parts == issued or (len(parts) == 10 and (issued or "").startswith(parts)))
    ):
        return None, ()
    return times.embargo(release)


def _byline(byline: _Element | None) -> str | None:
    """The byline as printed, its title (`byttl`) or organisation after a comma."""
    if byline is None:
        return None
    parts = _unglued(byline)
    role = first(text_of(find(byline, "byttl")), text_of(find(byline, "org")))
    if parts is None or role is None:
        return field(parts)
    return field(", ".join(filter(None, (parts.removesuffix(role).strip(" ,"), role))))


def _unglued(element: _Element, between: str = " ") -> str | None:
    """The text in an element, with `between` inserted where two words of it touch: `By<person>Ana`."""
    joined = ""
    for piece in map(str, element.itertext()):
        joined += between + piece if joined[-1:].isalnum() and piece[:1].isalnum() else piece
    return " ".join(joined.split()) or None


def _dateline(dateline: _Element | None) -> str | None:
    """The dateline as printed: its text, or place and day if it has nothing else."""
    if dateline is None:
        return None
    return field(_unglued(dateline, ", "))


def _copyright(docdata: _Element | None) -> str | None:
    element = find(docdata, "doc.copyright")
    holder, year = field(_get(element, "holder")), field(_get(element, "year"))
    return first(field(text_of(element)), " ".join(filter(None, ("©", year, holder))) if holder else None)


def _subjects(head: _Element | None, docdata: _Element | None) -> tuple[Subject, ...]:
    found: dict[Subject, None] = {}
    for each in every(find(head, "tobject"), "tobject.subject"):
        code = field(each.get("tobject.subject.refnum") or each.get("tobject.subject.code")) or ""
        name = first(*(field(each.get(f"tobject.subject.{part}")) for part in ("detail", "matter", "type"))) or ""
        found[Subject(code, name)] = None
    for each in every(find(docdata, "identified-content"), "classifier"):
        if (each.get("type") or "").lower() in ("subject", "topic", "category", "keyword"):
            code, name = field(each.get("value")) or "", field(text_of(each)) or ""
            found[Subject(code, name) if name else Subject("", code)] = None  # a value alone is its name
    return tuple(subject for subject in found if any(subject))[:100]


def _status(docdata: _Element | None) -> str | None:
    """The status in the terms of the newer formats. `embargoed` is left out: the embargo covers it, until it passes."""
    status = field(_get(docdata, "management-status"), 40)
    return _STATUSES.get(status.lower(), status.lower()) if status else None
