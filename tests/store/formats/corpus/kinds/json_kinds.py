"""Wires in JSON: ninjs, what it is wrapped in, Superdesk's items, dpa's digitalwires, Arc's ANS."""

# ruff: noqa: E501 - an item is a line here

from __future__ import annotations

import json
from typing import Any

from store.model.wire import INDEFINITE
from tests.store.formats.corpus.kinds.examples import Example, example
from tests.store.formats.corpus.kinds.wire_kinds import HEAD, P1, P2

_HTML = f"<p>{P1}</p><p>{P2}</p>"
_ITEM: dict[str, Any] = {
    "uri": "tag:nn.example,2027:lamp", "type": "text", "versioncreated": "2027-05-03T08:15:00+02:00", "headline": HEAD,
    "byline": "Edda Falk", "body_html": _HTML, "language": "en",
}  # fmt: skip
_AP, _ITEMS, _LDRS, _CUT, _DPA, _ANS, _DESK, _FLASH = (
    "ninjs-ap-envelope.json", "ninjs-in-_items.json", "ninjs-in-item.json", "ninjs-standfirst-is-the-cut-body.json",
    "json-dpa-digitalwires.json", "json-arc-ans.json", "json-superdesk-native.json", "flash-headline-only-ninjs.json",
)  # fmt: skip


def _two() -> list[dict[str, Any]]:
    return [_ITEM, {**_ITEM, "uri": "tag:nn.example,2027:pier", "headline": "Pier shut"}]


def _dpa(**fields: object) -> str:
    item = {
        "format": "digitalwires@0.9.4", "type": "composite", "entry_id": "e7", "urn": "urn:newsml:nn.example:20090101:270503-930-7",
        "version_created": "2027-05-03T08:15:00+02:00", "version": 2, "pubstatus": "usable", "language": "de", "urgency": 4, "headline": HEAD,
        "article_html": f'<section class="main">{_HTML}</section>', **fields,
    }  # fmt: skip
    return json.dumps(item)


def _ans(elements: list[dict[str, Any]] | None = None, **fields: object) -> str:
    body = [{"type": "text", "content": P1}, {"type": "text", "content": P2}] if elements is None else elements
    return json.dumps(
        {
            "type": "story",
            "version": "0.10.7",
            "_id": "LAMP7",
            "headlines": {"basic": HEAD},
            "content_elements": body,
            **fields,
        }
    )


def _desk(**fields: object) -> str:
    return json.dumps({
        "_id": "urn:lamp", "guid": "tag:nn.example:2027:7", "type": "text", "state": "published", "headline": HEAD, "byline": "Edda Falk",
        "versioncreated": "2027-05-03T06:15:00+0000", "body_html": _HTML, **fields,
    })  # fmt: skip


