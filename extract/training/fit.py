"""Fits logistic models to cases: full-batch L-BFGS with NumPy, ridge penalty, no randomness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from extract.learned import Features

Vector = NDArray[np.float64]


class Matrix:
    """Feature rows as index and value arrays; features seen in fewer than `least` rows are left out."""

    def __init__(self, rows: Sequence[Features], least: int) -> None:
        seen = Counter(name for row in rows for name, value in row.items() if value)
        self.names = sorted(name for name, count in seen.items() if count >= least)
        at = {name: i for i, name in enumerate(self.names)}
        cells = [(r, at[n], v) for r, row in enumerate(rows) for n, v in row.items() if v and n in at]
        self.row = np.array([r for r, _, _ in cells], dtype=np.int64)
        self.column = np.array([c for _, c, _ in cells], dtype=np.int64)
        self.value = np.array([v for _, _, v in cells])
        self.count = len(rows)

    def scores(self, weights: Vector) -> Vector:
        """The sum of weight times value for each row."""
        return np.bincount(self.row, self.value * weights[self.column], self.count).astype(np.float64)

    def gradient(self, slopes: Vector) -> Vector:
        """The gradient by feature, from the gradient by row."""
        return np.bincount(self.column, self.value * slopes[self.row], len(self.names)).astype(np.float64)


def fit_chance(rows: Sequence[Features], labels: Sequence[bool], ridge: float, least: int = 4) -> dict[str, float]:
    """Weights of a logistic regression. `ridge` is the penalty on half the squared weights."""
    matrix = Matrix(rows, least)
    truth = np.array(labels, dtype=np.float64)

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = matrix.scores(weights)
        cost = float(np.sum(np.logaddexp(0, scores) - truth * scores) + ridge / 2 * weights @ weights)
        slopes = 1 / (1 + np.exp(-np.clip(scores, -30, 30))) - truth
        return cost, matrix.gradient(slopes) + ridge * weights

    return _named(matrix, _minimise(loss, len(matrix.names)))


def fit_choice(
    groups: Sequence[Sequence[Features]], right: Sequence[int], ridge: float, least: int = 4
) -> dict[str, float]:
    """Weights of a conditional logit: in each group of candidates, `right` is the index of the one to choose."""
    matrix = Matrix([row for group in groups for row in group], least)
    sizes = np.array([len(group) for group in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group_of = np.repeat(np.arange(len(groups)), sizes)
    chosen = starts + np.array(right)

    def loss(weights: Vector) -> tuple[float, Vector]:
        scores = matrix.scores(weights)
        top = np.maximum.reduceat(scores, starts)
        powers = np.exp(scores - top[group_of])
        whole = np.add.reduceat(powers, starts)
        cost = float(np.sum(np.log(whole) + top - scores[chosen]) + ridge / 2 * weights @ weights)
        slopes = powers / whole[group_of]
        slopes[chosen] -= 1
        return cost, matrix.gradient(slopes) + ridge * weights

    return _named(matrix, _minimise(loss, len(matrix.names)))


def _named(matrix: Matrix, weights: Vector) -> dict[str, float]:
    return {name: round(float(w), 3) for name, w in zip(matrix.names, weights, strict=True) if abs(w) >= 0.02}


def _minimise(loss: Callable[[Vector], tuple[float, Vector]], size: int, steps: int = 150, memory: int = 10) -> Vector:
    """The minimum of a smooth convex function from zero on: L-BFGS with backtracking (Nocedal and Wright, 7.2)."""
    at = np.zeros(size)
    cost, slope = loss(at)
    moves: list[tuple[Vector, Vector, float]] = []
    for _ in range(steps):
        direction = slope.copy()
        factors = []
        for step, change, scale in reversed(moves):
            factor = scale * float(step @ direction)
            factors.append(factor)
            direction -= factor * change
        if moves:
            step, change, scale = moves[-1]
            direction *= 1 / (scale * float(change @ change))
        for (step, change, scale), factor in zip(moves, reversed(factors), strict=True):
            direction += step * (factor - scale * float(change @ direction))
        length, downhill = 1.0 if moves else 1 / max(1.0, float(np.abs(slope).sum())), float(slope @ direction)
        for _ in range(30):
            new = at - length * direction
            new_cost, new_slope = loss(new)
            if new_cost <= cost - 1e-4 * length * downhill:
                break
            length /= 2
        else:
            break
        step, change = new - at, new_slope - slope
        curve = float(step @ change)
        if curve > 1e-12:
            moves = [*moves[-memory + 1 :], (step, change, 1 / curve)]
        at, slope, gain, cost = new, new_slope, cost - new_cost, new_cost
        if gain < 1e-6 * max(1.0, abs(cost)):
            break
    return at
