"""A sourcing picture as text: aligned bars, readable in 80 columns and without colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.cells import cell_len

from widgets.text.chart import LEGEND, bar
from widgets.text.safe import one_line

if TYPE_CHECKING:
    from store.sourcing.picture import By, Picture, Row
    from store.sourcing.voices import Voiced

HEADINGS: dict[By, str] = {
    "actor": "Who speaks",
    "kind": "What speaks",
    "role": "In which role",
    "country": "For which country",
    "form": "Direct or indirect",
    "naming": "Named, described or unnamed",
    "voices": "By the article's voices",
    "claims": "Claims by who stands behind them",
    "day": "By day of publication",
    "week": "By week of publication",
    "month": "By month of publication",
}
REPORT: tuple[By, ...] = ("actor", "kind", "country", "naming", "form", "claims")
"""The tables of the default report."""
LABEL_CELLS = 34
"""Width of the labels; the bars get the width left by the numbers."""
WITHOUT_A_NAME = ("described", "unnamed")
"""Details that are left out if they do not fit."""
NUMBERS_CELLS = 6 + 7 + 7


def lines(picture: Picture, tables: Sequence[By], heading: str, *, top: int, width: int = 80) -> Iterator[str]:
    """The report, line by line, each at most `width` cells. `heading` names the articles covered."""
    yield one_line(heading, width)
    yield ""
    yield from summary(picture)
    for by in tables:
        rows = picture.rows(by)
        if rows:
            yield ""
            yield from _table(rows, by, top, width)
    if picture.words:
        yield ""
        yield LEGEND


def summary(picture: Picture) -> Iterator[str]:
    """The definition of the counts, in a few lines."""
    yield f"{_n(picture.articles, 'article')}, {_n(picture.quotes, 'quote')}, {_n(picture.words, 'word')} quoted"
    if picture.unread:
        yield f"{_n(picture.unread, 'article')} not counted yet: not read by Copydesk; `copydesk read` reads them"
    if picture.repeats:
        yield f"{_n(picture.repeats, 'article')} not counted: the same story in other papers"
    if picture.checked_words:
        proven = f"{picture.proven_words:,} of {_n(picture.checked_words, 'word')}"
        yield f"proven by evidence: {proven} that were held against it"
    if picture.quotes:
        yield f"effective number of speakers: {picture.effective_speakers:.1f}"
    if picture.articles == 1 and picture.quotes:
        keys = [row.key for row in picture.rows("actor")]
        sure = len(keys) - keys.count("unknown")
        yield f"voices: {sure}" + (", and some unknown" if sure < len(keys) else "")
    if picture.articles > 1:
        voices = ", ".join(each.replace(" ", "\u00a0") for each in _voices(picture))  # no line break within any of them
        for line in wrap(f"voices: {voices}", 80, subsequent_indent=" " * 8):
            yield line.replace("\u00a0", " ")


def _voices(picture: Picture) -> Iterator[str]:
    """The number of articles by number of voices; categories without articles are left out."""
    alone = f" ({picture.alone:,} with one quote only)" if picture.alone else ""
    wordings: dict[Voiced, str] = {
        "several voices": "several in",
        "one voice": "one in",
        "one voice, others unknown": "perhaps one in",
        "unknown": "unknown in",
        "no quotes": "no quotes in",
    }
    of = True
    for kind, words in wordings.items():
        if count := picture.voiced[kind]:
            counted = _n(count, "article") if of else f"{count:,}"
            yield f"{words} {counted}{alone if kind == 'one voice' else ''}"
            of = False


def _table(rows: Sequence[Row], by: By, top: int, width: int) -> Iterator[str]:
    from store.sourcing.picture import OTHERS, longest, shown

    found = shown(rows, top)
    most = longest(row for row, _share in found)
    room = width - LABEL_CELLS - NUMBERS_CELLS - 2
    yield f"{_padded(HEADINGS[by], LABEL_CELLS)}quotes  words  share"
    for row, share in found:
        drawn = bar((row.direct, row.mixed, row.indirect), most, room) if row.key != OTHERS else ""
        numbers = f"{row.quotes:>6,}{row.words:>7,}{share:>6.1f}%"
        label = row.label if row.detail in WITHOUT_A_NAME and cell_len(name(row)) >= LABEL_CELLS else name(row)
        yield f"{_padded(label, LABEL_CELLS)}{numbers}  {drawn}".rstrip()


def name(row: Row) -> str:
    """A row's label with its details: `Liu Pengyu (spokesman, China)`."""
    return f"{row.label} ({row.detail})" if row.detail else row.label


def _padded(text: str, width: int) -> str:
    shown = one_line(text, width - 1)
    return shown + " " * (width - cell_len(shown))


def _n(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
