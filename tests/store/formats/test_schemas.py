"""The samples that claim to be valid are, by the schemas in `tests/data/formats`; the others are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from store.feeds import opml
from store.feeds.subscriptions import Subscription
from tests.store.formats.corpus.ninjs_whole import VERSIONS, whole
from tests.store.formats.schemas import SCHEMAS, errors, of_version
from tests.store.formats.test_corpus import CORPUS

HELD = [name for name, sample in CORPUS.items() if sample.schema]
XSD = "{http://www.w3.org/2001/XMLSchema}"


@pytest.mark.parametrize("name", HELD)
def test_a_sample_is_valid_or_wrong_on_purpose(name: str) -> None:
    sample = CORPUS[name]
    found = errors(sample.schema, sample.data)
    if sample.invalid:
        assert any(sample.invalid in each for each in found), found
    else:
        assert found == []


def test_every_schema_holds_samples() -> None:
    used = {CORPUS[name].schema for name in HELD}
    assert used >= {f"ninjs-{version}" for version in VERSIONS} | {"nitf-3.6", "newsml-g2-2.30"}
    assert used >= {"atom", "rss-2.0", "jsonfeed-1.1"}
    assert len(HELD) >= 200
    assert sum(1 for name in HELD if CORPUS[name].invalid) <= 20


def _names(value: Any) -> set[str]:
    """Every key in a JSON value."""
    if isinstance(value, list):
        return set().union(*(_names(each) for each in value))
    return set(value).union(*(_names(each) for each in value.values())) if isinstance(value, dict) else set()


def _properties(schema: Any) -> set[str]:
    """Every property that a version's JSON Schema can come to."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting: list[Any] = [{key: rule for key, rule in schema.items() if key != "$defs"}]
    while waiting:
        rule = waiting.pop()
        if isinstance(rule, list):
            waiting += rule
        elif isinstance(rule, dict):
            found.update(rule.get("properties", {}))
            waiting += rule.values()
            name = str(rule.get("$ref", "")).removeprefix("#/$defs/")
            if name in schema["$defs"] and name not in seen:
                seen.add(name)
                waiting.append(schema["$defs"][name])
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_the_whole_item_has_every_property_of_its_version(version: str) -> None:
    schema = json.loads((SCHEMAS / f"ninjs-{version[0]}.schema.json").read_text())
    known = _properties(of_version(schema, version))
    either = {"linkedrights", "encodedrights", "linkedRights", "encodedRights", "recurrenceDates"}
    assert known - _names(whole(version)) - either == set()


@pytest.mark.parametrize("before", [v for v in VERSIONS if v not in ("1.7", "2.3", "3.2")])
def test_what_a_version_adds_is_refused_by_the_one_before(before: str) -> None:
    after = VERSIONS[VERSIONS.index(before) + 1]
    assert errors(f"ninjs-{before}", json.dumps(whole(after)).encode()) != []
    assert errors(f"ninjs-{after}", json.dumps(_without_standard(whole(before))).encode()) == []


def _without_standard(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if "standard" not in key}


@pytest.mark.parametrize(
    ("prefix", "whole_sample", "absent"),
    [
        ("nitf-3.6", "nitf_whole/whole.xml", {"ruby", "rb", "rt", "rp", "rbc", "rtc"}),
        ("newsml-g2-2.30", "newsml_whole/whole.xml", {"rightsExpressionXML"}),
    ],
)
def test_the_whole_document_has_every_element_of_its_format(prefix: str, whole_sample: str, absent: set[str]) -> None:
    declared = {
        str(each.get("name"))
        for path in SCHEMAS.glob(f"{prefix}*.xsd")
        for each in etree.parse(path).iter(f"{XSD}element")
        if each.get("name")
    }
    used = {etree.QName(each).localname for each in etree.fromstring(CORPUS[whole_sample].data).iter("*")}
    assert declared - used - absent == set()


def test_our_lists_of_feeds_are_opml() -> None:
    feeds = [
        Subscription("https://a.example/f", "A & B", "News"),
        Subscription("https://b.example/f", "", "", "https://b.example/"),
    ]
    assert errors("opml-2.0", opml.write(feeds).encode()) == []
    assert errors("opml-2.0", opml.write(feeds).replace("xmlUrl", "url").encode()) != []
    assert errors("opml-2.0", opml.write([]).encode()) != []  # the standard asks for an outline; we have none to give
