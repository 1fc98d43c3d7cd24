"""A table of the picture as an SVG bar chart: text for screen readers, patterns as well as colours, light and dark."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import accumulate
from xml.sax.saxutils import escape

from store.sourcing.picture import OTHERS, By, Picture, Row, longest, shown
from store.texts.escaping import for_xml, plain

WIDTH_PIXELS = 800
LABEL_PIXELS = 300
"""Width of the labels, left of the bars."""
BAR_PIXELS = 380
"""Width of the longest bar."""
ROW_PIXELS = 26
"""Distance from one bar to the next."""
HEAD_PIXELS = 76
MAX_LABEL_CHARACTERS = 40
"""Length of a label; the bar's title has the whole text."""

PAPER, INK, SOFT, BAR = "#ffffff", "#1b1b1f", "#5c5c66", "#1f6f8b"
STYLE = """\
text { font: 13px system-ui, sans-serif; }
text.title { font-size: 17px; font-weight: 600; }
@media (prefers-color-scheme: dark) {
.page { fill: #17171b; }
text { fill: #ececf1; }
text.soft { fill: #a5a5b0; }
.direct { fill: #6fc3df; }
.mixed, .indirect, .hatch { stroke: #6fc3df; }
}
"""
"""Fonts, and the colours of the dark scheme. The light ones are attributes, which programs without CSS support too."""
LOOKS = {
    "direct": f'class="direct" fill="{BAR}"',
    "mixed": f'class="mixed" fill="url(#mixed)" stroke="{BAR}"',
    "indirect": f'class="indirect" fill="none" stroke="{BAR}"',
}
INKED = f'font-family="sans-serif" font-size="13" fill="{INK}"'
FAINT = f'font-family="sans-serif" font-size="13" fill="{SOFT}"'
FORMS = ("direct", "mixed", "indirect")


def svg(picture: Picture, by: By, title: str, heading: str, *, top: int) -> str:
    """The table `by` as an SVG 1.1 document with at most `top` bars and one for the others.

    `title` names the subject, `heading` describes the table in one line.
    """
    found = shown(picture.rows(by), top)
    rows, parts = [row for row, _share in found], [share for _row, share in found]
    height = HEAD_PIXELS + ROW_PIXELS * len(rows) + 40
    summary = "; ".join(f"{_name(row)}: {share} %" for row, share in zip(rows, parts, strict=True))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PIXELS} {height}"',
        f' width="{WIDTH_PIXELS}" height="{height}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{_text(title)}: {_text(heading)}</title>',
        f'<desc id="desc">{_text(summary or "no quotes")}</desc>',
        f"<style>{STYLE}</style>",
        '<defs><pattern id="mixed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">',
        f'<line class="hatch" x1="0" y1="0" x2="0" y2="6" stroke="{BAR}" stroke-width="3"/></pattern></defs>',
        f'<rect class="page" width="{WIDTH_PIXELS}" height="{height}" fill="{PAPER}"/>',
        f'<text class="title" x="16" y="30" {INKED}>{_text(_cut(title, 80))}</text>',
        f'<text class="soft" x="16" y="54" {FAINT}>{_text(heading)}</text>',
    ]
    most = longest(rows)
    for i, (row, share) in enumerate(zip(rows, parts, strict=True)):
        lines += _bar(row, share, HEAD_PIXELS + ROW_PIXELS * i, most)
    lines += _legend(height - 16)
    return "\n".join([*lines, "</svg>", ""])


def _bar(row: Row, share: float, y: int, most: int) -> Iterator[str]:
    yield f"<g><title>{_text(_name(row))}: {row.words} words, {row.quotes} quotes, {share} %</title>"
    label = _text(_cut(_name(row), MAX_LABEL_CHARACTERS))
    yield f'<text x="{LABEL_PIXELS}" y="{y + 15}" text-anchor="end" {INKED}>{label}</text>'
    x = float(LABEL_PIXELS + 10)
    for form in FORMS if row.key != OTHERS else ():
        width = BAR_PIXELS * getattr(row, form) / most if most else 0.0
        if width:
            yield f'<rect {LOOKS[form]} x="{x:.1f}" y="{y + 2}" width="{width:.1f}" height="16"/>'
            x += width
    yield f'<text class="soft" x="{x + 8:.1f}" y="{y + 15}" {FAINT}>{share} %</text></g>'


def _legend(y: int) -> Iterator[str]:
    for i, form in enumerate(FORMS):
        x = LABEL_PIXELS + 10 + 110 * i
        yield f'<rect {LOOKS[form]} x="{x}" y="{y - 12}" width="16" height="12"/>'
        yield f'<text class="soft" x="{x + 22}" y="{y - 1}" {FAINT}>{form}</text>'


def _name(row: Row) -> str:
    return f"{row.label} ({row.detail})" if row.detail else row.label


def _cut(text: str, longest: int) -> str:
    """`text`, cut with "…" if it is longer; Chinese and Japanese characters count as two."""
    wide = [2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text]
    if sum(wide) <= longest:
        return text
    fits = sum(total < longest for total in accumulate(wide))
    return text[:fits].rstrip() + "…"


def _text(text: str) -> str:
    """`text` without characters that XML 1.0 excludes: controls, surrogates, noncharacters."""
    return escape(for_xml(plain(text)))
