"""IPTC ninjs 1.x, 2.x and 3.x: news in JSON. https://iptc.org/std/ninjs/

Also in the envelopes of AP's Media API, Superdesk's and Newshub's API and the BBC's LDRS; Superdesk's own items and
dpa's digitalwires, which are ninjs with additional fields; and the JSON of Arc XP (`arc_ans`).

1.x has `headline`, `body_text`, `body_html` and the like; 2.x has arrays such as `headlines` and `bodies` with roles;
3.x has the same in camel case. Keys are looked up without regard to case, so one reader serves all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from store.formats import times
from store.formats.charsets import decode_bytes
from store.formats.document import Document, FormatError
from store.formats.markup import html_paragraphs, parse_xml
from store.formats.prose import article, field, first, grade, paragraphs_of, words
from store.formats.wires import arc_ans, nitf
from store.model.wire import Subject, Wire

Object = Mapping[str, Any]
MAX_ENVELOPES = 5
_OWN_FIELDS = (
    "uri", "urn", "headline", "headlines", "body_html", "body_text", "body_xhtml", "bodies", "article_html",
    "content_elements",
)  # fmt: skip
_STATES = {"killed": "canceled", "spiked": "canceled", "recalled": "withheld"}
"""Superdesk's states for items that must not be used, as ninjs statuses."""
_RANK = {"nitf": 1, "xhtml": 0, "html": 0, "text": 2, "plain": 2, "markdown": 2}


def parse(data: bytes) -> Iterator[Document]:
    """The articles in a ninjs object, in its associations, or in a list of ninjs objects. Raises FormatError."""
    value, warnings = load_json(data)
    items = _unwrapped(value, 0)
    found = 0
    skipped: list[str] = []
    rows = [low for each in items for low in _with_associations(_lower(each), 0)]
    several = len([row for row in rows if _is_article(row)]) > 1
    for row in rows:
        if not _is_article(row):
            skipped.append(str(row.get("type") or "item")[:40])
            continue
        found += 1
        all_warnings = (*warnings, *_left_out(skipped))
        skipped.clear()
        make = arc_ans.parse_item if arc_ans.is_ans(row) else _article
        yield make(row, str(found) if several else "", all_warnings)
    if not found:
        raise FormatError(f"ninjs without a text: {_kinds(skipped)}" if skipped else "ninjs without an item")


def _unwrapped(value: object, depth: int) -> list[Object]:
    """The items in a list or an envelope: those of AP, Superdesk, Newshub and LDRS, or any other with items."""
    if isinstance(value, list):
        return [item for each in value for item in _unwrapped(each, depth + 1)] if depth < MAX_ENVELOPES else []
    if not isinstance(value, dict):
        return []
    if not any(key in value for key in _OWN_FIELDS) and depth < MAX_ENVELOPES:
        for key in ("items", "_items", "item", "data", "entries", "results"):
            if isinstance(value.get(key), (list, dict)):
                return _unwrapped(value[key], depth + 1)
        held = (item for each in value.values() for item in _unwrapped(each, depth + 1))
        if items := [item for item in held if any(key in item for key in _OWN_FIELDS)]:
            return items
    return [value]


def _is_article(row: dict[str, Any]) -> bool:
    """Whether an item has a text; one of type text with only a headline is a flash."""
    if _bodies(row) or arc_ans.is_ans(row):
        return True
    if not any(isinstance(row.get(key), str) for key in ("uri", "guid", "urn", "versioncreated", "pubstatus")):
        return False
    kind = str(row.get("type") or "text").lower()
    return (
        (kind in ("text", "story") or "article_html" in row)
        and _headline(row) is not None
        and not _objects(row, "associations")
    )


def load_json(data: bytes) -> tuple[Any, tuple[str, ...]]:
    """The value in a JSON document, and warnings. Raises FormatError for broken or too deeply nested JSON."""
    text, warnings = decode_bytes(data)
    try:
        return json.loads(text), warnings
    except RecursionError as error:
        raise FormatError("JSON nested too deep") from error
    except ValueError as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise FormatError(f"broken JSON{place}") from error


def _lower(value: Object) -> dict[str, Any]:
    return {str(key).lower(): each for key, each in value.items()}


def _with_associations(item: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    yield item
    associated = item.get("associations")
    inner = associated.values() if isinstance(associated, dict) else associated if isinstance(associated, list) else ()
    if depth < 3:
        for each in inner:
            if isinstance(each, dict):
                yield from _with_associations(_lower(each), depth + 1)


def _left_out(kinds: list[str]) -> tuple[str, ...]:
    return (f"left out, having no text: {_kinds(kinds)}",) if kinds else ()


def _kinds(kinds: list[str]) -> str:
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))


def _bodies(item: Object) -> list[tuple[str, str]]:
    """The item's bodies as (kind, text), the one with the most structure first."""
    found = [
        (key.removeprefix("body_"), value)
        for key, value in item.items()
        if key.startswith("body_") and isinstance(value, str) and value.strip()
    ]
    html = item.get("article_html")  # dpa digitalwires
    if isinstance(html, str) and html.strip():
        found.append(("html", html))
    for each in _objects(item, "bodies"):
        value = each.get("value")
        if isinstance(value, str) and value.strip():
            found.append((str(each.get("contenttype") or "text").lower().removeprefix("application/"), value))
    return sorted(found, key=lambda pair: next((rank for name, rank in _RANK.items() if name in pair[0]), 3))


def _objects(item: Object, key: str) -> list[dict[str, Any]]:
    value = item.get(key)
    rows = value if isinstance(value, list) else [value]
    return [_lower(row) for row in rows if isinstance(row, dict)]


