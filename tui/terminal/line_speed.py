"""How fast the line to the terminal is: a question behind a burst of output comes back when the burst has gone through.

The round trip itself is no sign of a slow line, so a late answer is checked: the question is asked again, until once
nothing was sent before it, and what that takes is not counted. Bytes by the time that is left are the rate. It takes
two slow bursts in a row to call the line slow, for the machine may have been busy once.

Inside tmux, GNU screen or mosh the answer comes from these, and so tells nothing of the line behind them.
"""

from __future__ import annotations

ASK = "\x1b[6n"
"""Device status report: where is the cursor? Every terminal since the VT100 answers."""
BURST = 700
"""Characters from which output is worth timing."""
PROMPT = 0.15
"""Seconds within which an answer shows at once that the line is fast enough."""
SLOW = 6_000
"""Bytes a second below which a line is slow: another pane takes a quarter of a second."""
PAUSE = 3.0
"""Seconds between two bursts that are timed, once one has shown the line to be fast."""
TURNS = 2
"""So many slow bursts in a row make a slow line."""


class LineSpeed:
    """Keeps what was asked and when. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._asked = self._through = 0.0
        self._bytes = self._behind = self._since = 0
        self._fast_at = float("-inf")
        self._turns = 0
        self.slow_at: float | None = None
        """The rate in bytes a second, once the line has proved slow."""

    def sent(self, size: int, now: float) -> bool:
        """So much is sent at `now`; whether to send `ASK` behind it."""
        if self._began is not None:
            self._since += size
            return False
        if size < BURST or now - self._fast_at < PAUSE:
            return False
        self._began = self._asked = now
        self._bytes = self._behind = size
        self._since = 0
        return True

    def answered(self, now: float) -> bool:
        """An answer came at `now`; whether to send `ASK` again."""
        if self._began is None:
            return False
        took = now - self._asked
        if self._behind and not (self._behind == self._bytes and took <= PROMPT):
            self._through, self._asked = now, now
            self._behind, self._since = self._since, 0
            self._bytes += self._behind
            return True
        self._judge(self._through - self._began - took if not self._behind else 0.0, now)
        self._began = None
        return False

    def _judge(self, carrying: float, now: float) -> None:
        """The bytes took so many seconds, without the round trip."""
        if carrying > 0 and self._bytes / carrying < SLOW:
            self._turns += 1
            if self._turns >= TURNS:
                self.slow_at = self._bytes / carrying
        else:
            self._turns, self._fast_at = 0, now
