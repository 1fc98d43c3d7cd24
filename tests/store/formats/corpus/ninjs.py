"""ninjs 1.x, 2.x and 3.x."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from store.model.wire import INDEFINITE, Subject
from tests.store.formats.corpus.nitf import nitf
from tests.store.formats.corpus.sample import BODY, HEADLINE, STANDFIRST, Sample, Want, bad

HTML = "".join(f"<p>{each}</p>" for each in BODY)
TEXT = "\n\n".join(BODY)
GUID = "http://nordtelegram.example/items/20261124bridge"
WIRE: dict[str, Any] = {
    "headline": HEADLINE,
    "standfirst": STANDFIRST,
    "byline": "Ada Quill",
    "published": "2026-11-24T08:15:00+00:00",
    "updated": "2026-11-24T09:00:00+00:00",
    "version": "3",
    "urgency": 4,
    "editor_note": "Adds quote",
    "copyright": "Copyright 2026 Nordtelegram",
    "usage_terms": "No archive use",
    "language": "en-GB",
    "guid": GUID,
    "url": GUID,
    "pub_status": "usable",
    "embargo": None,
}


def standard(version: str) -> dict[str, str]:
    """What an item says of the version that it is of."""
    return {"name": "ninjs", "version": version, "schema": f"http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json"}


def one(**more: Any) -> dict[str, Any]:
    """An item as 1.5 has it."""
    item: dict[str, Any] = {
        "$standard": standard("1.5"),
        "uri": GUID,
        "type": "text",
        "mimetype": "text/html",
        "profile": "text-only",
        "version": "3",
        "firstcreated": "2026-11-24T08:15:00Z",
        "versioncreated": "2026-11-24T09:00:00Z",
        "pubstatus": "usable",
        "urgency": 4,
        "copyrightholder": "Nordtelegram",
        "copyrightnotice": "Copyright 2026 Nordtelegram",
        "usageterms": "No archive use",
        "ednote": "Adds quote",
        "language": "en-GB",
        "subject": [
            {"name": "transport", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "medtop:20000000"}
        ],
        "place": [{"name": "Port Ellen", "rel": "mentions"}],
        "byline": "Ada Quill",
        "headline": HEADLINE,
        "description_text": STANDFIRST,
        "body_html": HTML,
        "body_text": "Plain text of the story.",
    }
    return {key: value for key, value in {**item, **more}.items() if value is not None}


def two(**more: Any) -> dict[str, Any]:
    """An item as 2.1 has it."""
    removed = (
        "$standard",
        "byline",
        "headline",
        "description_text",
        "body_html",
        "body_text",
        "subject",
        "place",
        "mimetype",
    )
    item = one(**dict.fromkeys(removed))
    item |= {
        "standard": standard("2.1"),
        "by": "Ada Quill",
        "headlines": [{"role": "short", "value": "Bridge shut"}, {"role": "main", "value": HEADLINE}],
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": STANDFIRST}],
        "bodies": [
            {"role": "main", "contenttype": "text/plain", "value": "Plain text of the story."},
            {"role": "main", "contenttype": "text/html", "value": HTML},
        ],
        "subjects": [{"name": "transport", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000000"}],
    }
    return {key: value for key, value in {**item, **more}.items() if value is not None}


CAMEL = {
    "firstcreated": "firstCreated", "versioncreated": "versionCreated", "pubstatus": "pubStatus", "ednote": "edNote",
    "copyrightholder": "copyrightHolder", "copyrightnotice": "copyrightNotice", "usageterms": "usageTerms",
    "contenttype": "contentType",
}  # fmt: skip


def three(**more: Any) -> dict[str, Any]:
    """An item as 3.0 has it: that of 2.x in camel case."""
    item = {CAMEL.get(key, key): _camel(value) for key, value in two().items()}
    item["standard"] = standard("3.0")
    return {key: value for key, value in {**item, **more}.items() if value is not None}


def _camel(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel(each) for each in value]
    if isinstance(value, dict):
        return {CAMEL.get(key, key): each for key, each in value.items()}
    return value


UNSOUND = {
    **{f"embargo-{version}-{name}.json": "is not a 'date-time'" for version in (1, 2, 3) for name in ("bare", "words")},
    "urgency-3-0.json": "0 is less than the minimum of 1",
    "urgency-3-10.json": "10 is greater than the maximum of 9",
    "embargo-3-old-name.json": "('embargoed' was unexpected)",
    "keywords.json": "'keywords' does not match any",
    "dateline.json": "'dateline' does not match any",
    "wrong-types.json": "7 is not of type 'string'",
    "embargo-blank.json": "'' is not a 'date-time'",
}
"""Items that are wrong on purpose, and what the schema of the version they claim says of them."""


def _sample(name: str, value: object, *wants: Want) -> Sample:
    """A sample, held against the schema of the version that it says it is of; lists of items are no part of ninjs."""
    declared = (value.get("$standard") or value.get("standard") or {}) if isinstance(value, dict) else {}
    schema = f"ninjs-{declared['version']}" if declared else ""
    data = json.dumps(value, ensure_ascii=False).encode()
    return Sample(f"{name}.json", data, wants, schema=schema, invalid=UNSOUND.get(f"{name}.json", ""))


def samples() -> Iterator[Sample]:
    """Whole items of each version, then variants, then lists, associations and broken ones."""
    whole = Want(
        {**WIRE, "subjects": (Subject("medtop:20000000", "transport"),)},
        paragraphs=(HEADLINE, STANDFIRST, "By Ada Quill", *BODY),
        zones=("headline", "standfirst", "byline", "paragraph"),
    )
    later = Want(
        {**WIRE, "subjects": (Subject("http://cv.iptc.org/newscodes/mediatopic/20000000", "transport"),)},
        paragraphs=whole.paragraphs,
    )
    yield _sample("one", one(), whole)
    yield _sample("two", two(), later)
    yield _sample("three", three(), later)
    yield Sample("suffix.ninjs", json.dumps(one(), indent=2).encode(), (whole,), schema="ninjs-1.5")
    yield Sample("escaped.json", json.dumps(one()).encode(), (whole,), schema="ninjs-1.5")
    yield Sample("bom.json", b"\xef\xbb\xbf" + json.dumps(one()).encode(), (whole,), schema="ninjs-1.5")
    yield from _variants()
    yield from _bodies()
    yield from _several()
    yield from _broken()


def _variants() -> Iterator[Sample]:
    for version, make, key in ((1, one, "embargoed"), (2, two, "embargoed"), (3, three, "embargoedUntil")):
        for name, value, want, warns in (
            ("utc", "2026-11-25T06:00:00Z", "2026-11-25T06:00:00+00:00", ()),
            ("offset", "2026-11-25T06:00:00-05:00", "2026-11-25T06:00:00-05:00", ()),
            ("bare", "2026-11-25T06:00:00", "2026-11-25T06:00:00-12:00", ("no time zone",)),
            ("words", "Wednesday at six", INDEFINITE, ("cannot be read",)),
        ):
            item = make(**{key: value})
            yield _sample(f"embargo-{version}-{name}", item, Want({"embargo": want}, warns=warns))
        status = "pubStatus" if version == 3 else "pubstatus"
        for value in ("withheld", "canceled"):
            yield _sample(f"status-{version}-{value}", make(**{status: value}), Want({"pub_status": value}))
        for urgency, grade in ((1, 1), (9, 9), (0, None), (10, None)):
            yield _sample(f"urgency-{version}-{urgency}", make(urgency=urgency), Want({"urgency": grade}))
    old = three(embargoed="2026-11-25T06:00:00Z")
    yield _sample("embargo-3-old-name", old, Want({"embargo": "2026-11-25T06:00:00+00:00"}))
    sourced = one(infosource=[{"name": "Port Authority"}])
    yield _sample("infosource", sourced, Want({"source": "Port Authority"}))
    slugged = one(slugline="bridge-closed")
    yield _sample("slugline", slugged, Want({"keywords": ("bridge-closed",)}))
    yield _sample("keywords", one(keywords=["bridge", "port", "bridge"]), Want({"keywords": ("bridge", "port")}))
    yield _sample("title", one(headline=None, title="Bridge shut"), Want({"headline": "Bridge shut"}))
    yield _sample("byline-with-by", one(byline="By Ada Quill"), Want({"byline": "By Ada Quill"}, lacks=("By By",)))
    yield _sample("embargo-blank", one(embargoed=""), Want({"embargo": None}))
    placed = one(located="Port Ellen, Islay")
    yield _sample("located", placed, Want({"dateline": "Port Ellen, Islay"}, lacks=("Islay —",)))
    yield _sample("no-metadata", {"uri": "urn:x:1", "body_text": TEXT}, Want({"headline": None, "url": None}))
    links = two(altids=[{"role": "URL", "value": "https://nordtelegram.example/a"}], uri="tag:nt.example,2026:1")
    yield _sample("altid", links, Want({"url": "https://nordtelegram.example/a", "guid": "tag:nt.example,2026:1"}))
    yield _sample("wrong-types", one(headline=7, byline=["x"], ednote={"a": 1}, subject="x", language=3),
                  Want({"headline": "7", "byline": None, "editor_note": None}))  # fmt: skip


def _bodies() -> Iterator[Sample]:
    plain = one(body_html=None, body_text=TEXT)
    yield _sample("text", plain, Want(paragraphs=(HEADLINE, STANDFIRST, "By Ada Quill", *BODY)))
    yield _sample("text-lines", one(body_html=None, body_text="\n".join(BODY)), Want(has=("\n\n".join(BODY),)))
    xhtml = f'<div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div>'
    yield _sample("xhtml", one(body_html=None, body_xhtml=xhtml), Want(has=("\n\n".join(BODY),)))
    inside = one(body_html=None, body_text=None, body_nitf=nitf(prolog=""))
    yield _sample("nitf", inside, Want({"headline": HEADLINE}, has=("\n\n".join(BODY[1:]),), lacks=("<p>",)))
    rich = one(body_html="<p>One<br>two</p><script>alert(1)</script><h2>Why</h2><ul><li>a</li></ul>")
    yield _sample("html-parts", rich, Want(has=("One\ntwo\n\nWhy\n\n• a",), lacks=("alert",)))
    windows = one(body_html="<p>She didn\u0092t\u001b[2J say \u0093no\u0094.</p>", ednote="Don\u0092t\u0000 use")
    yield _sample("c1", windows, Want({"editor_note": "Don’t use"}, has=("She didn’t[2J say “no”.",)))
    yield _sample("html-in-text", one(body_html=None, body_text=HTML), Want(has=("\n\n".join(BODY),)))
    entities = one(body_html="<p>Fish &amp; chips&nbsp;&ndash; &lt;cheap&gt;</p>")
    yield _sample("html-entities", entities, Want(has=("Fish & chips\u00a0– <cheap>",)))
    xhtml3 = three(bodies=[{"role": "x", "contentType": "application/xhtml+xml", "value": HTML}])
    yield _sample("xhtml-three", xhtml3, Want(has=("\n\n".join(BODY),)))
    yield _sample(
        "dateline", one(dateline="PORT ELLEN (Nordtelegram)"), Want(has=(f"PORT ELLEN (Nordtelegram) — {BODY[0]}",))
    )


def _several() -> Iterator[Sample]:
    first, second = one(), one(uri="urn:nt:2", headline="Second", body_html="<p>Other words.</p>")
    both = (Want({"guid": GUID}, part="1"), Want({"guid": "urn:nt:2"}, has=("Other words.",), part="2"))
    yield _sample("list", [first, second], *both)
    yield _sample("items", {"items": [first, second], "pubstatus": "usable"}, *both)
    picture = {"uri": "urn:nt:pic", "type": "picture", "headline": "The bridge"}
    yield _sample("association", one(associations={"main": picture}), Want({"guid": GUID}, part=""))
    yield _sample("association-text", one(associations={"more": second}), *both)
    named = {"name": "p", "uri": "urn:nt:pic", "type": "picture", "headlines": [{"value": "The bridge"}]}
    yield _sample("association-list", two(associations=[named]), Want({"guid": GUID}, part=""))
    led = [picture, picture, first]
    yield _sample("picture-first", led, Want({"guid": GUID}, warns=("left out, having no text: 2 picture",)))


def _broken() -> Iterator[Sample]:
    yield bad(
        "picture.json",
        json.dumps({"uri": "urn:x", "type": "picture", "headline": "x"}).encode(),
        "without a text: 1 picture",
    )
    yield bad("cut.json", json.dumps(one()).encode()[:-40], "broken JSON (line 1)")
    yield bad("deep.json", b'{"uri": "x", "body_text": ' + b"[" * 100_000, "nested too deep")
    yield bad("other.json", b'{"name": "copydesk", "version": "1.0.0"}', "neither ninjs, Arc ANS nor a JSON Feed")
    flash = one(body_html=" ", body_text="", description_text="", byline="")
    yield Sample("flash.json", json.dumps(flash).encode(), (Want(paragraphs=(HEADLINE,)),))
    yield bad("blank.json", json.dumps(one(body_html=" ", body_text="", headline="")).encode(), "without a text")
    yield bad("empty-list.json", b'[{"uri": "x", "pubstatus": "usable"}]', "without a text")
