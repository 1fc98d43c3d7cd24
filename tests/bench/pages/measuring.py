"""What is read of sixty invented web pages of twelve makes, against what stands there.

Text F1 counts words: those read and those that stand there, each as often as it does (as in readability's and
trafilatura's own evaluations).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from store.formats.document import FormatError
from store.formats.pages.page import readable
from tests.bench.pages.invented import Page, pages


@dataclass
class Figures:
    """Counts over all pages; `f1` one number a page."""

    pages: int = 0
    f1: list[float] = field(default_factory=list)
    titles: int = 0
    bylines: int = 0
    invented_bylines: int = 0
    days: int = 0
    invented_days: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        """The pages that have an article."""
        return len(self.f1)


def measure() -> Figures:
    """Read every page."""
    figures = Figures()
    for page in pages():
        figures.pages += 1
        try:
            document = readable(page.html, page.url)
        except FormatError as error:
            figures.refused += page.refused
            if not page.refused:
                figures.f1.append(0.0)
                figures.faults.append(f"{page.name}: refused: {error}")
            continue
        if page.refused:
            figures.faults.append(f"{page.name}: not refused")
            continue
        wire = document.wire
        assert wire is not None
        _add(figures, page, document.text, wire.headline, wire.byline, (wire.published or "")[:10] or None)
        if page.warned and not any(page.warned in each for each in document.warnings):
            figures.faults.append(f"{page.name}: no warning of a {page.warned}")
    return figures


def _add(figures: Figures, page: Page, text: str, title: str | None, byline: str | None, day: str | None) -> None:
    figures.f1.append(f1(text, "\n".join(page.text)))
    figures.titles += title == page.title
    figures.bylines += byline == page.byline
    figures.invented_bylines += byline is not None and byline != page.byline
    figures.days += day == page.day
    figures.invented_days += day is not None and day != page.day
    for name, found, wanted in (("title", title, page.title), ("byline", byline, page.byline), ("day", day, page.day)):
        if found != wanted:
            figures.faults.append(f"{page.name}: {name} {found!r}, not {wanted!r}")
    if figures.f1[-1] < 0.97:
        figures.faults.append(f"{page.name}: text F1 {figures.f1[-1]:.3f}")


def f1(found: str, wanted: str) -> float:
    """The harmonic mean of precision and recall over words."""
    one, other = (Counter(re.findall(r"\w+", text.casefold())) for text in (found, wanted))
    common = sum((one & other).values())
    return 2 * common / (sum(one.values()) + sum(other.values())) if common else 0.0


def main() -> None:
    """Print the figures; with `-v` what is wrong."""
    figures = measure()
    read = figures.read
    print(f"{figures.pages} pages, {read} with an article, {figures.refused} of {figures.pages - read} refused")
    print(f"text F1: median {median(figures.f1):.3f}, lowest {min(figures.f1):.3f}")
    print(f"title {figures.titles} of {read}")
    print(f"byline {figures.bylines} of {read}, {figures.invented_bylines} invented")
    print(f"day {figures.days} of {read}, {figures.invented_days} invented")
    if "-v" in sys.argv:
        print("\n".join(figures.faults))
