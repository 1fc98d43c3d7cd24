"""Arc XP's ANS: stories as JSON, their body a list of elements. https://github.com/washingtonpost/ans-schema"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from store.formats import times
from store.formats.document import Document
from store.formats.markup import html_paragraphs
from store.formats.prose import article, field, first, words
from store.model.wire import INDEFINITE, Subject, Wire

Object = Mapping[str, Any]
MAX_DEPTH = 6


def is_ans(item: object) -> bool:
    """Whether this is an Arc story: it has a body of elements."""
    return isinstance(item, dict) and isinstance(item.get("content_elements"), list)


def parse_item(item: Object, part: str, warnings: tuple[str, ...] = ()) -> Document:
    """The article in one story. Raises FormatError if it has no text."""
    credits = _dict(item.get("credits"))
    by = [each for each in _list(credits.get("by")) if isinstance(each, dict)]
    embargo_date = _dict(item.get("publishing")).get("embargo") or item.get("embargo_date")
    embargo, more = times.embargo(embargo_date if isinstance(embargo_date, str) else None)
    if embargo is None and str(_dict(item.get("workflow")).get("status_code")).lower() == "embargoed":
        embargo, more = INDEFINITE, ("marked as embargoed, no end given: held until further notice",)
    taxonomy = _dict(item.get("taxonomy"))
    sections = [field(_dict(each).get("name")) for each in _list(taxonomy.get("sections"))]
    left_out: list[str] = []
    names = [first(field(each.get("name")), field(each.get("byline"))) for each in by]
    wire = Wire(
        headline=field(_dict(item.get("headlines")).get("basic")),
        standfirst=first(*(field(_dict(item.get(key)).get("basic")) for key in ("subheadlines", "description"))),
        byline=", ".join(filter(None, names)) or None,
        dateline=field(_dict(item.get("location")).get("name")) if isinstance(item.get("location"), dict) else None,
        published=first(*(_time(item, f"{key}_date") for key in ("first_publish", "display", "publish", "created"))),
        updated=first(_time(item, "last_updated_date"), _time(item, "publish_date")),
        version=field(item.get("revision") if not isinstance(item.get("revision"), dict) else None),
        subjects=tuple(Subject("", name) for name in sections if name),
        keywords=words(_dict(each).get("text") for each in _list(taxonomy.get("tags"))),
        embargo=embargo,
        editor_note=field(_dict(item.get("planning")).get("internal_note")),
        copyright=field(item.get("copyright")),
        language=field(item.get("language"), 40),
        guid=field(item.get("_id")),
        url=first(_web(item.get("canonical_url"), item), _web(item.get("website_url"), item)),
        source=first(field(_dict(item.get("source")).get("name")), field(_dict(item.get("distributor")).get("name"))),
        pub_status="usable" if item.get("publishing") else None,
    )  # fmt: skip
    paragraphs = list(_body(_list(item.get("content_elements")), left_out, 0))
    more_warnings = (f"left out: {', '.join(dict.fromkeys(left_out))}",) if left_out else ()
    return article(wire, paragraphs, part=part, warnings=(*warnings, *more, *more_warnings))


def _body(elements: list[Any], left_out: list[str], depth: int) -> Iterator[str]:
    for element in elements if depth < MAX_DEPTH else ():
        if not isinstance(element, dict):
            continue
        kind = str(element.get("type"))
        content = element.get("content")
        if kind in ("text", "header", "raw_html", "correction", "endorsement") and isinstance(content, str):
            yield from html_paragraphs(content)
        elif kind == "list":
            yield from (f"• {each}" for each in _body(_list(element.get("items")), left_out, depth + 1))
        elif kind == "quote":
            cited = field(_dict(element.get("citation")).get("content"))
            texts = list(_body(_list(element.get("content_elements")), left_out, depth + 1))
            yield from texts
            if cited:
                yield f"— {cited}"
        elif kind == "table":
            for row in [_list(element.get("header")), *map(_list, _list(element.get("rows")))]:
                cells = [field(_dict(cell).get("content")) or "" for cell in row]
                if any(cells):
                    yield " | ".join(cells)
        elif kind in ("image", "video", "gallery") and (caption := field(element.get("caption"))):
            yield f"Caption: {caption}"
        elif kind not in ("divider", "interstitial_link", "image"):
            left_out.append(kind[:40])


def _time(item: Object, key: str) -> str | None:
    value = item.get(key)
    return times.iso(value) if isinstance(value, str) else None


def _web(path: object, item: Object) -> str | None:
    texts = field(path, 2000)
    return texts if texts and texts.startswith(("http://", "https://")) else None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
