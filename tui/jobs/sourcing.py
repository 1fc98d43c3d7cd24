"""The sourcing picture for a screen: counts, rows with their quotes, and files. Knows no screen.

Every method accesses the disk and must be called in a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.presenters.sourcing_text import HEADINGS, name, summary
from widgets.tables.bars_table import BarRow, QuoteRow

if TYPE_CHECKING:
    from extract.span import Span
    from extract.types import Article
    from store.articles.entry import Entry
    from store.sourcing.picture import By, Picture
    from tui.jobs.collection import Collection

Places = dict[str, tuple[str, "Span"]]
"""The target of a row: the article's key, and the words."""
Report = Callable[[str], None]

MAX_QUOTES = 2000
"""The most quotes listed for a row."""
MAX_BARS = 30
"""The most bars in a picture that is written."""


class SourcingJob:
    """One picture. With `only` it covers these articles as they are on the screen, else every article of the desk."""

    def __init__(
        self, collection: Collection, heading: str, slug: str, only: Sequence[tuple[Entry, Article]] | None
    ) -> None:
        """`heading` describes the picture in one line, `slug` is its part of file names."""
        from store.articles.verdict_lines import verdict_lines
        from store.sourcing.picture import Picture

        self.heading = heading
        self.picture: Picture = Picture(
            each_story_once=only is None,
            verdicts_of=lambda entry: verdict_lines(collection.home, entry.key, entry.version),
        )
        self._collection = collection
        self._slug = slug
        self._only = only

    def count(self, report: Report) -> None:
        """Count every article; `report` receives the progress."""
        for entry, article in self._articles(report):
            self.picture.add(entry, article)

    def _articles(self, report: Report) -> Iterator[tuple[Entry, Article | None]]:
        from tui.jobs.collection import readings, with_progress

        if self._only is not None:
            yield from self._only
            return
        entries = self._collection.library.entries()
        yield from readings(
            with_progress(self._collection.articles(entries, read=False), len(entries), "counting", report), []
        )

    def summary(self) -> list[str]:
        """The counts, in a few lines."""
        return list(summary(self.picture))

    def rows(self, by: By) -> list[BarRow]:
        """The rows of a table."""
        from store.sourcing.picture import shares

        rows = self.picture.rows(by)
        return [
            BarRow(row.key, name(row), row.quotes, row.words, share, (row.direct, row.mixed, row.indirect))
            for row, share in zip(rows, shares([row.words for row in rows]), strict=True)
        ]

    def evidence(self, by: By, key: str, report: Report) -> tuple[list[QuoteRow], Places]:
        """The quotes of a row, and the place of each."""
        from store.sourcing.picture import evidence
        from store.texts.escaping import plain

        rows: list[QuoteRow] = []
        places: Places = {}
        for entry, quote in evidence(self._articles(report), by, key, each_story_once=self._only is None):
            id = f"{entry.key}:{quote.id}"
            who = plain(quote.actor.name) if quote.actor else "unknown"
            rows.append(QuoteRow(id, entry.title, entry.published or "", who, quote.form, quote.cue, quote.content))
            places[id] = (entry.key, quote.span)
            if len(rows) == MAX_QUOTES:
                break
        return rows, places

    def write(self, by: By, folder: Path) -> tuple[Path, Path]:
        """Write a table as SVG and CSV into `folder` and return the files. Raises OSError."""
        from store.disk.files import make_folder, write_output
        from store.sourcing.data_formats import csv
        from store.sourcing.svg import svg

        make_folder(folder)
        stem = f"sourcing-{self._slug}-{by}"
        picture, heading = (
            svg(self.picture, by, f"{self.heading}: {HEADINGS[by].lower()}", self.summary()[0], top=MAX_BARS),
            "".join(csv(self.picture, by)),
        )
        files = folder / f"{stem}.svg", folder / f"{stem}.csv"
        for path, text in zip(files, (picture, heading), strict=True):
            write_output(path, [text.encode("utf-8", "replace")])
        return files
