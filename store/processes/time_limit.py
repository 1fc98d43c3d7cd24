"""Reads an article within a time limit; beyond it the article is read in part, with a warning."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING

from extract.text import normalise, sha256
from extract.types import Article

if TYPE_CHECKING:
    from extract.reader import Reader

READING_SECONDS = 300.0
"""How long a reading may take; a megabyte takes less than one second."""
SHARES = (4, 16, 64, 0)
"""Shares read of a text that takes longer: the first quarter, then the first sixteenth and so on; at last nothing."""


class _TookTooLongError(BaseException):
    """The time is up; no handler of the reader catches this."""


def read_in_time(reader: Reader, text: str, *, id: str, source: str, seconds: float = READING_SECONDS) -> Article:
    """The article in `text`, read within about four times `seconds` at most. Call it in the main thread.

    If the whole text takes longer than `seconds`, only its beginning is read for actors and quotes, and a warning says
    how much. Raises what the reader does.
    """
    with contextlib.suppress(_TookTooLongError), _alarm(seconds):
        return reader.read(text, id=id, source=source)
    complete = normalise(text)
    for share in SHARES:
        part = _beginning(complete, len(complete) // share if share else 0)
        with contextlib.suppress(_TookTooLongError), _alarm(seconds):
            found = reader.read(part, id=id, source=source)
            read = 100 * len(part) // max(1, len(complete))
            warning = f"reading took longer than {seconds:g} seconds: only the first {read} % was read"
            return replace(found, text=complete, sha256=sha256(complete), warnings=(*found.warnings, warning))
    raise TimeoutError(f"reading takes longer than {seconds:g} seconds")


def _beginning(text: str, length: int) -> str:
    """About `length` characters, up to the end of a paragraph if there is one."""
    end = text.rfind("\n\n", 0, length)
    return text[: end + 1 if end > 0 else length]


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise _TookTooLongError in the block after `seconds`, once any library call in progress returns."""

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise _TookTooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
