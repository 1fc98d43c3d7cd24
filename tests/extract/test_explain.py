"""What `--explain` is told about a reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.explain import explain
from extract.reader import Reader, Reading
from tests.bench.any_parser import AnyParser
from tests.bench.fuzz import article_text, seeds

TEXT = """Bridge is safe, mayor says

“We rebuilt the bridge,” Mayor Ann Lee told Reuters. “It will hold.”

“And it is ours.”

She said that it took a year. The so-called “night mayor” opened the bridge.
"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def reading(reader: Reader) -> Reading:
    return reader.examine(TEXT, id="bridge", source="bridge.txt")


def test_rules_cue_words_and_zone_of_each_quote(reading: Reading) -> None:
    explained = explain(reading)
    by_words = {quote["fragments"][0]["text"].rstrip(","): quote for quote in explained["quotes"]}
    quote = by_words["We rebuilt the bridge"]
    assert (quote["rule"], quote["zone"], quote["cue"]["text"]) == ("quote then cue", "paragraph", "told")
    assert (quote["speaker"]["text"], quote["addressee"]["text"]) == ("Mayor Ann Lee", "Reuters")
    assert (quote["actor"]["name"], quote["actor_rule"]) == ("Ann Lee", "name")
    she = next(quote for quote in explained["quotes"] if quote["speaker"] and quote["speaker"]["text"] == "She")
    assert (she["actor"]["name"], she["actor_rule"]) == ("Ann Lee", "pronoun")
    free = next(quote for quote in explained["quotes"] if quote["from"])
    assert free["actor_rule"] in ("carried over", "last speaker")
    assert free["from"] == quote["id"]
    assert [span["text"] for span in explained["set_apart"]] == ["night mayor"]
    assert [zone["kind"] for zone in explained["zones"]][:2] == ["headline", "paragraph"]


def test_every_quote_says_what_decided(reader: Reader, seed: Path) -> None:
    explained = explain(reader.examine(seed.read_text(encoding="utf-8"), id="seed", source="seed"))
    assert len(explained["quotes"]) >= 14
    for quote in explained["quotes"]:
        assert quote["rule"]
        assert quote["actor"] is not None
        assert quote["actor_rule"]
        assert 0 <= quote["confidence"] <= 1
        assert 0 < quote["found"] <= 1
        decision = quote["decision"]
        assert decision is None or (decision["name"] in ("nominal", "pronoun") and 1 <= len(decision["features"]) <= 3)
    learned = [quote for quote in explained["quotes"] if quote["actor_rule"] == "pronoun"]
    assert learned
    assert all(quote["decision"]["name"] == "pronoun" for quote in learned)


def test_the_contract_gains_no_field(reading: Reading, reader: Reader) -> None:
    assert reading.article == reader.read(TEXT, id="bridge", source="bridge.txt")
    assert "rule" not in json.dumps(reading.article.to_dict())


def test_any_text_and_any_parse_can_be_explained() -> None:
    sources, reader = seeds(), Reader(AnyParser())
    for number in range(120):
        text = article_text(number, sources)
        reading = reader.examine(text, id=str(number), source="fuzz")
        explained = json.loads(json.dumps(explain(reading)))
        assert [quote["id"] for quote in explained["quotes"]] == [quote.id for quote in reading.article.quotes]
        assert all((quote["actor"] is None) == (quote["actor_rule"] is None) for quote in explained["quotes"])