def _article(item: dict[str, Any], part: str, warnings: tuple[str, ...]) -> Document:
    embargo, more = times.embargo(_embargoed(item))
    kind, body = next(iter(_bodies(item)), ("text", ""))
    inner: Document | None = None
    if "nitf" in kind and body.lstrip().startswith("<"):
        try:
            inner = nitf.from_tree(parse_xml(body.encode("utf-8", "replace"))[0])
        except FormatError:
            inner = None
    if inner is not None:
        texts = paragraphs_of(inner.text)
    elif "text" in kind and "html" not in kind and "<p" not in body[:2000].lower():
        texts = paragraphs_of(body)
    else:
        texts = html_paragraphs(body)
    wire = Wire(
        headline=_headline(item),
        standfirst=_standfirst(item),
        byline=first(field(item.get("byline")), field(item.get("by"))),
        dateline=None if inner is not None else _dateline(item),
        published=first(
            *(
                _time(item, key)
                for key in ("firstpublished", "firstcreated", "contentcreated", "versioncreated", "version_created")
            )
        ),
        updated=first(
            *(_time(item, key) for key in ("versioncreated", "version_created", "contentmodified", "updated"))
        ),
        version=field(item.get("version")),
        urgency=grade(item.get("urgency")),
        priority=grade(item.get("priority")),
        subjects=_subjects(item),
        keywords=_keywords(item),
        embargo=embargo,
        editor_note=first(field(item.get("ednote")), _notes(item)),
        copyright=first(field(item.get("copyrightnotice")), field(item.get("copyrightholder"))),
        usage_terms=field(item.get("usageterms")),
        credit=field(item.get("creditline")),
        language=field(item.get("language"), 40),
        guid=first(*(field(item.get(key)) for key in ("uri", "guid", "urn", "entry_id"))),
        url=_url(item),
        source=_source(item),
        agency=_source(item),
        pub_status=first((field(item.get("pubstatus"), 40) or "").lower(), _STATES.get(str(item.get("state")))),
    )
    document = article(wire, texts, part=part, warnings=(*warnings, *more))
    located = field(item.get("located"))
    if document.wire is None or document.wire.dateline or not located:
        return document
    return replace(document, wire=replace(document.wire, dateline=located))  # the place of the story; not as printed


def _headline(item: Object) -> str | None:
    return _worded(item, "headline", "headlines", "main") or field(item.get("title"))


def _embargoed(item: Object) -> str | None:
    """The embargo: ninjs 3's `embargoedUntil`, else `embargoed`; Superdesk's own items have it in their schedule."""
    settings = item.get("schedule_settings")
    own = [settings.get("utc_embargo"), settings.get("embargo")] if isinstance(settings, dict) else []
    values = [item.get("embargoeduntil"), item.get("embargoed"), *own, item.get("embargo")]
    return first(*(field(value) for value in values if isinstance(value, str)))


def _dateline(item: Object) -> str | None:
    """The dateline as printed: a string, or the text of Superdesk's object."""
    value = item.get("dateline")
    return field(value.get("text")) if isinstance(value, dict) else field(value)


def _notes(item: Object) -> str | None:
    """The notes to editors in dpa's notepad, public and not."""
    pad = item.get("notepad")
    parts = [pad.get(key) for key in ("public_html", "nonpublic_html")] if isinstance(pad, dict) else []
    return field(" ".join(part for each in parts if isinstance(each, str) for part in html_paragraphs(each)))


def _worded(item: Object, one: str, many: str, role: str) -> str | None:
    """`headline`, or the entry of `headlines` with `role`, else its first."""
    if value := field(item.get(one)):
        return value
    rows = _objects(item, many)
    chosen = next((row for row in rows if str(row.get("role")).lower() == role), rows[0] if rows else {})
    return field(chosen.get("value"))


def _standfirst(item: Object) -> str | None:
    for key in ("description_text", "description_summary", "description_caption", "teaser"):
        if value := field(item.get(key)):
            return value
    rows = _objects(item, "descriptions")
    plain = [row for row in rows if "html" not in str(row.get("contenttype"))]
    return field(plain[0].get("value")) if plain else None


def _time(item: Object, key: str) -> str | None:
    value = item.get(key)
    return times.iso(value) if isinstance(value, str) else None


def _subjects(item: Object) -> tuple[Subject, ...]:
    found: dict[Subject, None] = {}
    for row in (*_objects(item, "subject"), *_objects(item, "subjects")):
        code = first(field(row.get("code")), field(row.get("uri")), field(row.get("literal"))) or ""
        found[Subject(code, field(row.get("name")) or "")] = None
    return tuple(subject for subject in found if any(subject))[:100]


def _keywords(item: Object) -> tuple[str, ...]:
    value = item.get("keywords", item.get("keyword"))
    return words(value) if isinstance(value, list) else words([value]) if value else words([item.get("slugline")])


def _url(item: Object) -> str | None:
    for row in _objects(item, "altids"):
        if str(row.get("role")).lower() in ("url", "web", "canonical"):
            return field(row.get("value"))
    uri = field(item.get("uri")) or ""
    return uri if uri.startswith(("http://", "https://")) else None


def _source(item: Object) -> str | None:
    infos = (*_objects(item, "infosource"), *_objects(item, "infosources"))
    named = field(infos[0].get("name")) if infos else first(field(item.get("infosource")), field(item.get("source")))
    return first(named, field(item.get("provider")), field(item.get("copyrightholder")), field(item.get("creditline")))
