"""ninjs items that use every property of a version, for each version that the IPTC has approved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.store.formats.corpus.ninjs import GUID, HTML, standard
from tests.store.formats.corpus.sample import BODY, HEADLINE, STANDFIRST, Sample, Want

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0", "2.1", "2.2", "2.3", "3.0", "3.1", "3.2")
SCHEME = "http://cv.nordtelegram.example/topics/"
MOMENT = "2026-11-24T08:15:00Z"
POINT = {"type": "Point", "coordinates": [-6.19, 55.63]}


def samples() -> Iterator[Sample]:
    """One item a version."""
    for version in VERSIONS:
        want = Want({"headline": HEADLINE, "guid": GUID, "standfirst": STANDFIRST}, has=("\n\n".join(BODY),), part="")
        data = json.dumps(whole(version), ensure_ascii=False).encode()
        yield Sample(f"whole-{version}.json", data, (want,), schema=f"ninjs-{version}")


def whole(version: str) -> dict[str, Any]:
    """An item of that version with every property that it knows."""
    return first(version) if version < "2" else later(version)


def first(version: str) -> dict[str, Any]:
    """An item as 1.x has it."""
    coded = {"name": "Ines Dahl", "rel": "mentions", "scheme": SCHEME, "code": "x1"}
    symbol = {"ticker": "NT", "exchange": "XOSL"}
    rendition: dict[str, Any] = {
        "href": "https://nordtelegram.example/b.mp4", "mimetype": "video/mp4", "title": "The bridge", "height": 720,
        "width": 1280, "sizeinbytes": 81_000,
    }  # fmt: skip
    subject: dict[str, Any] = dict(coded)
    reached: dict[str, Any] = {}
    item: dict[str, Any] = {
        "uri": GUID, "type": "text", "mimetype": "text/html", "representationtype": "complete", "profile": "text-photo",
        "version": "3", "versioncreated": MOMENT, "embargoed": MOMENT, "pubstatus": "usable", "language": "en-GB",
        "copyrightholder": "Nordtelegram", "copyrightnotice": "© 2026 Nordtelegram", "byline": "Ada Quill",
        "headline": HEADLINE, "located": "Port Ellen", "description_text": STANDFIRST, "body_html": HTML,
        "event": [coded], "object": [coded],
    }  # fmt: skip
    if version >= "1.1":
        item |= {"urgency": 4, "usageterms": "No archive use"}
    if version >= "1.2":
        item |= {"firstcreated": MOMENT, "ednote": "Adds quote", "title": "Bridge", "slugline": "bridge-shut"}
        item |= {"charcount": 312, "wordcount": 54}
        rendition |= {"duration": 3.5, "format": "MP4"}
    if version >= "1.3":
        item |= {"$standard": standard(version), "headline_short": "Bridge shut", "altids": {"desk": 7}}
        item["genre"] = [{"name": "Current", "scheme": SCHEME, "code": "current"}]
        item["trustindicator"] = [
            {"scheme": SCHEME, "code": "policy", "title": "Ethics", "href": "https://nt.example/e"}
        ]
    if version >= "1.4":
        item |= {"contentcreated": MOMENT, "expires": MOMENT}
        item["rightsinfo"] = {"langid": "http://www.w3.org/ns/odrl/2/", "linkedrights": "https://nt.example/rights"}
    if version >= "1.5":
        reached = {"contactinfo": contacts("postalcode")}
        symbol |= {"symboltype": SCHEME, "symbol": "NT.OL"}
        subject |= {"creator": "desk", "relevance": 100, "confidence": 0}
    if version >= "1.6":
        item["digitalsourcetype"] = {"name": "Human", "uri": SCHEME, "literal": "human"}
    if version >= "1.7":
        rendition |= film("aspectratio", "videocodec", "framerate", "transportprotocol", "scantype", "contenttype")
    item |= {
        "person": [coded | reached],
        "subject": [subject],
        "organisation": [coded | reached | {"symbols": [symbol]}],
    }
    item["place"] = [coded | reached | ({"geometry_geojson": POINT} if version >= "1.1" else {})]
    if version >= "1.2":
        item["infosource"] = [coded | reached]
    item["renditions"] = {"main": rendition}
    item["associations"] = {"logo": {"uri": "urn:nt:logo", "type": "picture"}}
    if version >= "1.4":
        item["renditions"]["_x"] = item["associations"]["_x"] = {}
        item["associations"]["_x"] = {"uri": "urn:nt:x"}
    return item


def later(version: str) -> dict[str, Any]:
    """An item as 2.x has it, or 3.x: in camel case, with events and planned coverage."""
    camel = version >= "3"
    coded = {"name": "Ines Dahl", "rel": "mentions", "uri": f"{SCHEME}x1", "literal": "x1"}
    newer = version >= "2.1"
    reached = {named("contactinfo", camel): contacts(named("postalcode", camel))} if newer else {}
    symbol = {"exchange": "XOSL"} if camel else {"ticker": "NT", "exchange": "XOSL"}
    symbol |= {named("symboltype", camel): SCHEME, "symbol": "NT.OL"} if newer else {}
    judged = {"creator": "desk", "relevance": 100, "confidence": 0} if newer else {}
    kind = named("contenttype", camel)
    words = {"role": "main", kind: "text/plain", "value": STANDFIRST}
    rendition: dict[str, Any] = {
        "name": "main", "href": "https://nordtelegram.example/b.mp4", kind: "video/mp4", "title": "The bridge",
        "height": 720, "width": 1280, "sizeinbytes": 81_000, "duration": 3.5, "format": "MP4",
    }  # fmt: skip
    if version >= "2.3":
        names = ("aspectratio", "videocodec", "framerate", "transportprotocol", "scantype", "contenttype")
        rendition |= film(*(named(name, camel) for name in names))
    if "3" <= version < "3.2":
        del rendition["resources"]
    item: dict[str, Any] = {
        "uri": GUID, "standard": standard(version), "type": "text", "representationtype": "full", "profile":
        "text-photo",
        "version": "3", "firstcreated": MOMENT, "versioncreated": MOMENT, "contentcreated": MOMENT, "embargoed": MOMENT,
        "pubstatus": "usable", "urgency": 4, "copyrightholder": "Nordtelegram", "usageterms": "No archive use",
        "copyrightnotice": "© 2026 Nordtelegram", "ednote": "Adds quote", "language": "en-GB", "title": "Bridge",
        "by": "Ada Quill", "slugline": "bridge-shut", "located": "Port Ellen", "descriptions": [words],
        "headlines": [words | {"value": HEADLINE}],
        "bodies": [{**words, kind: "text/html", "value": HTML, "charcount": 312, "wordcount": 54}],
        "people": [coded | reached], "organisations": [coded | reached | {"symbols": [symbol]}],
        "places": [coded | reached | {"geoJSON" if camel else "geojson": POINT}], "subjects": [coded | judged],
        "events": [coded | ({"id": "e1"} if camel else {})], "objects": [coded],
        "infosources": [{"name": "Port", "role": SCHEME, "uri": SCHEME, "literal": "p", **reached}],
        "genres": [{"name": "Current", "uri": SCHEME, "literal": "current"}],
        "trustindicators": [{"role": SCHEME, "title": "Ethics", "href": "https://nt.example/e"}],
        "altids": [{"role": "desk", "value": "7"}],
        "rightsinfo": {"langid": "http://www.w3.org/ns/odrl/2/", "encodedrights": "{}"},
        "renditions": [rendition], "associations": [{"name": "logo", "uri": "urn:nt:logo", "type": "picture"}],
    }  # fmt: skip
    if newer:
        item["expires"] = MOMENT
    if version >= "2.2" and version != "3.0":
        item["digitalsourcetype"] = {"name": "Human", "uri": SCHEME, "literal": "human"}
    if not camel:
        return item
    item["associations"][0]["rel"] = "logo"
    return {**cased(item), "eventDetails": happening(), "plannedCoverage": [planned(cased(rendition))]}


CAMEL = (
    "representationType", "firstCreated", "versionCreated", "contentCreated", "pubStatus", "copyrightHolder", "langId",
    "copyrightNotice", "usageTerms", "edNote", "charCount", "wordCount", "infoSources", "trustIndicators", "altIds",
    "rightsInfo", "encodedRights", "digitalSourceType", "sizeInBytes", "contactInfo", "postalCode", "symbolType",
    "contentType", "aspectRatio", "videoCodec", "frameRate", "transportProtocol", "scanType",
)  # fmt: skip
NAMES = {**{name.lower(): name for name in CAMEL}, "embargoed": "embargoedUntil"}


def named(name: str, camel: bool) -> str:
    """A property's name in 2.x or in 3.x."""
    return NAMES.get(name, name) if camel else name


