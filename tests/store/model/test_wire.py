"""Wire metadata: kept, read back whatever the file holds, and an embargo said in words until it passes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.articles.library import Library
from store.articles.sources import Loaded
from store.model.wire import INDEFINITE, Subject, Wire, embargo_in_words, status_in_words

FULL = Wire(
    headline="Harbour bridge closes",
    standfirst="Cracks found",
    byline="By Ada Quill",
    dateline="PORT ELLEN",
    published="2026-11-24T08:00:00+01:00",
    updated="2026-11-24T09:00:00+01:00",
    version="3",
    urgency=2,
    priority=1,
    subjects=(Subject("medtop:11000000", "politics"), Subject("", "bridges")),
    keywords=("bridge", "harbour"),
    embargo="2026-11-25T06:00:00+00:00",
    editor_note="Adds quote in paragraph 4",
    copyright="(c) 2026 Nordtelegram",
    usage_terms="No archive use",
    credit="Nordtelegram",
    language="en-GB",
    guid="urn:newsml:nordtelegram.example:20261124:bridge",
    url="https://nordtelegram.example/bridge",
    source="Nordtelegram",
    pub_status="usable",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "name", "x"]), inner),
    max_leaves=6,
)


def test_everything_goes_through_json() -> None:
    assert Wire.from_dict(json.loads(json.dumps(FULL.to_dict()))) == FULL
    assert Wire().to_dict() == {}
    assert Wire.from_dict({}) == Wire()


def test_unknown_keys_and_wrong_types_are_ignored() -> None:
    assert Wire.from_dict({"headline": 3, "later": "x", "urgency": True, "priority": 11, "byline": "B"}) == Wire(
        byline="B"
    )


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(Wire.__slots__)), JSON))
def test_reading_never_raises(data: dict[str, object]) -> None:
    wire = Wire.from_dict(data)
    assert Wire.from_dict(json.loads(json.dumps(wire.to_dict()))) == wire


@pytest.mark.parametrize(
    ("embargo", "words"),
    [
        ("2026-11-25T07:00:00+01:00", "EMBARGOED until 25 Nov 2026 06:00 UTC"),
        ("2026-11-25T06:00:00Z", "EMBARGOED until 25 Nov 2026 06:00 UTC"),
        ("2026-11-24T12:00:00+00:00", None),
        ("2026-11-24T13:30:00+01:00", "EMBARGOED until 24 Nov 2026 12:30 UTC"),
        (INDEFINITE, "EMBARGOED until further notice"),
        ("9999-12-31T23:59:59-12:00", "EMBARGOED until further notice"),
        ("soon", None),
        (None, None),
    ],
)
def test_an_embargo_is_reported_until_it_passes(embargo: str | None, words: str | None) -> None:
    assert embargo_in_words(Wire(embargo=embargo), datetime(2026, 11, 24, 12, tzinfo=UTC)) == words


def test_only_unusable_articles_are_reported() -> None:
    assert status_in_words(None) is None
    assert status_in_words(Wire()) is None
    assert status_in_words(FULL) is None
    assert status_in_words(Wire(pub_status="canceled")) == "CANCELED by the sender: do not use"


def test_the_library_keeps_it(tmp_path: Path) -> None:
    library = Library(tmp_path)
    entry = library.keep(Loaded("a.xml", "a", "Text.\n", location="/a.xml", wire=FULL))
    assert (entry.wire, entry.published) == (FULL, FULL.published)
    again = Library(tmp_path).entries()[0]
    assert again == entry
    lifted = Wire(headline="Harbour bridge closes")
    assert library.keep(Loaded("a.xml", "a", "Text.\n", location="/a.xml", wire=lifted)).wire == lifted
    assert library.keep(Loaded("a.xml", "a", "Other.\n", location="/a.xml")).wire is None


def test_an_article_stored_before_there_were_wires_opens(tmp_path: Path) -> None:
    library = Library(tmp_path)
    entry = library.keep(Loaded("a.txt", "a", "Text.\n", location="/a.txt"))
    file = tmp_path / "articles" / f"{entry.key}.json"
    old = json.loads(file.read_text())
    del old["wire"]
    file.write_text(json.dumps(old))
    assert library.entries() == [entry]
    file.write_text(json.dumps({**old, "wire": "damaged"}))
    assert library.entries() == [entry]
