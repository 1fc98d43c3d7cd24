"""The bench of the reading engine, on what every checkout has, and the judge behind its reliability table."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.types import Actor, Article, Engine, Quote, Span
from tests.bench import reading
from tests.bench.reliability import judged, reliability

TEXT = "“We go,” said Ann Lee. “They stay,” said Bo Ruiz. “Night,” he thought."


def test_without_gold_beside_the_checkout_the_shipped_articles_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reading, "SHARED", tmp_path / "none")
    reading.read_all(tmp_path, [], long=False)
    printed = capsys.readouterr().out
    assert "seeds                        5" in printed
    assert "actors: 19 of 19" in printed
    assert "speech only" not in printed


def _article(*quotes: Quote) -> Article:
    actors = (Actor("a1", "Ann Lee", "person"), Actor("a2", "Bo Ruiz", "person"))
    return Article("x", "x", "", TEXT, Engine("", ""), actors=actors, quotes=quotes)


def _gold(words: str, entity: str, *, speech: bool = True) -> dict[str, object]:
    start = TEXT.index(words)
    return {
        "start": start, "end": start + len(words), "speech": speech, "speaker_entity": entity,
        "speaker_start": None, "speaker_end": None,
    }  # fmt: skip


def test_a_quote_is_right_by_words_and_actor_and_what_the_gold_leaves_open_is_not_judged() -> None:
    gold = [{"id": "x", "quotes": [
        _gold("We go", "Ann Lee"), _gold("They stay", "Bo Ruiz"), _gold("Night", "Bo Ruiz", speech=False),
    ]}]  # fmt: skip
    right = Quote("q1", "direct", (Span(1, 7),), actor="a1", confidence=0.9)
    wrong_actor = Quote("q2", "direct", (Span(24, 33),), actor="a1", confidence=0.9)
    wrong_words = Quote("q3", "direct", (Span(9, 21),), actor="a1", confidence=0.3)
    left_open = Quote("q4", "direct", (Span(TEXT.index("Night"), TEXT.index("Night") + 5),), actor="a2", confidence=0.9)
    article = _article(right, wrong_actor, wrong_words, left_open)
    assert list(judged(gold, [article])) == [(0.9, True), (0.9, False), (0.3, False)]
    lines = list(reliability(gold, [article]))
    assert lines[1].split() == ["0.0", "to", "0.5", "1", "0.30", "0.00"]
    assert lines[2].split() == ["0.9", "to", "1.0", "2", "0.90", "0.50"]
    assert "0.367 over 3" in lines[3]
