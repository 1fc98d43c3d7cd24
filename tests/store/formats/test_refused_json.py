"""What the schemas of ninjs and of feeds refuse: for each rule a document that breaks it and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.store.formats.corpus import feeds
from tests.store.formats.corpus.ninjs_whole import whole
from tests.store.formats.schemas import errors

CASES: list[tuple[str, Any, str]] = [  # in all three generations
    ("uri", None, "'uri' is a required property"), ("uri", "no uri", "is not a 'uri'"), ("uri", 7, "not of type"),
    ("type", "article", "'article'"), ("profile", 7, "not of type"), ("version", 3, "not of type"),
    ("language", ["en"], "not of type"), ("located", {}, "not of type"), ("title", 7, "not of type"),
    ("slugline", 7, "not of type"), ("expires", "2026", "is not a 'date-time'"), ("nonsense", "x", "nonsense"),
    ("urgency", "4", "'4'"), ("renditions", "x", "not of type"), ("associations", "x", "not of type"),
]  # fmt: skip
FIRST = [
    *CASES,
    ("representationtype", "full", "is not one of"), ("pubstatus", "replaced", "is not one of"),
    ("mimetype", 7, "not of type"), ("embargoed", "2026-11-25", "is not a 'date-time'"),
    ("versioncreated", "2026-13-01T00:00:00Z", "is not a 'date-time'"), ("body_html", ["x"], "not of type"),
    ("headline_short", 7, "not of type"), ("description_text", {}, "not of type"), ("body_", "x", "body_"),
    ("headline", 7, "not of type"), ("byline", ["Ada"], "not of type"), ("charcount", "many", "not of type"),
    ("person", {"name": "x"}, "not of type"), ("person/0/nick", "x", "nick"),
    ("person/0/scheme", "x", "is not a 'uri'"), ("organisation/0/symbols/0/isin", "x", "isin"),
    ("organisation/0/symbols/0/symboltype", "x", "is not a 'uri'"), ("place/0/geometry_x", "x", "not of type"),
    ("place/0/geo", {}, "geo"), ("subject/0/relevance", 101, "maximum"), ("subject/0/confidence", 0.5, "not of type"),
    ("event/0/contactinfo", [], "contactinfo"), ("genre/0/rel", "x", "rel"), ("object/0", "x", "not of type"),
    ("infosource/0/name", 7, "not of type"), ("trustindicator/0/role", "x", "role"), ("altids", [], "not of type"),
    ("$standard/status", "x", "status"), ("$standard/schema", "x", "is not a 'uri'"), ("rightsinfo", {}, "any of"),
    ("rightsinfo/encodedrights", "x", "valid under each"), ("digitalsourcetype/code", "x", "code"),
    ("renditions/main/name", "x", "name"), ("renditions/-x", {}, "does not match any"),
    ("renditions/main/href", "b.mp4", "is not a 'uri'"), ("renditions/main/scantype", "slow", "is not one of"),
    ("renditions/main/poi/x", 0.5, "not of type"), ("renditions/main/poi/z", 1, "z"),
    ("renditions/main/resources/0/href", "x", "href"), ("associations/logo", {"type": "text"}, "'uri' is a required"),
    ("associations/logo/body", "x", "body"), ("person/0/contactinfo/0/address", {}, "valid under each"),
    ("person/0/contactinfo/1/address/zip", "x", "zip"), ("person/0/contactinfo/0", {"type": "phone"}, "any of"),
    ("urgency", 10, "not valid under any"),
]  # fmt: skip
SECOND = [
    *CASES,
    ("representationtype", "complete", "is not one of"), ("pubstatus", "commissioned", "is not one of"),
    ("type", "event", "is not one of"), ("mimetype", "text/html", "mimetype"), ("byline", "x", "byline"),
    ("embargoed", "soon", "is not a 'date-time'"), ("headlines", "x", "not of type"),
    ("headlines/0/value", None, "'value'"), ("headlines/0/charcount", 7, "charcount"),
    ("descriptions/0/kind", "x", "kind"), ("bodies/0/value", None, "'value'"),
    ("bodies/0/charcount", "x", "not of type"), ("people/0/scheme", "x", "scheme"),
    ("people/0/uri", "x", "is not a 'uri'"), ("organisations/0/symbols/0/isin", "x", "isin"),
    ("places/0/geojson/type", "Spot", "any of"), ("places/0/geojson/coordinates", [1], "any of"),
    ("subjects/0/relevance", -1, "minimum"), ("events/0/id", "x", "id"), ("objects/0/creator", "x", "creator"),
    ("infosources/0/rel", "x", "rel"), ("genres/0/rel", "x", "rel"), ("trustindicators/0/role", "x", "is not a 'uri'"),
    ("altids", {}, "not of type"), ("altids/0/type", "x", "type"), ("standard/status", "x", "status"),
    ("renditions/0/name", None, "'name'"), ("renditions/0/mimetype", "x", "mimetype"),
    ("renditions/0/width", "x", "not of type"), ("associations/0/name", None, "any of"),
    ("associations/0/uri", None, "any of"), ("associations/0/rel", "x", "rel"),
    ("associations/0/headline", "x", "headline"), ("rightsinfo/linkedrights", "urn:x", "valid under each"),
    ("digitalsourcetype/uri", "x", "is not a 'uri'"), ("urgency", 0, "not valid under any"), ("by", 7, "not of type"),
]  # fmt: skip
THIRD = [
    *CASES,
    ("embargoed", "2026-11-25T06:00:00Z", "embargoed"), ("embargoedUntil", "soon", "is not a 'date-time'"),
    ("pubstatus", "usable", "pubstatus"), ("representationType", "complete", "is not one of"),
    ("urgency", 4.5, "not of type"), ("urgency", 10, "maximum"), ("bodies/0/wordCount", 1.5, "not of type"),
    ("bodies/0/contenttype", "x", "contenttype"), ("organisations/0/symbols/0/ticker", "x", "ticker"),
    ("places/0/geoJSON", "x", "not of type"), ("renditions/0/width", 1.5, "not of type"),
    ("associations/0/name", None, "'name'"), ("associations/0/uri", None, "'uri'"),
    ("associations/0/nonsense", 1, "nonsense"), ("rightsInfo/more", "x", "more"),
    ("rightsInfo/encodedRights", None, "any of"),
    ("eventDetails/dates/startDate", "2026-11-25", "is not a 'date-time'"),
    ("eventDetails/dates", {}, "any of"), ("eventDetails/eventStatus", "x", "is not a 'uri'"),
    ("eventDetails/dates", {"startDate": "2026-11-25T06:00:00Z", "expectedStartDate": "2026"}, "any of"),
    ("eventDetails/dates/recurrence/recurrenceRules/0/frequency", "always", "is not one of"),
    ("eventDetails/dates/recurrence/recurrenceRules/0/interval", 1.5, "not of type"),
    ("eventDetails/dates/recurrence/recurrenceDates", ["2026"], "should not be valid"),
    ("eventDetails/organiser/nick", "x", "nick"), ("plannedCoverage/0/dates/expectedStartDate", "2026-13", "match"),
    ("plannedCoverage/0/urgency", 10, "maximum"), ("plannedCoverage/0/type", "story", "is not one of"),
    ("plannedCoverage/0/itemCount/rangeFrom", "one", "not of type"), ("plannedCoverage/0/headline", "x", "headline"),
    ("plannedCoverage/0/commissioned/references/0/id", "x", "id"),
    ("plannedCoverage/0/exclAudience", [1], "not of type"), ("events/0/dates", {}, "dates"),
    ("plannedCoverage/0/audiences/0/significance", "x", "not of type"), ("digitalSourceType", "human", "not of type"),
    ("people/0/contactInfo/0/address", {}, "valid under each"),
]  # fmt: skip
NINJS_RULES = [(v, *rule) for v, rules in (("1.7", FIRST), ("2.3", SECOND), ("3.2", THIRD)) for rule in rules]


def changed(version: str, path: str, value: Any) -> list[str]:
    """What is wrong with the whole item after `value` was written at a path (`person/0/name`); None takes away."""
    item = json.loads(json.dumps(whole(version)))
    assert errors(f"ninjs-{version}", json.dumps(item).encode()) == []
    *way, last = [int(step) if step.isdigit() else step for step in path.split("/")]
    place: Any = item
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return errors(f"ninjs-{version}", json.dumps(item).encode())


@pytest.mark.parametrize(("version", "path", "value", "words"), NINJS_RULES)
def test_ninjs_rules(version: str, path: str, value: Any, words: str) -> None:
    found = changed(version, path, value)
    assert any(words in each for each in found), found


@pytest.mark.parametrize(
    ("version", "path", "value"),
    [
        ("1.1", "type", "component"), ("1.0", "urgency", 4), ("1.2", "headline_short", "x"),
        ("1.3", "renditions/_x", {}), ("1.4", "subject/0/relevance", 1), ("1.5", "digitalsourcetype", {}),
        ("1.6", "renditions/main/poi", {}), ("1.6", "urgency", 0.5), ("2.0", "genres/0/uri", "x"),
        ("2.0", "infosources/0/role", "x"), ("2.0", "expires", "2026-11-24T08:15:00Z"),
        ("2.1", "digitalsourcetype", {}), ("2.2", "renditions/0/poi", {}), ("2.2", "urgency", 12),
        ("3.0", "digitalSourceType", {}), ("3.1", "renditions/0/resources", []),
    ],
)  # fmt: skip
def test_ninjs_rules_of_one_version(version: str, path: str, value: Any) -> None:
    assert changed(version, path, value) != []


def test_ninjs_rules_that_a_version_does_not_have_yet() -> None:
    assert changed("1.5", "urgency", 0.5) == changed("2.1", "urgency", 12) == []
    assert changed("2.1", "genres/0/uri", "x") == changed("2.0", "associations/0/name", None) == []


RSS, ATOM = feeds.rss(feeds.item()).decode(), feeds.atom(feeds.entry()).decode()
JSON = feeds.jsonfeed(feeds.row(attachments=[{"url": "https://nt.example/a.mp3", "mime_type": "audio/mpeg"}])).decode()
RSS_RULES = [
    ('version="2.0"', 'version="0.92"'), ("<description>News</description>", ""), ("08:15:00 GMT", "8.15"),
    ("Tue, 24 Nov 2026", "2026-11-24"), ('isPermaLink="false"', 'isPermaLink="no"'), ("<item>", "<item><headline/>"),
    ("<item>", "<item><enclosure url='https://x.example/' type='a/b'/>"), ("<item>", "<ttl>soon</ttl><item>"),
    (f"<link>{feeds.LINK}</link>", "<link>/bridge</link>"), ("<item>", "<item/><item>"),
    ("<item>", "<image><url>https://x.example/</url></image><item>"), ("<item>", "<cloud domain='x'/><item>"),
    ("<item>", "<skipHours><hour>24</hour></skipHours><item>"),
    ("<item>", "<skipDays><day>Someday</day></skipDays><item>"),
]  # fmt: skip
ATOM_RULES = [
    ("<updated>2026-11-24T09:00:00Z</updated><published>", "<published>"), ("2026-11-24T08:15:00Z", "24 Nov 2026"),
    ("<id>nt-42</id>", ""), ('<content type="html">', '<content type="markup">'), ("<summary>", "<category/><summary>"),
    ("<author><name>Ada Quill</name></author>", ""), ("<name>Ada Quill</name>", "<email>x</email>"),
    ("<summary>", "<headline/><summary>"), (f'<link href="{feeds.LINK}"/>', "<link/>"),
    ("<entry>", "<entry><title>Two</title>"),
]  # fmt: skip
JSON_RULES = [
    ("version/1.1", "version/1"), ('"title": "Nordtelegram", ', ""), ('"id": "nt-42"', '"id": 42'),
    ("2026-11-24T09:15:00+01:00", "2026-11-24"), ('"content_html"', '"_html"'), ('{"name": "Ada Quill"}', "{}"),
    ('"tags": ["transport"]', '"tags": "transport"'), ('"mime_type"', '"type"'), ('"summary"', '"standfirst"'),
    ('"url": "https://nordtelegram', '"url": "nordtelegram'),
]  # fmt: skip
FEEDS = {"rss-2.0": (RSS, RSS_RULES), "atom": (ATOM, ATOM_RULES), "jsonfeed-1.1": (JSON, JSON_RULES)}


@pytest.mark.parametrize(("schema", "old", "new"), [(name, *rule) for name in FEEDS for rule in FEEDS[name][1]])
def test_feed_rules(schema: str, old: str, new: str) -> None:
    text = FEEDS[schema][0]
    assert old in text
    assert errors(schema, text.encode()) == []
    assert errors(schema, text.replace(old, new).encode()) != []


OUTLINES = """<opml version="2.0"><head><dateCreated>Tue, 24 Nov 2026 08:15:00 GMT</dateCreated></head><body>
<outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/f" title="A"/></outline></body></opml>"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('text="News"', 'title="News"'), ('"2.0"', '"1.1"'), (' xmlUrl="https://a.example/f"', ""),
        ("<head>", "<body/><head>"),
        ("Tue, 24 Nov 2026", "2026-11-24"), ('type="rss" text', 'isComment="perhaps" type="rss" text'),
    ],
)  # fmt: skip
def test_opml_rules(old: str, new: str) -> None:
    assert errors("opml-2.0", OUTLINES.encode()) == []
    assert old in OUTLINES
    assert errors("opml-2.0", OUTLINES.replace(old, new).encode()) != []
