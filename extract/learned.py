"""Decisions learned from annotated articles: logistic models over named features, a few kilobytes of JSON.

`extract.training` writes `data/decisions.json`; `docs/accuracy.md` is its model card. Reading needs only the standard
library. A feature is a name and a number; a model sums weight times number, and the logistic function turns the sum
into a probability. So the most important features of a decision can be listed (`weightiest`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

Features = dict[str, float]
"""The features of one case by name. Most are 1.0; an absent feature counts as 0."""

Weights = Mapping[str, float]


def total(features: Features, weights: Weights) -> float:
    """The sum of weight times number: the log odds, or a score to compare candidates with."""
    score = 0.0
    for name, value in features.items():
        weight = weights.get(name)
        if weight is not None:
            score += weight * value
    return score


def chance(score: float) -> float:
    """The probability for log odds of `score`."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def log_odds(probability: float) -> float:
    """The log odds of a probability, limited to -4 to 4."""
    return max(-4.0, min(4.0, math.log(max(probability, 1e-9) / max(1 - probability, 1e-9))))


def weightiest(features: Features, weights: Weights, count: int = 3) -> list[tuple[str, float]]:
    """The `count` features that changed a score most, with what each added to it, weightiest first."""
    parts = [(name, weights.get(name, 0.0) * value) for name, value in features.items() if name != "bias"]
    return sorted((part for part in parts if part[1]), key=lambda part: -abs(part[1]))[:count]


class Choice(NamedTuple):
    """The index of the candidate chosen, and the probability of each."""

    best: int
    chances: Sequence[float]


class Decisions:
    """The learned decisions by name: yes or no (`chance`), and one of several (`choose`).

    `about` is the subject of a decision. Reading ignores it; training looks up the right answer by it.
    """

    def __init__(self, models: Mapping[str, Any]) -> None:
        self._weights: dict[str, Weights] = {name: model["weights"] for name, model in models.items()}
        self._thresholds: dict[str, float] = {name: model.get("threshold", 0.5) for name, model in models.items()}

    def weights(self, name: str) -> Weights:
        """The weights of a model; {} if there is no such model."""
        return self._weights.get(name, {})

    def threshold(self, name: str) -> float:
        """The probability from which a model decides yes. Raises KeyError if there is no such model."""
        return self._thresholds[name]

    def chance(self, name: str, features: Features, about: object) -> float:
        """The probability of yes, 0 to 1."""
        return chance(total(features, self._weights.get(name, {})))

    def choose(self, name: str, candidates: Sequence[Features], about: object) -> Choice:
        """The most probable of one or more candidates, by conditional logit. Raises KeyError for an unknown model."""
        weights = self._weights[name]
        scores = [total(features, weights) for features in candidates]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        whole = sum(powers)
        return Choice(scores.index(top), [power / whole for power in powers])


@cache
def shipped() -> Decisions:
    """The decisions shipped with this version of Copydesk."""
    return Decisions(json.loads((files("extract") / "data" / "decisions.json").read_text("utf-8"))["models"])