def cased(value: Any) -> Any:
    """A value of 2.x with the names of 3.x."""
    if isinstance(value, list):
        return [cased(each) for each in value]
    return {named(key, True): cased(each) for key, each in value.items()} if isinstance(value, dict) else value


def contacts(postcode: str) -> list[dict[str, Any]]:
    """Two ways to reach somebody."""
    address = {"lines": ["Quay 1"], "locality": "Port Ellen", "area": "Islay", postcode: "PA42", "country": "Scotland"}
    return [
        {"type": "phone", "role": "desk", "lang": "en", "name": "Desk", "value": "+44 1496 0"},
        {"type": "address", "address": address},
    ]


def film(aspect: str, codec: str, rate: str, protocol: str, scan: str, kind: str) -> dict[str, Any]:
    """What newer versions say of a rendition, under the names given."""
    resource = {"role": "subtitles", "title": "English", "language": "en", kind: "text/vtt"}
    return {
        aspect: "16:9", codec: "h264", rate: 25, protocol: "srt", scan: "progressive", "bitrate": "400 kbps",
        "poi": {"x": 10, "y": 20}, "resources": [resource],
    }  # fmt: skip


def happening() -> dict[str, Any]:
    """The details of an event, in 3.x."""
    rule = {"frequency": "daily", "interval": 1, "until": MOMENT, "count": 3}
    dates = {
        "startDate": MOMENT,
        "endDate": MOMENT,
        "expectedDuration": "PT3H",
        "recurrence": {"recurrenceRules": [rule]},
    }
    return {"eventStatus": SCHEME, "plannedCoverageStatus": SCHEME, "dates": dates, "organiser": {"name": "Port"}}


def planned(rendition: dict[str, Any]) -> dict[str, Any]:
    """Coverage that is planned, in 3.x."""
    return {
        "uri": "urn:nt:plan", "title": "Bridge", "pubStatus": "usable", "type": "text", "edNote": "Soon", "urgency": 9,
        "commissioned": {"by": "desk", "on": MOMENT, "references": [{"name": "order", "value": "1"}]},
        "dates": {"expectedStartDate": "2026-11", "expectedEndDate": "2027"}, "language": "en", "wordCount": 400,
        "audiences": [{"audience": "local", "significance": 1}], "exclAudience": ["children"],
        "itemCount": {"rangeFrom": 1, "rangeTo": 2}, "renditions": [rendition],
    }  # fmt: skip
