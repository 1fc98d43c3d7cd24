"""A quote in printable form: only words in the article's quotation marks get quotation marks.

Used by copying, exports and quote sheets. A direct quote keeps its marks; in a mixed one only the words inside marks
have them; a paraphrase is labelled as one, because its words are the reporter's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.layout.typography import Quoted, read_typography
from extract.layout.zones import zone
from extract.span import Span
from extract.types import Article, Block, Quote

PARAPHRASE = "[paraphrase] "
BETWEEN_FRAGMENTS = " […] "
_PARTNERS = {
    '"': '"', "“": "”", "„": "“", "”": "”", "«": "»", "»": "«", "‘": "’", "‚": "‘", "'": "'", "‹": "›", "’": "’",
    "‘‘": "’’", "``": "''", "''": "''", "″": "″", "`": "'", "‟": "”", "′′": "′′",
}  # fmt: skip


class Quotations:
    """The quotes of one article in printable form. The article's marks are found once."""

    def __init__(self, text: str, blocks: Sequence[Block] = ()) -> None:
        """`text` is the article's; `blocks` are its zones, computed if not given."""
        self._text = text
        typography = read_typography(text, blocks or zone(text).blocks)
        self._quoted = [*typography.quoted, *typography.nested]
        self._dashes = {dash.start: dash.mark for dash in typography.dashes}

    def printed(self, quote: Quote) -> str:
        """The content of `quote`, its fragments joined by "[…]", with the article's own quotation marks.

        Begins with `[paraphrase]` if none of the words is in marks or after a quotation dash.
        """
        return self._joined(quote.fragments, quote.kind)

    def quoted_spans(self, quote: Quote) -> list[Span]:
        """The words of `quote` in quotation marks or after a quotation dash, without the marks, as spans.

        In text order; none for a paraphrase.
        """
        if quote.kind == "indirect":
            return []
        spans: list[Span] = []
        for fragment in quote.fragments:
            regions = list(self._regions(fragment))
            spans += [
                Span(max(each.inner.start, fragment.start), min(each.inner.end, fragment.end)) for each in regions
            ]
            if not regions and fragment.start in self._dashes:
                spans.append(fragment)
        return sorted(spans)

    def marked(self, span: Span, kind: str | None) -> str:
        """Like `printed`, for the words of `span`, a quote of this `kind`."""
        return self._joined((span,), kind)

    def _joined(self, fragments: Sequence[Span], kind: str | None) -> str:
        parts = [self._fragment(fragment) for fragment in fragments]
        joined = BETWEEN_FRAGMENTS.join(part for part, _marked in parts)
        return joined if kind != "indirect" and any(marked for _part, marked in parts) else PARAPHRASE + joined

    def _fragment(self, fragment: Span) -> tuple[str, bool]:
        """A fragment with its marks, and whether any of its words is in marks or after a dash."""
        text = fragment.of(self._text)
        regions = list(self._regions(fragment))
        if not regions:
            dash = self._dashes.get(fragment.start)
            return (f"{dash} {text}", True) if dash else (text, False)
        before = "".join(_opening(each, self._text) for each in regions if each.inner.start <= fragment.start)
        after = "".join(_closing(each, self._text) for each in reversed(regions) if each.inner.end >= fragment.end)
        return before + text + after, True

    def _regions(self, fragment: Span) -> Iterator[Quoted]:
        """The passages in quotation marks that overlap the fragment.

        Of passages that contain the whole fragment only the innermost counts.
        """
        shared = [each for each in self._quoted if each.inner.overlaps(fragment)]
        around = [each for each in shared if each.inner.start <= fragment.start and fragment.end <= each.inner.end]
        if around:
            yield max(around, key=lambda each: (each.depth, each.inner.start))
        else:
            yield from (each for each in shared if not each.depth)


def printed(article: Article, quote: Quote) -> str:
    """One quote of `article` in printable form; for several, use `Quotations`."""
    return Quotations(article.text, article.blocks).printed(quote)


def printed_quotes(article: Article) -> Sequence[str]:
    """The quotes of `article` in printable form, in order."""
    quotations = Quotations(article.text, article.blocks)
    return [quotations.printed(quote) for quote in article.quotes]


def _opening(quoted: Quoted, text: str) -> str:
    mark = text[quoted.outer.start : quoted.inner.start].strip()
    if not mark:
        end = text[quoted.inner.end : quoted.outer.end].strip()
        mark = next((one for one, other in _PARTNERS.items() if other == end), "“")
    return mark


def _closing(quoted: Quoted, text: str) -> str:
    return text[quoted.inner.end : quoted.outer.end].strip() or _PARTNERS.get(_opening(quoted, text), "”")