EXAMPLES: tuple[Example, ...] = (
    *(
        example(kind, ".json", json.dumps(envelope), headline=HEAD, byline="Edda Falk", count=count, has=P1)
        for kind, envelope, count in (
            (_AP, {"data": {"item": _ITEM}}, 1), (_AP, {"api_version": "1.1", "data": {"items": [{"item": each} for each in _two()]}}, 2),
            (_AP, {"data": {"current_item_count": 1, "items": [{"meta": {}, "item": _ITEM}], "query": "x"}}, 1), (_AP, {"id": "7", "data": {"items": [_ITEM]}}, 1),
            (_ITEMS, {"_items": _two(), "_links": {"self": {"href": "x"}}, "_meta": {"total": 2}}, 2), (_ITEMS, {"_items": [{"_id": 1, "item": _ITEM}]}, 1),
            (_ITEMS, {"items": [_ITEM], "next": "x"}, 1), (_ITEMS, [{"_items": [_ITEM]}], 1), (_ITEMS, {"results": [_ITEM], "count": 1}, 1),
            (_ITEMS, {"articles": _two()}, 2), (_ITEMS, {"hits": {"total": 1, "hits": [{"_id": 1, "_source": _ITEM}]}}, 1), (_ITEMS, {"response": {"docs": [_ITEM]}}, 1),
            (_LDRS, {"total": 2, "item": _two()}, 2), (_LDRS, {"item": _ITEM}, 1), (_LDRS, {"took": 3, "item": [{**_ITEM, "extra": {"lang": "x"}}]}, 1),
            (_LDRS, {"newsItem": _ITEM}, 1), (_LDRS, {"news": {"items": [_ITEM]}}, 1),
        )
    ),
    example(_CUT, ".json", json.dumps({**_ITEM, "description_text": P1}), standfirst=None, begins=f"{HEAD}\n\nBy Edda Falk\n\nThe last keeper"),
    example(_CUT, ".json", json.dumps({**_ITEM, "description_text": f"{P1} “I came for one..."}), standfirst=None),
    example(_CUT, ".json", json.dumps({**_ITEM, "description_text": f"{HEAD}. {P1[:50]}…"}), standfirst=None),
    example(_CUT, ".json", json.dumps({**_ITEM, "dateline": "NORDNES, May 3", "description_text": f"NORDNES, May 3 — {P1[:60]}"}), standfirst=None),
    example(_CUT, ".json", json.dumps({**_ITEM, "description_text": "Forty winters, three cats, one lamp."}), standfirst="Forty winters, three cats, one lamp."),
    example(_FLASH, ".json", json.dumps({"uri": "tag:7", "type": "text", "headline": HEAD, "urgency": 1, "versioncreated": "2027-05-03T08:15:00Z"}), begins=f"{HEAD}\n", urgency=1),
    example(_FLASH, ".ninjs", json.dumps({"uri": "tag:7", "standard": {"name": "ninjs"}, "headlines": [{"role": "main", "value": HEAD}], "bodies": []}), begins=f"{HEAD}\n"),
    example(_FLASH, ".json", json.dumps({**_ITEM, "body_html": "", "byline": None}), begins=f"{HEAD}\n"),
    example(_FLASH, ".json", json.dumps({**_ITEM, "body_html": "<p></p>", "byline": None}), begins=f"{HEAD}\n"),
    example(_FLASH, ".json", json.dumps({"_items": [{"guid": "7", "type": "text", "headline": HEAD, "pubstatus": "usable"}]}), begins=f"{HEAD}\n"),
    example(_DPA, ".json", _dpa(embargoed="2099-05-04T10:00:00+02:00", byline="Edda Falk, dpa", dateline="Nordnes (dpa) - "), embargo="2099-05-04T10:00:00+02:00", byline="Edda Falk, dpa", published="2027-05-03T08:15:00+02:00", language="de", has=P1),
    example(_DPA, ".json", _dpa(embargoed=None, creator="efalk", article_html=f"<section class='header'><ul><li>Küste</li></ul><h1>{HEAD}</h1></section><section class='main'>{_HTML}</section>"), embargo=None, byline=None, begins=f"{HEAD}\n\nThe last", lacks="Küste"),
    example(_DPA, ".json", json.dumps({"entries": [json.loads(_dpa()), json.loads(_dpa(urn="urn:8", headline="Pier"))]}), count=2, headline=HEAD),
    example(_DPA, ".json", _dpa(notepad={"public_html": "<p>Sperrfrist 4. Mai 2099, 10 Uhr</p>"}), embargo="2099-05-04T10:00:00-12:00"),
    example(_DPA, ".json", _dpa(article_html="", teaser=None, urgency=1), begins=f"{HEAD}\n", urgency=1),
    example(_ANS, ".json", _ans(credits={"by": [{"name": "Edda Falk"}, {"name": "Ole Vik"}]}, first_publish_date="2027-05-03T06:15:00Z", taxonomy={"sections": [{"name": "Coast"}]}), byline="Edda Falk, Ole Vik", published="2027-05-03T06:15:00+00:00", has=f"{P1}\n\n{P2}"),
    example(_ANS, ".json", _ans([{"type": "text", "content": f"<b>{P1}</b>"}, {"type": "image", "caption": "The lamp", "url": "x"}, {"type": "quote", "content_elements": [{"type": "text", "content": "I stayed."}], "citation": {"content": "Solveig Rand"}}, {"type": "list", "items": [{"type": "text", "content": "One"}, {"type": "text", "content": "Two"}]}, {"type": "table", "header": [{"content": "Year"}], "rows": [[{"content": "1987"}]]}]), has=(P1, "Caption: The lamp", "I stayed.", "• One\n\n• Two", "1987"), lacks="<b>"),
    example(_ANS, ".json", json.dumps([json.loads(_ans()), json.loads(_ans(_id="P", headlines={"basic": "Pier"}))]), count=2, headline=HEAD),
    example(_ANS, ".json", _ans(workflow={"status_code": "embargoed"}), embargo=INDEFINITE),
    example(_ANS, ".json", _ans(canonical_url="/coast/lamp", website_url="https://nn.example/coast/lamp", language="nb"), url="https://nn.example/coast/lamp", language="nb"),
    example(_DESK, ".json", _desk(schedule_settings={"utc_embargo": "2099-05-04T04:00:00+0000", "time_zone": "Europe/Oslo"}), embargo="2099-05-04T04:00:00+00:00", has=P1),
    example(_DESK, ".json", _desk(embargo="2099-05-04T04:00:00+0000", dateline={"text": "NORDNES, May 3 NN -", "located": {"city": "Nordnes"}}), embargo="2099-05-04T04:00:00+00:00", dateline="NORDNES, May 3 NN -"),
    example(_DESK, ".json", _desk(embargoed_text="x", schedule_settings={"utc_embargo": None}, ednote="Three cats", slugline="lamp"), embargo=None, editor_note="Three cats"),
    example(_DESK, ".json", json.dumps({"_items": [json.loads(_desk(schedule_settings={"utc_embargo": "2099-05-04T04:00:00+0000"}))]}), embargo="2099-05-04T04:00:00+00:00"),
    example(_DESK, ".json", _desk(state="killed"), pub_status="canceled"),
)  # fmt: skip
