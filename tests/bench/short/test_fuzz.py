"""The short form of `fuzz.py`, and that reading takes time in proportion to length."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from extract.parse.spacy_parser import SpacyParser
from extract.reader import Reader
from extract.types import Span
from tests.bench import fuzz
from tests.bench.any_parser import AnyParser


@pytest.fixture(scope="module")
def model() -> SpacyParser:
    return SpacyParser()


def test_random_and_mutated_articles_keep_every_promise(model: SpacyParser) -> None:
    failed = list(fuzz.run(range(360), model, every=12))
    assert failed == []


def test_articles_that_failed_once_do_not_again(model: SpacyParser) -> None:
    assert list(fuzz.run((7_006_376, 8_197_718), model, every=12)) == []


def test_a_broken_answer_is_noticed(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    good = Reader(AnyParser()).read(text, id="x", source="x")
    quote = good.quotes[0]
    assert fuzz.problems(text, good) == []
    assert fuzz.problems(text + " more", good)
    assert fuzz.problems(text, replace(good, blocks=good.blocks[1:]))
    assert fuzz.problems(text, replace(good, blocks=(good.blocks[0], *good.blocks)))
    for broken in (
        replace(quote, fragments=(Span(0, len(text) + 1),)),
        replace(quote, fragments=(Span(5, 9), Span(8, 12))),
        replace(quote, fragments=()),
        replace(quote, speaker=Span(9, 9)),
        replace(quote, actor="nobody"),
    ):
        assert fuzz.problems(text, replace(good, quotes=(broken, *good.quotes[1:]))), broken


@pytest.mark.parametrize("make", sorted(fuzz.PARAGRAPHS))
def test_rules_take_time_in_proportion_to_length(make: str) -> None:
    """Whatever the parse, twice the text takes about twice the time, and there is a floor for what is too quick."""
    reader = Reader(AnyParser())
    took = []
    for size in (20_000, 40_000):
        began = time.process_time()
        reader.read(fuzz.PARAGRAPHS[make](size), id=make, source="fuzz")
        took.append(time.process_time() - began)
    assert took[1] < 3 * took[0] + 0.2, took
