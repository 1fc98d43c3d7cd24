"""A line is called slow by what it carries, not by how far the terminal is away."""

from __future__ import annotations

import pytest

from tui.terminal.line_speed import FAST_PAUSE_SECONDS, LineSpeed
from tui.terminal.low_bandwidth import Choice, low_bandwidth_choice


class Line:
    """A line with a round trip, carrying so many bytes a second; the app sends over it, on a clock of its own."""

    def __init__(self, rate: float, round_trip: float) -> None:
        self.rate, self.round_trip = rate, round_trip
        self.now = self.free_at = 0.0
        self.speed = LineSpeed()
        self.query_count = 0
        self.answers: list[float] = []

    def send(self, size: int) -> None:
        """Send output; it queues behind what is on its way."""
        ask = self.speed.sent(size, self.now)
        self.free_at = max(self.free_at, self.now) + size / self.rate
        if ask:
            self._ask()

    def _ask(self) -> None:
        self.query_count += 1
        self.answers.append(max(self.free_at, self.now) + self.round_trip)

    def wait(self, seconds: float) -> None:
        """Let time pass; answers come in."""
        until = self.now + seconds
        while self.answers and min(self.answers) <= until:
            self.now = min(self.answers)
            self.answers.remove(self.now)
            if self.speed.answered(self.now):
                self._ask()
        self.now = until


@pytest.mark.parametrize(
    ("rate", "round_trip", "slow"),
    [(1_000, 0.05, True), (3_000, 0.6, True), (5_000, 0.1, True), (20_000, 0.05, False), (1e6, 2.0, False)],
)
def test_distance_is_not_slowness(rate: float, round_trip: float, slow: bool) -> None:
    line = Line(rate, round_trip)
    for pause in (0.02, 0.3, 12.0, 12.0, 12.0):
        line.send(2_000)
        line.wait(pause)
    line.wait(60)
    assert (line.speed.slow_bytes_per_second is not None) == slow
    if line.speed.slow_bytes_per_second is not None:
        assert line.speed.slow_bytes_per_second == pytest.approx(rate, rel=0.25)


def test_one_slow_burst_is_a_busy_machine() -> None:
    line = Line(1_000, 0.05)
    line.send(2_000)
    line.wait(20)
    line.rate = 1e6
    for _ in range(5):
        line.send(2_000)
        line.wait(20)
    assert line.speed.slow_bytes_per_second is None


def test_small_output_and_a_fast_line_are_left_alone() -> None:
    line = Line(1e6, 0.05)
    line.send(600)
    line.wait(1)
    assert line.query_count == 0
    for _ in range(20):
        line.send(2_000)
        line.wait(FAST_PAUSE_SECONDS / 10)
    assert line.query_count == 2
    assert not line.speed.answered(line.now), "an answer to nobody's question"


@pytest.mark.parametrize(
    ("argument", "env", "setting", "wanted"),
    [
        (None, {}, "auto", "auto"),
        (None, {}, "on", "on"),
        (None, {"COPYDESK_LOW_BANDWIDTH": "0"}, "on", "off"),
        (None, {"COPYDESK_LOW_BANDWIDTH": "1"}, "off", "on"),
        (None, {"COPYDESK_LOW_BANDWIDTH": "perhaps"}, "off", "off"),
        (False, {"COPYDESK_LOW_BANDWIDTH": "on"}, "on", "off"),
        (True, {}, "off", "on"),
    ],
)
def test_the_nearest_word_counts(argument: bool | None, env: dict[str, str], setting: str, wanted: Choice) -> None:
    assert low_bandwidth_choice(argument, env, setting) == wanted
