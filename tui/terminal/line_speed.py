"""Measures the line to the terminal: a query sent after a burst of output is answered when the burst has arrived.

A long round trip does not make a line slow, so after a late answer the query is sent again until no output precedes it,
and the time of its answer is subtracted. The rate is bytes divided by the remaining time. Two slow bursts in a row make
a slow line, since the machine may have been busy once.

Inside tmux, GNU screen or mosh these programs answer, so the line behind them is not measured.
"""

from __future__ import annotations

CURSOR_QUERY = "\x1b[6n"
"""Device status report: where is the cursor? Every terminal since the VT100 answers."""
MIN_BURST_CHARACTERS = 700
"""Shorter output is not timed."""
PROMPT_ANSWER_SECONDS = 0.15
"""An answer within this time means that the line is fast."""
SLOW_BYTES_PER_SECOND = 6_000
"""Below this rate, at which showing another pane takes a quarter of a second, a line is slow."""
FAST_PAUSE_SECONDS = 3.0
"""The pause in timing after a burst on a fast line."""
MIN_SLOW_BURSTS = 2
"""The number of slow bursts in a row that make a line slow."""


class LineSpeed:
    """Times output and answers. Times are seconds of a monotonic clock."""

    def __init__(self) -> None:
        self._began_at: float | None = None
        self._queried_at = self._answered_at = 0.0
        self._bytes = self._before_query = self._after_query = 0
        self._fast_at = float("-inf")
        self._slow_bursts = 0
        self.slow_bytes_per_second: float | None = None
        """The rate of a slow line; None until it is found to be slow."""

    def sent(self, size: int, now: float) -> bool:
        """Note that `size` characters are sent at `now`; return whether to send `CURSOR_QUERY` after them."""
        if self._began_at is not None:
            self._after_query += size
            return False
        if size < MIN_BURST_CHARACTERS or now - self._fast_at < FAST_PAUSE_SECONDS:
            return False
        self._began_at = self._queried_at = now
        self._bytes = self._before_query = size
        self._after_query = 0
        return True

    def answered(self, now: float) -> bool:
        """Note an answer at `now`; return whether to send `CURSOR_QUERY` again."""
        if self._began_at is None:
            return False
        took = now - self._queried_at
        if self._before_query and not (self._before_query == self._bytes and took <= PROMPT_ANSWER_SECONDS):
            self._answered_at, self._queried_at = now, now
            self._before_query, self._after_query = self._after_query, 0
            self._bytes += self._before_query
            return True
        self._judge(self._answered_at - self._began_at - took if not self._before_query else 0.0, now)
        self._began_at = None
        return False

    def _judge(self, carrying: float, now: float) -> None:
        """Rate a burst that took `carrying` seconds without the round trip."""
        if carrying > 0 and self._bytes / carrying < SLOW_BYTES_PER_SECOND:
            self._slow_bursts += 1
            if self._slow_bursts >= MIN_SLOW_BURSTS:
                self.slow_bytes_per_second = self._bytes / carrying
        else:
            self._slow_bursts, self._fast_at = 0, now
