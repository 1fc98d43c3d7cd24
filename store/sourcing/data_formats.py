"""A sourcing picture for other programs: CSV of one table, JSON of all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from store.interchange.cells import write_rows
from store.sourcing.picture import TABLES, By, Picture, Row, shares
from store.sourcing.voices import VOICED

SCHEMA = "copydesk.sourcing/1"
COUNTS = (
    "quotes", "words", "share", "articles", "direct", "mixed", "indirect", "named", "described", "unnamed", "unknown",
)  # fmt: skip
"""The counts of a row. `share` is in percent of the table's words; the columns after `articles` count words."""


def csv(picture: Picture, by: By) -> Iterator[str]:
    """One table as CSV lines, with cells that no spreadsheet executes."""
    yield from write_rows([(by, "detail", *COUNTS)])
    for row, share in _shared(picture, by):
        yield from write_rows([(row.label, row.detail, *(str(value) for value in _counts(row, share).values()))])


def to_dict(picture: Picture, tables: tuple[By, ...] = TABLES) -> dict[str, Any]:
    """The picture ready for `json.dumps`, with every row of `tables`."""
    return {
        "schema": SCHEMA,
        "articles": picture.articles,
        "unread": picture.unread,
        "repeats": picture.repeats,
        "quotes": picture.quotes,
        "words": picture.words,
        "effective_speakers": round(picture.effective_speakers, 2),
        "voices": {kind: picture.voiced[kind] for kind in VOICED},
        "one_quote_only": picture.alone,
        "tables": {by: [_row(row, share) for row, share in _shared(picture, by)] for by in tables},
    }


def _shared(picture: Picture, by: By) -> Iterator[tuple[Row, float]]:
    rows = picture.rows(by)
    yield from zip(rows, shares([row.words for row in rows]), strict=True)


def _row(row: Row, share: float) -> dict[str, Any]:
    return {"key": row.key, "label": row.label, "detail": row.detail, **_counts(row, share)}


def _counts(row: Row, share: float) -> dict[str, Any]:
    return {name: share if name == "share" else getattr(row, name) for name in COUNTS}
