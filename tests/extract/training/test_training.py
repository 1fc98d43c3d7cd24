"""Fitting: known answers on small data, the same file each time, and what the gold answers."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from extract.learned import Decisions, Features, chance, shipped, total, weightiest
from extract.parse.spacy_parser import SpacyParser
from extract.training.cache import CachedParser
from extract.training.corpus import read_article
from extract.training.fit import fit_chance, fit_choice
from extract.training.gold import Gold
from extract.training.train import fit, fold_of, record, right_shares
from tests.conftest import ROOT

ARTICLES = sorted((ROOT / "seeds" / "corpus" / "articles").glob("w1-0*.xml"))[:4]


def test_a_chance_is_learned_from_what_matters() -> None:
    draw = random.Random(3)
    rows: list[Features] = [
        {"bias": 1.0, "red": float(draw.random() < 0.5), "noise": draw.random()} for _ in range(400)
    ]
    labels = [row["red"] == 1.0 for row in rows]
    weights = fit_chance(rows, labels, ridge=0.1)
    assert weights["red"] > 4 > abs(weights.get("noise", 0.0))
    assert chance(total({"bias": 1.0, "red": 1.0}, weights)) > 0.9
    assert chance(total({"bias": 1.0}, weights)) < 0.1


def test_a_choice_is_learned_among_candidates() -> None:
    groups: list[list[Features]] = [[{"near": 1.0}, {"far": 1.0}, {"far": 1.0, "same": 1.0}] for _ in range(30)]
    weights = fit_choice(groups, [2] * 20 + [0] * 10, ridge=0.1)
    choice = Decisions({"link": {"weights": weights}}).choose("link", groups[0], None)
    assert choice.best == 2
    assert choice.chances[2] == pytest.approx(2 / 3, abs=0.05)
    assert sum(choice.chances) == pytest.approx(1)


def test_the_weightiest_features_are_named() -> None:
    weights = {"bias": 9.0, "a": 0.5, "b": -2.0, "c": 1.0, "d": 0.1}
    features = dict.fromkeys("abcd", 1.0) | {"bias": 1.0}
    assert [name for name, _ in weightiest(features, weights)] == ["b", "c", "a"]


def test_training_is_deterministic_and_learns(tmp_path: Path) -> None:
    articles = [read_article(path) for path in ARTICLES]
    parser = CachedParser(SpacyParser(), tmp_path / "parses")
    cases = record(articles, parser)
    parser.save()
    again = record(articles, CachedParser(SpacyParser(), tmp_path / "parses"))
    models = fit(cases.values())
    assert json.dumps(models, sort_keys=True) == json.dumps(fit(again.values()), sort_keys=True)
    for name, (right, every) in right_shares(models, cases.values()).items():
        assert every < 20 or right >= 0.7 * every, name


def test_folds_hold_all_articles_and_differ_by_one_at_most() -> None:
    folds = fold_of([read_article(path) for path in ARTICLES])
    sizes = [list(folds.values()).count(fold) for fold in range(5)]
    assert sum(sizes) == len(ARTICLES)
    assert max(sizes) - min(sizes) <= 1


def test_the_gold_knows_its_own_mentions() -> None:
    for path in ARTICLES:
        gold = Gold(read_article(path))
        for mention in gold.mentions:
            found = gold.at(mention.span, speakers=False)
            assert found is not None
            assert found.head == mention.head


def test_the_shipped_decisions_are_small_and_complete() -> None:
    path = ROOT / "extract" / "data" / "decisions.json"
    assert path.stat().st_size < 600_000
    for name in ("quote", "end", "join", "actor", "nominal", "pronoun", "role", "affiliation"):
        assert shipped().weights(name)
