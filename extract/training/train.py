"""Trains `extract/data/decisions.json` on the corpus: records cases, fits models, and measures on unseen articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.learned import Decisions, Features, chance, total
from extract.parse.spacy_parser import Parser
from extract.reader import Reader
from extract.training.corpus import Annotated
from extract.training.fit import fit_chance, fit_choice
from extract.training.gold import Gold
from extract.training.recorder import Cases, Judge, Recorder

FOLDS = 5
Judged = tuple[Features, bool, bool]
"""The features of a quote, whether its content and actor are right, and whether its content is."""
RIDGE = {
    "quote": 3.0, "end": 2.0, "join": 1.0, "actor": 3.0, "nominal": 3.0, "pronoun": 3.0,
    "role": 2.0, "affiliation": 2.0,
}  # fmt: skip
"""The penalty on the weights of each model."""
THRESHOLD = {"join": 0.5, "actor": 0.22, "quote": 0.4}
"""The probability from which a decision is yes, chosen on the folds."""


def record(articles: Iterable[Annotated], parser: Parser, own: Decisions | None = None) -> dict[str, Cases]:
    """The cases of each article, by its id; with `own` in the states that these decisions lead to."""
    found = {}
    for article in articles:
        recorder = Recorder(Gold(article), own)
        Reader(parser, recorder).read(article.text, id=article.id, source="corpus")
        recorder.settle()
        found[article.id] = recorder.cases
    return found


def fit(cases: Iterable[Cases]) -> dict[str, Any]:
    """The models, ready for `Decisions`."""
    everything = Cases()
    for some in cases:
        everything.add(some)
    models: dict[str, Any] = {}
    for name, rows in everything.chances.items():
        weights = fit_chance([f for f, _ in rows], [y for _, y in rows], RIDGE[name])
        models[name] = {"threshold": THRESHOLD[name], "weights": weights}
    for name, groups in everything.choices.items():
        models[name] = {"weights": fit_choice([g for g, _ in groups], [y for _, y in groups], RIDGE[name])}
    return models


def fold_of(articles: Sequence[Annotated]) -> Mapping[str, int]:
    """The fold of each article: every fifth by id within its source, so that folds are alike."""
    ids = sorted(article.id for article in articles)
    return {id_: i % FOLDS for i, id_ in enumerate(ids)}


def judge(articles: Iterable[Annotated], parser: Parser, models: Mapping[str, Any]) -> list[Judged]:
    """Quotes of articles unseen by the models: features, whether all is right, whether the content is."""
    found: list[Judged] = []
    for article in articles:
        decisions = Judge(models, Gold(article))
        Reader(parser, decisions).read(article.text, id=article.id, source="corpus")
        found += decisions.cases()
    return found


def fit_confidence(judged: Sequence[Judged]) -> dict[str, Any]:
    """The model of a quote's confidence, from quotes read by models trained without their article."""
    return {"weights": fit_chance([f for f, _, _ in judged], [right for _, right, _ in judged], ridge=2.0)}


def calibration_error(chances: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: mean gap between stated and true share over equally wide bins, by their size."""
    error = 0.0
    for low in range(bins):
        own = [i for i, p in enumerate(chances) if low / bins <= p < (low + 1) / bins or (p == 1.0 and low == bins - 1)]
        if own:
            error += abs(sum(chances[i] for i in own) - sum(right[i] for i in own))
    return error / max(1, len(chances))


def confidence_report(judged: Mapping[int, Sequence[Judged]]) -> list[str]:
    """Lines on the calibration of the confidence, each fold rated by a model of the other folds."""
    stated: list[float] = []
    for fold in judged:
        weights = fit_confidence([case for other in judged if other != fold for case in judged[other]])["weights"]
        stated += [chance(total(features, weights)) for features, _, _ in judged[fold]]
    cases = [case for fold in judged.values() for case in fold]
    lines = [f"expected calibration error {calibration_error(stated, [right for _, right, _ in cases]):.3f}"]
    for least in (0.5, 0.6, 0.7, 0.75, 0.8):
        shown = [case for case, sure in zip(cases, stated, strict=True) if sure >= least]
        found = [right for _, right, content in shown if content]
        if found:
            share, right = 100 * len(shown) / len(cases), 100 * sum(found) / len(found)
            lines.append(f"from {least}: {share:.0f} % of the quotes; actor right in {right:.1f} %")
    return lines


def right_shares(models: Mapping[str, Any], cases: Iterable[Cases]) -> dict[str, tuple[int, int]]:
    """For each decision, the number of cases decided as in the gold, and the total."""
    counts: dict[str, list[int]] = {}
    for some in cases:
        for name, rows in some.chances.items():
            count = counts.setdefault(name, [0, 0])
            for features, label in rows:
                says = chance(total(features, models[name]["weights"])) >= models[name]["threshold"]
                count[0] += says == label
                count[1] += 1
        for name, groups in some.choices.items():
            count = counts.setdefault(name, [0, 0])
            for group, right in groups:
                scores = [total(features, models[name]["weights"]) for features in group]
                count[0] += scores.index(max(scores)) == right
                count[1] += 1
    return {name: (right, case_count) for name, (right, case_count) in counts.items()}
