"""How fast the line to the terminal is: a query sent after a burst of output is answered when the burst is through.

The round trip itself does not make a line slow, so a late answer is checked: the query is sent again, until once
nothing was sent before it, and the time that this takes is subtracted. Bytes by the time that is left are the rate. It
takes two slow bursts in a row to call the line slow, for the machine may have been busy once.

Inside tmux, GNU screen or mosh these give the answer, so it says nothing about the line behind them.
"""

from __future__ import annotations

CURSOR_QUERY = "\x1b[6n"
"""Device status report: where is the cursor? Every terminal since the VT100 answers."""
MIN_BURST_CHARACTERS = 700
"""From this size on output is worth timing."""
PROMPT_SECONDS = 0.15
"""An answer within this time shows at once that the line is fast enough."""
SLOW_BYTES_PER_SECOND = 6_000
"""Below this rate a line is slow: another pane takes a quarter of a second."""
PAUSE_SECONDS = 3.0
"""How long no burst is timed once one has shown the line to be fast."""
SLOW_BURSTS = 2
"""So many slow bursts in a row make a slow line."""


class LineSpeed:
    """Keeps what was sent and when. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._asked = self._through = 0.0
        self._bytes = self._behind = self._since = 0
        self._fast_at = float("-inf")
        self._slow_bursts = 0
        self.slow_bytes_per_second: float | None = None
        """The rate, once the line has proved slow."""

    def sent(self, size: int, now: float) -> bool:
        """`size` characters are being sent at `now`; returns whether to send `CURSOR_QUERY` after them."""
        if self._began is not None:
            self._since += size
            return False
        if size < MIN_BURST_CHARACTERS or now - self._fast_at < PAUSE_SECONDS:
            return False
        self._began = self._asked = now
        self._bytes = self._behind = size
        self._since = 0
        return True

    def answered(self, now: float) -> bool:
        """An answer arrived at `now`; returns whether to send `CURSOR_QUERY` again."""
        if self._began is None:
            return False
        took = now - self._asked
        if self._behind and not (self._behind == self._bytes and took <= PROMPT_SECONDS):
            self._through, self._asked = now, now
            self._behind, self._since = self._since, 0
            self._bytes += self._behind
            return True
        self._judge(self._through - self._began - took if not self._behind else 0.0, now)
        self._began = None
        return False

    def _judge(self, carrying: float, now: float) -> None:
        """The bytes took `carrying` seconds, without the round trip."""
        if carrying > 0 and self._bytes / carrying < SLOW_BYTES_PER_SECOND:
            self._slow_bursts += 1
            if self._slow_bursts >= SLOW_BURSTS:
                self.slow_bytes_per_second = self._bytes / carrying
        else:
            self._slow_bursts, self._fast_at = 0, now
